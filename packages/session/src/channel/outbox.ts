import {
  type Bytes,
  encodeFrames,
  FRAME_HEADER_BYTES,
  InvariantError,
  limits,
  messageBoundBytes,
  type StreamFrame,
  type StreamId,
  streams,
} from '@fjernhjelp/protocol';
import type { Role } from '../crypto/key-schedule.ts';

/** A message that does not fit the rest of a record is split only when at least so much of it goes along. */
const SMALLEST_SPLIT_BYTES = 1024;

/** Messages on their way out, by stream (PROTOCOL.md ST1–ST5). */
export interface Outbox {
  /** @throws InvariantError beyond the bounds of a message or of the queue */
  add(stream: StreamId, message: Bytes): void;
  /** @returns bytes of that stream that are in no record yet */
  queuedBytes(stream: StreamId): number;
  /** @returns the plaintext of the next record, the lowest streams first; undefined when nothing waits */
  pack(): Bytes | undefined;
  /** Forgets what waits on the streams from that one on. */
  drop(from: StreamId): void;
}

/** One stream's messages, oldest first; of the oldest, `offset` bytes have gone. */
interface Queue {
  readonly stream: StreamId;
  messages: Bytes[];
  /** Where the oldest is: moving the array for every message would cost more than the messages. */
  head: number;
  offset: number;
  bytes: number;
}

export function createOutbox(role: Role): Outbox {
  const queues: readonly Queue[] = Object.values(streams)
    .filter((stream) => stream !== streams.channel)
    .sort((a, b) => a - b)
    .map((stream) => ({ stream, messages: [], head: 0, offset: 0, bytes: 0 }));

  function queueOf(stream: StreamId): Queue {
    const queue = queues.find((candidate) => candidate.stream === stream);
    if (queue === undefined) throw new InvariantError('the channel has its stream for itself');
    return queue;
  }

  return {
    add(stream, message) {
      const queue = queueOf(stream);
      if (message.length > messageBoundBytes(stream, role)) throw new InvariantError('message too long');
      if (queue.messages.length - queue.head >= limits.queuedMessages)
        throw new InvariantError('too many messages wait');
      queue.messages.push(message);
      queue.bytes += message.length;
    },
    queuedBytes: (stream) => queueOf(stream).bytes,
    pack() {
      const frames: StreamFrame[] = [];
      let roomBytes: number = limits.recordPlaintextBytes;
      for (const queue of queues) {
        while (queue.head < queue.messages.length) {
          const frame = takeFrame(queue, roomBytes - FRAME_HEADER_BYTES);
          if (frame === undefined) return encodeFrames(frames);
          frames.push(frame);
          roomBytes -= FRAME_HEADER_BYTES + frame.bytes.length;
        }
      }
      return frames.length === 0 ? undefined : encodeFrames(frames);
    },
    drop(from) {
      for (const queue of queues) {
        if (queue.stream < from) continue;
        Object.assign(queue, { messages: [], head: 0, offset: 0, bytes: 0 });
      }
    },
  };
}

/** @returns the next piece of the oldest message, or undefined when it had better wait for the next record */
function takeFrame(queue: Queue, roomBytes: number): StreamFrame | undefined {
  const message = queue.messages[queue.head]!;
  const restBytes = message.length - queue.offset;
  const last = restBytes <= roomBytes;
  if (!last && roomBytes < SMALLEST_SPLIT_BYTES) return undefined;
  const start = queue.offset;
  const end = last ? message.length : start + roomBytes;
  queue.bytes -= end - start;
  if (!last) {
    queue.offset = end;
  } else {
    queue.offset = 0;
    queue.messages[queue.head++] = new Uint8Array(0);
    if (queue.head > limits.queuedMessages || queue.head === queue.messages.length) {
      queue.messages = queue.messages.slice(queue.head);
      queue.head = 0;
    }
  }
  return { stream: queue.stream, last, bytes: message.subarray(start, end) };
}
