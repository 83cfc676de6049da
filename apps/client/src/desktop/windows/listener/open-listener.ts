import type { PauseKey, UserInput } from '@fjernhjelp/host';
import type { DesktopEvent } from '../../events.ts';
import { openWindowThread } from '../window-thread/open-window-thread.ts';
import type { FromListener, ListenerData, ToListener } from './protocol.ts';

/** What the client hears of the desktop and of the user's own hand, through a window in a thread of its own. */
export interface Listener {
  /** Hears from now on what becomes of the desktop. */
  watch(listener: (event: DesktopEvent) => void): void;
  /**
   * Whenever the user presses a key or moves the mouse themselves (not the helper), at most every 50 ms. Only while somebody
   * wants to know: all input passes through us meanwhile.
   */
  readonly userInput: UserInput;
  readonly pauseKey: PauseKey;
  close(): void;
}

export function openListener(): Listener {
  const closed = new SharedArrayBuffer(4);
  let isEnding = false;
  let isClosed = false;
  let heardEvent = (_: DesktopEvent) => {};
  const acted = new Set<() => void>();
  const paused = new Set<() => void>();

  const thread = openWindowThread<ToListener, FromListener>({
    worker: 'listener-worker',
    data: { closed } satisfies ListenerData,
    told(message) {
      switch (message.type) {
        case 'local-input':
          for (const heard of [...acted]) heard();
          break;
        case 'pause-key':
          for (const pressed of [...paused]) pressed();
          break;
        case 'event':
          isEnding ||= message.event === 'ending';
          heardEvent(message.event);
      }
    },
    // Without its window the client goes on: the user's hand is not told from the helper's, and nobody hears of a log-off.
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

  function listen(listeners: Set<() => void>, listener: () => void): () => void {
    const each = () => listener();
    listeners.add(each);
    if (acted.size + paused.size === 1) thread.ask({ type: 'watch-input', on: true });
    return () => {
      if (listeners.delete(each) && acted.size + paused.size === 0)
        thread.ask({ type: 'watch-input', on: false });
    };
  }

  return {
    watch(listener) {
      heardEvent = listener;
    },
    userInput: { listen: (heard) => listen(acted, heard), close() {} },
    pauseKey: { listen: (pressed) => listen(paused, pressed), close() {} },
    close,
  };
}
