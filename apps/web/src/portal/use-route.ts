import { useEffect, useState } from 'react';

export type Route = 'self-service' | 'start';

const readRoute = (): Route => (location.hash === '#/start' ? 'start' : 'self-service');

/** Which of the portal's pages the address names. A change goes to the top and to the new page's heading. */
export function useRoute(): Route {
  const [route, setRoute] = useState(readRoute);
  useEffect(() => {
    const follow = () => {
      // The skip link also writes the hash; it leads to a place on the same page.
      if (location.hash === '#main') return;
      setRoute(readRoute());
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);

  const [shown, setShown] = useState(route);
  useEffect(() => {
    if (shown === route) return;
    setShown(route);
    scrollTo(0, 0);
    document.querySelector('h1')?.focus();
  }, [route, shown]);
  return route;
}
