import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import koffi from 'koffi';
import type { Pointer } from '../libraries.ts';
import type { WindowLibraries } from './libraries.ts';
import { type ThreadState, threadState, WAKE } from './thread-state.ts';

const MESSAGE_BYTES = 48;
const PROCEDURE = -4;
/** WM_CLOSE */
const CLOSE = 0x0010;

/** What `openWindowThread` gives a thread, in its `workerData`. */
export interface WindowThreadEnds {
  /** To the main thread; closed at the end. */
  readonly port: MessagePort;
  readonly state: ThreadState;
}

/** What a window's thread does. */
export interface WindowTasks<Asked> {
  /**
   * @param message WM_… @param word its wParam
   * @returns what Windows is answered; undefined for what it does by itself
   */
  heard(message: number, word: number | bigint): number | undefined;
  /** The main thread asks for something, in order. */
  asked(message: Asked): void;
  /** The window is about to go. */
  closing(): void;
}

/**
 * Serves a window that this thread has made, until it is closed: such a thread has to wait for messages in the system and not in Node.
 * Nothing is asked for again and again.
 * @param window null when there is no desktop to put it on
 */
export function serveWindow<Asked>(
  win: WindowLibraries,
  { port, state }: WindowThreadEnds,
  window: Pointer | null,
  start: (window: Pointer) => WindowTasks<Asked>,
): void {
  if (window === null) {
    port.close();
    return;
  }
  const tasks = start(window);

  function take(): void {
    for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port))
      tasks.asked(next.message as Asked);
  }

  function handle(
    addressed: Pointer | null,
    message: number,
    word: number | bigint,
    long: number | bigint,
  ): number | bigint {
    switch (message) {
      case WAKE:
        take();
        return 0;
      case CLOSE:
        // The program is meant: nobody sees the window, and it goes only with its thread.
        tasks.heard(message, word);
        return 0;
      default:
        return tasks.heard(message, word) ?? win.DefWindowProcW(addressed, message, word, long);
    }
  }

  const procedure = koffi.register(handle, win.windowProcedure);
  const before = win.SetWindowLongPtrW(window, PROCEDURE, procedure);
  Atomics.store(state, threadState.window, window);
  take();
  const message = Buffer.alloc(MESSAGE_BYTES);
  // The state and not a message ends it: a process that is ending runs no procedure any more, and koffi says nothing of that.
  while (Atomics.load(state, threadState.closed) === 0n && win.GetMessageW(message, null, 0, 0) > 0)
    win.DispatchMessageW(message);
  // What was asked before the end, while this thread was at something else.
  take();
  tasks.closing();
  // What the system still says to the window finds its own procedure again.
  if (before !== null) win.SetWindowLongPtrW(window, PROCEDURE, before);
  win.DestroyWindow(window);
  koffi.unregister(procedure);
  port.close();
}
