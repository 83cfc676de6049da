import { MessageChannel, type Transferable } from 'node:worker_threads';
import { startWorker, type workerFiles } from '../../../workers.ts';
import type { Pointer } from '../libraries.ts';
import { loadWindowLibraries } from './libraries.ts';
import { threadMessages } from './thread-messages.ts';

/** A thread with a window of its own, as the main thread has it. */
export interface WindowThread<Asked> {
  ask(message: Asked, transfer?: readonly Transferable[]): void;
  /** What was asked before is done first. May be called twice. */
  close(): void;
}

export interface WindowThreadOptions<Told> {
  readonly worker: keyof typeof workerFiles;
  /** `workerData` besides the `port`. */
  readonly data?: Readonly<Record<string, unknown>>;
  told(message: Told): void;
  /** It could not start or broke down: nothing is told any more. */
  lost(): void;
}

/** The other end is `serveWindow`. */
export function openWindowThread<Asked, Told>(options: WindowThreadOptions<Told>): WindowThread<Asked> {
  const win = loadWindowLibraries();
  const { port1, port2 } = new MessageChannel();
  const worker = startWorker(options.worker, {
    workerData: { ...options.data, port: port2 },
    transferList: [port2],
  });
  worker.on('error', () => {
    port1.close();
    options.lost();
  });
  let window: Pointer | undefined;
  let isClosed = false;

  port1.on('message', (message: Told | { readonly type: 'opened'; readonly window: Pointer }) => {
    if (!isOpened(message)) {
      options.told(message);
      return;
    }
    window = message.window;
    post(isClosed ? threadMessages.close : threadMessages.wake);
    if (isClosed) port1.close();
  });

  function post(message: number): void {
    if (window !== undefined) win.PostMessageW(window, message, 0, 0);
  }

  function close(): void {
    if (isClosed) return;
    isClosed = true;
    process.off('exit', close);
    post(threadMessages.close);
    worker.unref();
    if (window !== undefined) port1.close();
  }

  // A thread that waits in the system would keep the process from ending.
  process.on('exit', close);

  return {
    ask(message, transfer = []) {
      if (isClosed) return;
      port1.postMessage(message, transfer);
      post(threadMessages.wake);
    },
    close,
  };
}

function isOpened(message: unknown): message is { readonly type: 'opened'; readonly window: Pointer } {
  return (message as { type?: unknown }).type === 'opened';
}
