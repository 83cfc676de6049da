import { createInlet, type Hear } from './inlet.ts';
import { createOutlet, type Outlet, type Posted } from './outlet.ts';
import { createRingMemory } from './shared-ring.ts';
import type { Begin } from './worker-end.ts';

/** For small messages that wait, each way; what finds no room goes by a message. */
const RING_BYTES = 1024 * 1024;

/** What is used of a Worker. */
export interface WorkerLike {
  onmessage: ((event: MessageEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(message: unknown, transfer?: Transferable[]): void;
}

/** The page's end of what it and a worker tell one another. */
export interface PageEnd<ToWorker> {
  /** As `Outlet.post`; nothing, once it is closed. */
  readonly post: Outlet<ToWorker>['post'];
  /** Nothing more is heard. */
  close(): void;
}

/**
 * @returns whether a page and its workers can share memory: the page has to be isolated from other origins, and to have a
 * browser that can wait for memory without standing still
 */
export function canShareMemory(): boolean {
  return globalThis.crossOriginIsolated === true && typeof Atomics.waitAsync === 'function';
}

/**
 * Small messages go through shared memory where there is some: after a key press Chromium holds the page's other tasks back until the
 * next frame, and this one not; and waking a worker so takes a third of what a message takes (docs/decisions/0021).
 * @param broken the worker failed, or tells what cannot be read: what it says is not whole any more. Nothing is heard from then on.
 */
export function createPageEnd<ToWorker, ToPage>(
  worker: WorkerLike,
  hear: Hear<ToPage>,
  broken: () => void,
  { isShared = canShareMemory() } = {},
): PageEnd<ToWorker> {
  const inlet = createInlet(hear);
  const outlet = createOutlet<ToWorker>((posted, transfer) => worker.postMessage(posted, transfer));
  let isClosed = false;
  let isBroken = false;

  function close(): void {
    isClosed = true;
    inlet.close();
  }

  function fail(): void {
    if (isBroken) return;
    isBroken = true;
    close();
    broken();
  }

  worker.onmessage = ({ data }: MessageEvent<Posted>) => inlet.posted(data);
  worker.onmessageerror = fail;
  worker.onerror = fail;
  const memory = isShared
    ? { toPage: createRingMemory(RING_BYTES), toWorker: createRingMemory(RING_BYTES) }
    : undefined;
  worker.postMessage({ memory } satisfies Begin);
  if (memory !== undefined) {
    inlet.share(memory.toPage, fail);
    outlet.share(memory.toWorker);
  }

  return {
    post: (message, body) => !isClosed && outlet.post(message, body),
    close,
  };
}
