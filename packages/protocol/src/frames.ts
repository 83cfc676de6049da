import { ByteReader, type Bytes, ByteWriter } from './bytes.ts';
import { type EndReason, endReasons } from './end-reason.ts';
import { ProtocolViolation } from './errors.ts';
import { limits } from './limits.ts';
import { type StreamId, streams } from './streams.ts';

/** A piece of one message in the plaintext of a sealed record (PROTOCOL.md ST1–ST5). */
export interface StreamFrame {
  readonly stream: StreamId;
  /** True on the last piece of a message. */
  readonly last: boolean;
  readonly bytes: Uint8Array;
}

export const FRAME_HEADER_BYTES = 4;

const LAST = 1;
const HIGHEST_STREAM = Math.max(...Object.values(streams));

/**
 * Puts frames one after the other.
 * @param frames together at most `limits.recordPlaintextBytes` with their headers
 * @returns the plaintext of one record, in a buffer of its own
 */
export function encodeFrames(frames: readonly StreamFrame[]): Bytes {
  let sizeBytes = 0;
  for (const frame of frames) sizeBytes += FRAME_HEADER_BYTES + frame.bytes.length;
  const plaintext = new Uint8Array(sizeBytes);
  let offset = 0;
  for (const { stream, last, bytes } of frames) {
    plaintext[offset] = stream;
    plaintext[offset + 1] = last ? LAST : 0;
    plaintext[offset + 2] = bytes.length >> 8;
    plaintext[offset + 3] = bytes.length & 0xff;
    plaintext.set(bytes, offset + FRAME_HEADER_BYTES);
    offset += FRAME_HEADER_BYTES + bytes.length;
  }
  return plaintext;
}

/**
 * Takes the plaintext of one record apart. Either all its frames are the channel's (stream 0), or none is.
 * @returns at least one frame; their bytes are views of the plaintext
 * @throws ProtocolViolation "truncated" | "unknown-type" | "malformed"
 */
export function decodeFrames(plaintext: Uint8Array): StreamFrame[] {
  const reader = new ByteReader(plaintext);
  const frames: StreamFrame[] = [];
  do {
    const stream = reader.u8();
    const flags = reader.u8();
    const bytes = reader.bytes(reader.u16());
    if (stream > HIGHEST_STREAM) throw new ProtocolViolation('unknown-type');
    if (flags > LAST) throw new ProtocolViolation('malformed');
    const last = flags === LAST;
    if (!last && (bytes.length === 0 || stream === streams.channel)) throw new ProtocolViolation('malformed');
    if (frames.length > 0 && (stream === streams.channel) !== (frames[0]!.stream === streams.channel))
      throw new ProtocolViolation('malformed');
    frames.push({ stream: stream as StreamId, last, bytes });
  } while (reader.remaining > 0);
  return frames;
}

/** Header, width, height and hotspot (8 bytes) and the largest shape in RGBA. */
const cursorMessageBytes = 9 + limits.cursorMaxPx ** 2 * 4;

/** @returns how many bytes a message of that end on that stream may have (PROTOCOL.md ST4) */
export function messageBoundBytes(stream: StreamId, from: 'host' | 'viewer'): number {
  if (from === 'host' && stream === streams.picture) return limits.pictureMessageBytes;
  if (from === 'host' && stream === streams.cursor) return cursorMessageBytes;
  return limits.messageBytes;
}

/** What the ends of a channel tell each other on stream 0 (PROTOCOL.md CH3, EN1). */
export type ChannelMessage =
  /** How many counted records have arrived since the session began. */
  { type: 'ack'; received: number } | { type: 'end'; reason: EndReason };

const kinds = { ack: 1, end: 2 } as const;

/** @returns the message as bytes: kind u8, then received u64 or the reason's place in `endReasons` u8 */
export function encodeChannelMessage(message: ChannelMessage): Bytes {
  switch (message.type) {
    case 'ack':
      return new ByteWriter(9).u8(kinds.ack).u64(message.received).finish();
    case 'end':
      return new ByteWriter(2).u8(kinds.end).u8(endReasons.indexOf(message.reason)).finish();
  }
}

/** @throws ProtocolViolation "truncated" | "trailing-bytes" | "unknown-type" | "out-of-range" | "malformed" */
export function decodeChannelMessage(bytes: Uint8Array): ChannelMessage {
  const reader = new ByteReader(bytes);
  const kind = reader.u8();
  switch (kind) {
    case kinds.ack: {
      const received = reader.u64();
      reader.end();
      return { type: 'ack', received };
    }
    case kinds.end: {
      const reason = endReasons[reader.u8()];
      reader.end();
      if (reason === undefined) throw new ProtocolViolation('out-of-range');
      return { type: 'end', reason };
    }
    default:
      throw new ProtocolViolation('unknown-type');
  }
}
