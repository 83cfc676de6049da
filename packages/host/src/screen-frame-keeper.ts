import type { HelperSession } from './helper-session.ts';
import type { ScreenFrame } from './ports.ts';

/** Shows the frame while somebody sees the screens, or would at any moment. */
export interface ScreenFrameKeeper {
  /** Who is in, what they may do or whether that is paused has changed. */
  look(helpers: readonly HelperSession[], isPaused: boolean): void;
}

export function createScreenFrameKeeper(frame: ScreenFrame | undefined): ScreenFrameKeeper {
  let isShown = false;
  return {
    look(helpers, isPaused) {
      const isWatched =
        !isPaused && helpers.some(({ state, hasGrant }) => state === 'sharing' && hasGrant('view'));
      if (isWatched === isShown) return;
      isShown = isWatched;
      if (isShown) frame?.show();
      else frame?.hide();
    },
  };
}
