import type { PageFrames } from './frame-hold.ts';

/** @param windowOf the window in which a screen is seen; undefined: in none */
export function createBrowserFrames(windowOf: (screen: number) => Window | undefined): PageFrames {
  return {
    next(screen, shown) {
      const page = windowOf(screen);
      if (page === undefined) return false;
      // A task of its own: what is put in the frame's callback would be in that frame already.
      page.requestAnimationFrame(() => page.setTimeout(shown));
      return true;
    },
  };
}
