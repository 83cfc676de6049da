import type { Bytes, TransportFailure } from '@fjernhjelp/protocol';
import type { TransportListener } from './transport.ts';

/** What is kept from before somebody listens. */
const EARLY_BYTES = 64 * 1024;

/** Where a transport's one listener comes in: it is told what came before it, and then everything at once. */
export interface ListenerSlot {
  /** @returns false: more came than is kept until somebody listens, and the transport has to close */
  data(bytes: Bytes): boolean;
  drained(): void;
  closed(failure: TransportFailure): void;
  listen(listener: TransportListener): void;
  /** Nobody is told anything from here on. */
  leave(): void;
}

const deaf: TransportListener = { data() {}, drained() {}, closed() {} };

export function createListenerSlot(): ListenerSlot {
  let listener: TransportListener | undefined;
  let early: Bytes[] = [];
  let earlyBytes = 0;
  let failure: TransportFailure | undefined;

  return {
    data(bytes) {
      if (listener !== undefined) {
        listener.data(bytes);
        return true;
      }
      early.push(bytes);
      earlyBytes += bytes.length;
      return earlyBytes <= EARLY_BYTES;
    },
    drained: () => listener?.drained(),
    closed(reason) {
      failure = reason;
      listener?.closed(reason);
    },
    listen(next) {
      if (listener === deaf) return;
      listener = next;
      const bytes = early;
      early = [];
      // Any of them may have it close the transport, which leaves.
      for (const piece of bytes) listener.data(piece);
      if (failure !== undefined) listener.closed(failure);
    },
    leave() {
      listener = deaf;
      early = [];
    },
  };
}
