import { type Bytes, TransportFailure } from '@fjernhjelp/protocol';
import { createListenerSlot } from '../listener-slot.ts';
import type { Transport } from '../transport.ts';

/** Implementations agree on messages of this size, and SCTP sends one after the other. */
const PIECE_BYTES = 16 * 1024;

/** An open data channel, ordered and reliable: a browser's, or that of a library. */
export interface DataChannelLike {
  send(bytes: Bytes): void;
  /** Bytes that were sent and that the network has not taken yet. */
  readonly bufferedBytes: number;
  /** Closes it behind what was sent, and the connection under it. */
  close(): void;
}

/** What a data channel tells. */
export interface DataChannelEvents {
  /** @param bytes owned by whoever hears them */
  data(bytes: Bytes): void;
  /** `bufferedBytes` has fallen. */
  drained(): void;
  closed(): void;
}

/**
 * A byte pipe over a data channel (PROTOCOL.md TR1–TR3, DP6).
 * @param channel open; the transport is its only user from here
 * @returns the transport, and what the channel's events must be told to
 */
export function createDataChannelTransport(channel: DataChannelLike): {
  transport: Transport;
  events: DataChannelEvents;
} {
  const slot = createListenerSlot();
  let isClosed = false;

  function lose(): void {
    if (isClosed) return;
    isClosed = true;
    channel.close();
    slot.closed(new TransportFailure('closed'));
  }

  return {
    transport: {
      isDirect: true,
      send(bytes) {
        for (let start = 0; start < bytes.length && !isClosed; start += PIECE_BYTES) {
          try {
            channel.send(bytes.subarray(start, start + PIECE_BYTES));
          } catch {
            // The channel is closing, or took no more: what was sent is not to be trusted to arrive.
            queueMicrotask(lose);
            return;
          }
        }
      },
      get bufferedBytes() {
        return isClosed ? 0 : channel.bufferedBytes;
      },
      listen: slot.listen,
      close() {
        slot.leave();
        if (isClosed) return;
        isClosed = true;
        channel.close();
      },
    },
    events: {
      data(bytes) {
        if (isClosed || bytes.length === 0) return;
        if (!slot.data(bytes)) lose();
      },
      drained() {
        if (!isClosed) slot.drained();
      },
      closed: lose,
    },
  };
}
