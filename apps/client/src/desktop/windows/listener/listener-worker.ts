import { type MessagePort, workerData } from 'node:worker_threads';
import koffi from 'koffi';
import type { Pointer } from '../libraries.ts';
import { loadListenerLibraries } from './libraries.ts';
import { LocalInput } from './local-input.ts';
import { eventOf, messages } from './messages.ts';
import { createOwnWindow } from './own-window.ts';
import type { FromListener, ListenerData } from './protocol.ts';

/**
 * Runs in a worker of its own, because a window's thread has to wait for messages in the system and not in Node: makes the
 * client's one window and tells what is heard through it, until that window is closed. Nothing is asked for again and again.
 */
const { port, closed } = workerData as ListenerData & { port: MessagePort };
const MESSAGE_BYTES = 48;
const PROCEDURE = -4;
const THIS_SESSION = 0;
/** How long a log-off waits for us to say good-bye. Windows itself waits five seconds. */
const FAREWELL_MS = 3000;
/** A mouse moves hundreds of times a second; nobody needs to hear of more than this. */
const INPUT_INTERVAL_MS = 50;

const win = loadListenerLibraries();
let inputAtMs = Number.NEGATIVE_INFINITY;

const tell = (message: FromListener) => port.postMessage(message);

function heardInput(): void {
  const nowMs = performance.now();
  if (nowMs - inputAtMs < INPUT_INTERVAL_MS) return;
  inputAtMs = nowMs;
  tell({ type: 'local-input' });
}

const localInput = new LocalInput(win, heardInput);

function handle(
  window: Pointer | null,
  message: number,
  word: number | bigint,
  long: number | bigint,
): number | bigint {
  const event = eventOf(message, Number(word));
  if (event !== undefined) tell({ type: 'event', event });
  switch (message) {
    case messages.queryEndSession:
      return 1;
    case messages.endSession:
      // The process is ended as soon as this returns.
      if (event === 'ending') Atomics.wait(new Int32Array(closed), 0, 0, FAREWELL_MS);
      return 0;
    case messages.watchInput:
      localInput.open();
      return 0;
    case messages.leaveInput:
      localInput.close();
      return 0;
    case messages.close:
      win.PostQuitMessage(0);
      return 0;
    default:
      return win.DefWindowProcW(window, message, word, long);
  }
}

const window = createOwnWindow(win);
if (window !== null) {
  const procedure = koffi.register(handle, win.windowProcedure);
  const before = win.SetWindowLongPtrW(window, PROCEDURE, procedure);
  win.WTSRegisterSessionNotification(window, THIS_SESSION);
  tell({ type: 'opened', window });
  const message = Buffer.alloc(MESSAGE_BYTES);
  while (win.GetMessageW(message, null, 0, 0) > 0) win.DispatchMessageW(message);
  localInput.close();
  win.WTSUnRegisterSessionNotification(window);
  // What the system still says to the window finds its own procedure again.
  if (before !== null) win.SetWindowLongPtrW(window, PROCEDURE, before);
  win.DestroyWindow(window);
  koffi.unregister(procedure);
}
port.close();
