import { workerData } from 'node:worker_threads';
import { createHiddenWindow } from '../window-thread/hidden-window.ts';
import { loadWindowLibraries } from '../window-thread/libraries.ts';
import { serveWindow, type WindowThreadEnds } from '../window-thread/serve-window.ts';
import { LocalInput } from './local-input.ts';
import { eventOf, messages } from './messages.ts';
import type { Heard } from './own-hand.ts';
import type { FromListener, ListenerData, ToListener } from './protocol.ts';

/** Runs in a worker of its own and tells what it hears of the desktop and of the user's own input. */
const { closed, ...ends } = workerData as ListenerData & WindowThreadEnds;
const THIS_SESSION = 0;
/** How long a log-off waits for us to say good-bye. Windows itself waits five seconds. */
const FAREWELL_MS = 3000;
/** A mouse moves hundreds of times a second; nobody needs to hear of more than this. */
const INPUT_INTERVAL_MS = 50;

const win = loadWindowLibraries();
let inputAtMs = Number.NEGATIVE_INFINITY;

const tell = (message: FromListener) => ends.port.postMessage(message);

function heardInput(heard: Exclude<Heard, 'nothing'>): void {
  if (heard === 'pause') tell({ type: 'pause-key' });
  const nowMs = performance.now();
  if (nowMs - inputAtMs < INPUT_INTERVAL_MS) return;
  inputAtMs = nowMs;
  tell({ type: 'local-input' });
}

serveWindow<ToListener>(win, ends, createHiddenWindow(win), (window) => {
  const localInput = new LocalInput(win, heardInput);
  win.WTSRegisterSessionNotification(window, THIS_SESSION);
  return {
    heard(message, word) {
      const event = eventOf(message, Number(word));
      if (event !== undefined) tell({ type: 'event', event });
      if (message === messages.queryEndSession) return 1;
      if (message !== messages.endSession) return undefined;
      // The process is ended as soon as this returns.
      if (event === 'ending') Atomics.wait(new Int32Array(closed), 0, 0, FAREWELL_MS);
      return 0;
    },
    asked({ on }) {
      if (on) localInput.open();
      else localInput.close();
    },
    closing() {
      localInput.close();
      win.WTSUnRegisterSessionNotification(window);
    },
  };
});
