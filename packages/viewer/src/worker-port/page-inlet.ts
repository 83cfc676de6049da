import type { Bytes } from '@fjernhjelp/protocol';
import type { Begin, Posted } from './page-outlet.ts';
import { createRingMemory, createRingReader, type RingReader } from './shared-ring.ts';

/** For small messages that wait for the page; what finds no room goes the other way. */
const RING_BYTES = 1024 * 1024;

/** What is used of a Worker. */
export interface WorkerLike {
  onmessage: ((event: MessageEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(message: unknown, transfer?: Transferable[]): void;
}

/**
 * @param body empty when there is none
 * @param isGiven the body's buffer is one of the worker's, which may have it back; else it is a copy
 */
export type Hear<Message> = (message: Message, body: Bytes, isGiven: boolean) => void;

/** Hears of what a worker's `PageOutlet` tells, in order. */
export interface PageInlet<ToWorker> {
  tell(message: ToWorker, transfer?: Transferable[]): void;
  /** Nothing more is heard. */
  close(): void;
}

/**
 * @returns whether workers can reach the page through shared memory: the page has to be isolated from other origins, and to have a
 * browser that can wait for memory without standing still
 */
export function canShareMemory(): boolean {
  return globalThis.crossOriginIsolated === true && typeof Atomics.waitAsync === 'function';
}

/**
 * The page's end. Small messages go through shared memory where there is some: after a key press Chromium holds the page's other tasks
 * back until the next frame, and this one not (docs/decisions/0021).
 * @param hear what it throws is reported and changes nothing else
 * @param broken the worker failed, or tells what cannot be read: what it says is not whole any more. Nothing is heard from then on.
 */
export function createPageInlet<ToWorker, ToPage>(
  worker: WorkerLike,
  hear: Hear<ToPage>,
  broken: () => void,
  { isShared = canShareMemory() } = {},
): PageInlet<ToWorker> {
  const memory = isShared ? createRingMemory(RING_BYTES) : undefined;
  const ring = memory === undefined ? undefined : createRingReader(memory);
  let next = 0;
  let isClosed = false;
  let isBroken = false;
  /** What came before its turn. As many as the worker has under way. */
  const early = new Map<number, () => void>();

  function arrive(number: number, deliver: () => void): void {
    if (isClosed) return;
    early.set(number, deliver);
    for (let due = early.get(next); due !== undefined && !isClosed; due = early.get(next)) {
      early.delete(next);
      next = (next + 1) >>> 0;
      try {
        due();
      } catch (error) {
        reportError(error);
      }
    }
  }

  async function listen(reader: RingReader): Promise<void> {
    const decoder = new TextDecoder();
    try {
      while (!isClosed) {
        for (let read = reader.read(); read !== undefined && !isClosed; read = reader.read()) {
          const { number, head, body } = read;
          arrive(number, () => hear(JSON.parse(decoder.decode(head)) as ToPage, body, false));
        }
        if (!isClosed) await reader.more();
      }
    } catch (error) {
      reportError(error);
      fail();
    }
  }

  function close(): void {
    isClosed = true;
    early.clear();
    // Nobody waits for memory that nobody writes to.
    ring?.notify();
  }

  function fail(): void {
    if (isBroken) return;
    isBroken = true;
    close();
    broken();
  }

  worker.onmessage = ({ data: { number, message, body } }: MessageEvent<Posted>) =>
    arrive(number, () => hear(message as ToPage, body ?? new Uint8Array(), body !== undefined));
  worker.onmessageerror = fail;
  worker.onerror = fail;
  worker.postMessage({ memory } satisfies Begin);
  if (ring !== undefined) void listen(ring);

  return {
    tell(message, transfer = []) {
      if (!isClosed) worker.postMessage(message, transfer);
    },
    close,
  };
}
