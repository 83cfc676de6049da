import {
  type Bytes,
  messageBoundBytes,
  ProtocolViolation,
  type StreamFrame,
  type StreamId,
} from '@fjernhjelp/protocol';
import type { Role } from '../crypto/key-schedule.ts';

/** Puts messages together from their pieces, each stream by itself (PROTOCOL.md ST3–ST4). */
export interface Inbox {
  /**
   * @returns the whole message, in a buffer of its own, when that was its last piece
   * @throws ProtocolViolation "too-long" before a byte beyond the stream's bound is kept
   */
  add(frame: StreamFrame): Bytes | undefined;
  wipe(): void;
}

/** A message of which not all has come: the buffer has room for at most twice of what came. */
interface Partial {
  buffer: Bytes;
  sizeBytes: number;
}

/** @param from whose messages these are */
export function createInbox(from: Role): Inbox {
  const partials = new Map<StreamId, Partial>();

  return {
    add({ stream, last, bytes }) {
      const known = partials.get(stream);
      const sizeBytes = (known?.sizeBytes ?? 0) + bytes.length;
      const boundBytes = messageBoundBytes(stream, from);
      if (sizeBytes > boundBytes) throw new ProtocolViolation('too-long');
      // Most are whole, and of a few bytes: such an array needs no buffer outside of the heap.
      if (last && known === undefined) return new Uint8Array(bytes);
      const partial = known ?? { buffer: new Uint8Array(0), sizeBytes: 0 };
      if (last) {
        partials.delete(stream);
        const message = resize(partial.buffer, sizeBytes);
        message.set(bytes, partial.sizeBytes);
        return message;
      }
      if (sizeBytes > partial.buffer.length)
        partial.buffer = resize(partial.buffer, Math.min(boundBytes, sizeBytes * 2));
      partial.buffer.set(bytes, partial.sizeBytes);
      partial.sizeBytes = sizeBytes;
      partials.set(stream, partial);
      return undefined;
    },
    wipe() {
      for (const { buffer } of partials.values()) buffer.fill(0);
      partials.clear();
    },
  };
}

/** @returns the same bytes in a buffer of exactly that size; the old one is gone */
function resize(buffer: Bytes, sizeBytes: number): Bytes {
  return new Uint8Array(buffer.buffer.transfer(sizeBytes));
}
