import { type Bytes, encodeUtf8 } from '@fjernhjelp/protocol';
import { createRingWriter, type RingWriter } from './shared-ring.ts';

/** What is larger is handed over by a message: copying it twice would cost more than it gains. */
const SMALL_BYTES = 256 * 1024;
const nothing: Bytes = new Uint8Array();

/** What a dedicated worker has; the DOM's types know only the page. */
export interface WorkerScope {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown, transfer?: Transferable[]): void;
  close(): void;
}

/** The first message of a page: the memory that small messages to it take, or none. */
export interface Begin {
  readonly memory: SharedArrayBuffer | undefined;
}

/** One message to the page, when it does not go through shared memory. The numbers keep the order of both ways. */
export interface Posted {
  readonly number: number;
  readonly message: unknown;
  readonly body?: Bytes;
}

/** Tells the page things, in order (docs/decisions/0021). */
export interface PageOutlet<Message> {
  /**
   * @param message what JSON can say
   * @param body bytes that go along
   * @returns true: the body was copied, and its buffer is still the caller's; false: the buffer is gone
   */
  post(message: Message, body?: Bytes): boolean;
}

/**
 * A worker's end. Listens from here on.
 * @param hear hears of each message of the page
 */
export function createPageOutlet<ToWorker, ToPage>(
  scope: WorkerScope,
  hear: (message: ToWorker) => void,
): PageOutlet<ToPage> {
  let ring: RingWriter | undefined;
  let number = 0;
  let isNotifying = false;

  scope.onmessage = ({ data: { memory } }: MessageEvent<Begin>) => {
    if (memory !== undefined) ring = createRingWriter(memory);
    scope.onmessage = ({ data }: MessageEvent<ToWorker>) => hear(data);
  };

  /** What is said in one go wakes the page once. */
  function planNotify(): void {
    if (isNotifying) return;
    isNotifying = true;
    queueMicrotask(() => {
      isNotifying = false;
      ring?.notify();
    });
  }

  return {
    post(message, body) {
      const own = number;
      number = (number + 1) >>> 0;
      if (
        (body?.length ?? 0) <= SMALL_BYTES &&
        ring?.write({ number: own, head: encodeUtf8(JSON.stringify(message)), body: body ?? nothing })
      ) {
        planNotify();
        return true;
      }
      if (body === undefined) scope.postMessage({ number: own, message } satisfies Posted);
      else scope.postMessage({ number: own, message, body } satisfies Posted, [body.buffer]);
      return false;
    },
  };
}
