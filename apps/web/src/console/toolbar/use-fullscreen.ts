import { useEffect, useState } from 'react';

/** Keyboard Lock (WICG), where the browser has it: Alt + Tab, Esc and the like reach the page while it fills the screen. */
interface KeyboardLock {
  lock(): Promise<void>;
  unlock(): void;
}

export interface Fullscreen {
  readonly isFullscreen: boolean;
  readonly canFullscreen: boolean;
  toggle(): void;
}

/**
 * The whole page over the whole screen, and whether it is so just now.
 * @param wantsKeys meanwhile the page wants the keys that the system takes otherwise
 */
export function useFullscreen(wantsKeys: boolean): Fullscreen {
  const [isFullscreen, setIsFullscreen] = useState(document.fullscreenElement !== null);
  useEffect(() => {
    const follow = () => setIsFullscreen(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', follow);
    return () => document.removeEventListener('fullscreenchange', follow);
  }, []);

  useEffect(() => {
    const { keyboard } = navigator as { readonly keyboard?: KeyboardLock };
    if (!isFullscreen || !wantsKeys || keyboard === undefined) return;
    // Where the browser says no, the keys go where they always go.
    keyboard.lock().catch(() => {});
    return () => keyboard.unlock();
  }, [isFullscreen, wantsKeys]);

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
