import type { PointerMark } from '@fjernhjelp/host';
import type { DesktopEvent } from '../../events.ts';
import { openWindowThread } from '../window-thread/open-window-thread.ts';
import type { FromListener, ListenerData, ToListener } from './protocol.ts';

/** The client's one window that hears of the desktop. */
export interface Listener {
  readonly pointerMark: PointerMark;
  /** Hears from now on what becomes of the desktop. */
  watch(listener: (event: DesktopEvent) => void): void;
  /**
   * Hears from now on whenever the user presses a key or moves the mouse themselves (not the helper), at most every 50 ms. Only
   * while somebody wants to know: all input passes through us meanwhile.
   * @returns what ends it
   */
  watchLocalInput(listener: () => void): () => void;
  close(): void;
}

export function openListener(): Listener {
  const closed = new SharedArrayBuffer(4);
  let isEnding = false;
  let isClosed = false;
  let heardEvent = (_: DesktopEvent) => {};
  let heardInput: (() => void) | undefined;

  const thread = openWindowThread<ToListener, FromListener>({
    worker: 'listener-worker',
    data: { closed } satisfies ListenerData,
    told(message) {
      if (message.type === 'local-input') return heardInput?.();
      isEnding ||= message.event === 'ending';
      heardEvent(message.event);
    },
    // Without its window the client goes on: no mark, no word of a log-off.
    lost() {},
  });

  function close(): void {
    if (isClosed) return;
    isClosed = true;
    thread.close();
    // The last words to the server are still on their way, and a log-off ends us as soon as the thread has let go.
    if (isEnding) process.once('exit', letGo);
    else letGo();
  }

  function letGo(): void {
    Atomics.store(new Int32Array(closed), 0, 1);
    Atomics.notify(new Int32Array(closed), 0);
  }

  // Without a word of ours a log-off in progress waits for nobody.
  process.on('exit', close);

  const hide = () => thread.ask({ type: 'hide-mark' });
  return {
    pointerMark: { show: (xPx, yPx) => thread.ask({ type: 'show-mark', xPx, yPx }), hide, close: hide },
    watch(listener) {
      heardEvent = listener;
    },
    watchLocalInput(listener) {
      heardInput = listener;
      thread.ask({ type: 'watch-input', on: true });
      return () => {
        heardInput = undefined;
        thread.ask({ type: 'watch-input', on: false });
      };
    },
    close,
  };
}
