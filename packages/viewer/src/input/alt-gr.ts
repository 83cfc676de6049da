import type { Clock } from '@fjernhjelp/protocol';
import type { KeyLike } from './key-event.ts';

/** How close before AltRight a ControlLeft is Windows' own and not the helper's. */
const FAKE_CONTROL_MS = 50;

/** Handles one key event; the answer is whether the browser shall do nothing more with it. */
export interface KeyHandler {
  down(event: KeyLike): boolean;
  up(event: KeyLike): boolean;
}

export interface AltGrFilter extends KeyHandler {
  /** Passes on what is held back, now. */
  flush(): void;
  /** Forgets what is held back. */
  clear(): void;
}

/**
 * Takes away the ControlLeft that Windows puts before AltGr. A press of ControlLeft is held back until the next event
 * or the time is up; AltRight within that time swallows it. Its release needs nothing: what was not pressed is not released.
 * @param isHeld whether a key of that `code` was passed on and not released
 */
export function createAltGrFilter(
  next: KeyHandler,
  isHeld: (code: string) => boolean,
  clock: Clock,
): AltGrFilter {
  let control: { event: KeyLike; cancel: () => void } | undefined;

  function clear(): void {
    control?.cancel();
    control = undefined;
  }

  function flush(): void {
    const heldBack = control;
    clear();
    if (heldBack !== undefined) next.down(heldBack.event);
  }

  return {
    flush,
    clear,
    down(event) {
      if (control !== undefined) {
        const sinceControlMs = event.timeStamp - control.event.timeStamp;
        if (event.code === 'AltRight' && sinceControlMs < FAKE_CONTROL_MS) {
          clear();
          return next.down({ ...copyOf(event), key: 'AltGraph', ctrlKey: false, altKey: false });
        }
        flush();
      }
      if (event.code === 'ControlLeft' && !isHeld('ControlLeft')) {
        control = { event: copyOf(event), cancel: clock.schedule(FAKE_CONTROL_MS, flush) };
        return true;
      }
      return next.down(event);
    },
    up(event) {
      flush();
      return next.up(event);
    },
  };
}

/** DOM events keep their fields in getters of the prototype, which a spread does not see. */
function copyOf(event: KeyLike): KeyLike {
  const { code, key, keyCode, isComposing, repeat, ctrlKey, altKey, shiftKey, metaKey, timeStamp } = event;
  return { code, key, keyCode, isComposing, repeat, ctrlKey, altKey, shiftKey, metaKey, timeStamp };
}
