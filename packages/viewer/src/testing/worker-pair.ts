import type { LineWorker } from '../line/connect-in-worker.ts';
import type { WorkerScope } from '../worker-port/worker-end.ts';

/** A worker that lives in the test's own thread: what each end posts reaches the other later, as copies, and what is transferred is gone. */
export interface WorkerPair {
  /** The page's end. */
  readonly worker: LineWorker;
  /** The worker's. */
  readonly scope: WorkerScope;
  /** The worker has ended itself. */
  readonly isClosed: boolean;
  /** The page has ended it. */
  readonly isTerminated: boolean;
}

export function createWorkerPair(): WorkerPair {
  let isClosed = false;
  let isTerminated = false;

  function deliver(
    to: { onmessage: ((event: MessageEvent) => void) | null },
    message: unknown,
    transfer: Transferable[] = [],
  ): void {
    const data: unknown = structuredClone(message, { transfer });
    setTimeout(() => {
      if (!isClosed) to.onmessage?.({ data } as MessageEvent);
    });
  }

  const worker: LineWorker = {
    onmessage: null,
    onmessageerror: null,
    onerror: null,
    postMessage: (message, transfer) => deliver(scope, message, transfer),
    terminate() {
      isClosed = true;
      isTerminated = true;
    },
  };
  const scope: WorkerScope = {
    onmessage: null,
    postMessage: (message, transfer) => deliver(worker, message, transfer),
    close() {
      isClosed = true;
    },
  };
  return {
    worker,
    scope,
    get isClosed() {
      return isClosed;
    },
    get isTerminated() {
      return isTerminated;
    },
  };
}
