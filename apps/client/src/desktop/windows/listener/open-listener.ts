import { MessageChannel } from 'node:worker_threads';
import type { PointerMark } from '@fjernhjelp/host';
import { startWorker } from '../../../workers.ts';
import type { DesktopEvent } from '../../events.ts';
import type { Pointer } from '../libraries.ts';
import { loadListenerLibraries } from './libraries.ts';
import { MARK_CENTRE_PX } from './mark-pixels.ts';
import { messages } from './messages.ts';
import type { FromListener, ListenerData } from './protocol.ts';

const TOPMOST = -1;
/** SWP_…: same size, not active, shown, without waiting for the window's thread. */
const SHOW = 0x1 | 0x10 | 0x40 | 0x4000;
const HIDE = 0;

/** The client's one window and what is heard through it. */
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
  const win = loadListenerLibraries();
  const { port1, port2 } = new MessageChannel();
  const closed = new SharedArrayBuffer(4);
  const worker = startWorker('listener-worker', {
    workerData: { port: port2, closed } satisfies ListenerData & { port: typeof port2 },
    transferList: [port2],
  });
  // Without its window the client goes on: no mark, no word of a log-off.
  worker.on('error', () => port1.close());
  let window: Pointer | undefined;
  let isClosed = false;
  let isEnding = false;
  let place: { xPx: number; yPx: number } | undefined;
  let heardEvent = (_: DesktopEvent) => {};
  let heardInput: (() => void) | undefined;

  port1.on('message', (message: FromListener) => {
    switch (message.type) {
      case 'opened':
        window = message.window;
        if (isClosed) return post(messages.close);
        if (place !== undefined) show(place.xPx, place.yPx);
        if (heardInput !== undefined) post(messages.watchInput);
        break;
      case 'event':
        isEnding ||= message.event === 'ending';
        heardEvent(message.event);
        break;
      case 'local-input':
        heardInput?.();
    }
  });

  function post(message: number): void {
    if (window !== undefined) win.PostMessageW(window, message, 0, 0);
  }

  function show(xPx: number, yPx: number): void {
    place = { xPx, yPx };
    if (window === undefined) return;
    win.SetWindowPos(window, TOPMOST, xPx - MARK_CENTRE_PX, yPx - MARK_CENTRE_PX, 0, 0, SHOW);
  }

  function hide(): void {
    place = undefined;
    if (window !== undefined) win.ShowWindowAsync(window, HIDE);
  }

  function close(): void {
    if (isClosed) return;
    isClosed = true;
    process.off('exit', close);
    post(messages.close);
    worker.unref();
    if (window !== undefined) port1.close();
    // The last words to the server are still on their way, and a log-off ends us as soon as the thread has let go.
    if (isEnding) process.once('exit', letGo);
    else letGo();
  }

  function letGo(): void {
    Atomics.store(new Int32Array(closed), 0, 1);
    Atomics.notify(new Int32Array(closed), 0);
  }

  // A thread that waits in the system would keep the process from ending.
  process.on('exit', close);

  return {
    pointerMark: { show, hide, close: hide },
    watch(listener) {
      heardEvent = listener;
    },
    watchLocalInput(listener) {
      heardInput = listener;
      post(messages.watchInput);
      return () => {
        heardInput = undefined;
        post(messages.leaveInput);
      };
    },
    close,
  };
}
