import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import koffi from 'koffi';
import type { Pointer } from '../libraries.ts';
import type { WindowLibraries } from './libraries.ts';
import { threadMessages } from './thread-messages.ts';

const MESSAGE_BYTES = 48;
const PROCEDURE = -4;
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
 * @param port to the main thread's `openWindowThread`; closed at the end
 * @param window null when there is no desktop to put it on
 */
export function serveWindow<Asked>(
  win: WindowLibraries,
  port: MessagePort,
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
      case threadMessages.wake:
        take();
        return 0;
      case threadMessages.close:
        win.PostQuitMessage(0);
        return 0;
      default:
        return tasks.heard(message, word) ?? win.DefWindowProcW(addressed, message, word, long);
    }
  }

  const procedure = koffi.register(handle, win.windowProcedure);
  const before = win.SetWindowLongPtrW(window, PROCEDURE, procedure);
  port.postMessage({ type: 'opened', window });
  take();
  const message = Buffer.alloc(MESSAGE_BYTES);
  while (win.GetMessageW(message, null, 0, 0) > 0) win.DispatchMessageW(message);
  tasks.closing();
  // What the system still says to the window finds its own procedure again.
  if (before !== null) win.SetWindowLongPtrW(window, PROCEDURE, before);
  win.DestroyWindow(window);
  koffi.unregister(procedure);
  port.close();
}
