import { MessageChannel, type Transferable } from 'node:worker_threads';
import { startWorker, type workerFiles } from '../../../workers.ts';
import { loadWindowLibraries } from './libraries.ts';
import { createThreadState, threadState, WAKE } from './thread-state.ts';

/** A thread with a window of its own, as the main thread has it. */
export interface WindowThread<Asked> {
  ask(message: Asked, transfer?: readonly Transferable[]): void;
  /** What was asked before is done first. May be called twice. */
  close(): void;
}

export interface WindowThreadOptions<Told> {
  readonly worker: keyof typeof workerFiles;
  /** `workerData` besides the `port` and the `state`. */
  readonly data?: Readonly<Record<string, unknown>>;
  told(message: Told): void;
  /** It could not start or broke down: nothing is told any more. */
  lost(): void;
}

/** The other end is `serveWindow`. */
export function openWindowThread<Asked, Told>(options: WindowThreadOptions<Told>): WindowThread<Asked> {
  const win = loadWindowLibraries();
  const { port1, port2 } = new MessageChannel();
  const state = createThreadState();
  const worker = startWorker(options.worker, {
    workerData: { ...options.data, port: port2, state },
    transferList: [port2],
  });
  worker.on('error', () => {
    port1.close();
    options.lost();
  });
  let isClosed = false;

  port1.on('message', options.told);

  /** A thread that has no window yet looks at what it was asked, and at the state, as soon as it has one. */
  function wake(): void {
    const window = Atomics.load(state, threadState.window);
    if (window !== 0n) win.PostMessageW(window, WAKE, 0, 0);
  }

  function close(): void {
    if (isClosed) return;
    isClosed = true;
    process.off('exit', close);
    Atomics.store(state, threadState.closed, 1n);
    wake();
    worker.unref();
    port1.close();
  }

  // A thread that waits in the system would keep the process from ending.
  process.on('exit', close);

  return {
    ask(message, transfer = []) {
      if (isClosed) return;
      port1.postMessage(message, transfer);
      wake();
    },
    close,
  };
}
