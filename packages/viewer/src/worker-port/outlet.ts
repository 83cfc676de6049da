import { type Bytes, encodeUtf8 } from '@fjernhjelp/protocol';
import { createRingWriter, type RingWriter } from './shared-ring.ts';

/** What is larger is handed over by a message: copying it twice would cost more than it gains. */
const SMALL_BYTES = 256 * 1024;
const nothing: Bytes = new Uint8Array();

/** One message to the other thread, when it does not go through shared memory. The numbers keep the order of both ways. */
export interface Posted {
  readonly number: number;
  readonly message: unknown;
  readonly body?: Bytes;
}

/** Tells another thread things, in order (docs/decisions/0021). */
export interface Outlet<Message> {
  /**
   * @param message what JSON can say
   * @param body bytes that go along
   * @returns true: the body was copied, and its buffer is still the caller's; false: the buffer is gone
   */
  post(message: Message, body?: Bytes): boolean;
  /** Small messages go through this memory from here on. */
  share(memory: SharedArrayBuffer): void;
}

/** @param postMessage the other way: for what is large, and for all without shared memory */
export function createOutlet<Message>(
  postMessage: (posted: Posted, transfer: Transferable[]) => void,
): Outlet<Message> {
  let ring: RingWriter | undefined;
  let number = 0;
  let isNotifying = false;

  /** What is said in one go wakes the other thread once. */
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
      if (body === undefined) postMessage({ number: own, message }, []);
      else postMessage({ number: own, message, body }, [body.buffer]);
      return false;
    },
    share(memory) {
      ring = createRingWriter(memory);
    },
  };
}
