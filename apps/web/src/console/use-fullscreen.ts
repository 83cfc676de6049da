import { useEffect, useState } from 'react';

/** The whole page over the whole screen, and whether it is so just now. */
export function useFullscreen(): { isFullscreen: boolean; canFullscreen: boolean; toggle(): void } {
  const [isFullscreen, setIsFullscreen] = useState(document.fullscreenElement !== null);
  useEffect(() => {
    const follow = () => setIsFullscreen(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', follow);
    return () => document.removeEventListener('fullscreenchange', follow);
  }, []);

  return {
    isFullscreen,
    canFullscreen: document.fullscreenEnabled,
    toggle() {
      const change = isFullscreen
        ? document.exitFullscreen()
        : document.documentElement.requestFullscreen({ navigationUI: 'hide' });
      // The browser may say no, and the page stays as it is: there is nothing more to say to the person.
      change.catch(() => {});
    },
  };
}
