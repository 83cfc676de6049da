import { ByteReader, type Bytes, ByteWriter, concatBytes, encodeUtf8 } from '../bytes.ts';
import { ProtocolViolation } from '../errors.ts';
import { limits } from '../limits.ts';

const MAGIC = encodeUtf8('FjernRec');
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const WRAPPED_KEY_BYTES = 32 + TAG_BYTES;

/** Of the part of the header that the wrapped key is bound to. */
const BOUND_BYTES = 8 + 2 + 8 + SALT_BYTES;
export const RECORDING_HEADER_BYTES = BOUND_BYTES + WRAPPED_KEY_BYTES;
export const RECORDING_CHUNK_HEADER_BYTES = 9;

/** What a recording begins with, in the clear (PROTOCOL.md RF4). */
export interface RecordingHeader {
  /** Milliseconds since 1970. */
  readonly startedAtMs: number;
  /** For the key that the code gives: 16 bytes. */
  readonly salt: Bytes;
  /** The file's key under that one: 48 bytes. */
  readonly wrappedKey: Bytes;
}

/** What stands before each chunk, in the clear and authenticated with it (PROTOCOL.md RF5). */
export interface RecordingChunkHeader {
  /** Of the sealed bytes that follow: 16 … `limits.recordingChunkBytes` + 16. */
  readonly sealedBytes: number;
  /** Of its first entry, since the start. */
  readonly timeMs: number;
  /** Begins with a whole picture: one can play from here. */
  readonly isKey: boolean;
  /** Has entries for the list of events. */
  readonly hasEvents: boolean;
  /** Nothing follows. */
  readonly isLast: boolean;
}

const flags = { isKey: 1, hasEvents: 2, isLast: 4 } as const;
const ALL_FLAGS = 7;

/** @returns the header's first bytes, to which the wrapped key is bound */
export function encodeRecordingBinding({ startedAtMs, salt }: Omit<RecordingHeader, 'wrappedKey'>): Bytes {
  return new ByteWriter(BOUND_BYTES)
    .bytes(MAGIC)
    .u16(limits.recordingVersion)
    .u64(startedAtMs)
    .bytes(salt)
    .finish();
}

/** @returns `RECORDING_HEADER_BYTES` bytes */
export function encodeRecordingHeader(header: RecordingHeader): Bytes {
  return concatBytes(encodeRecordingBinding(header), header.wrappedKey);
}

/**
 * @param bytes at least `RECORDING_HEADER_BYTES`; what is behind them is not read
 * @throws ProtocolViolation "truncated" | "malformed" (no recording) | "version-unsupported"
 */
export function decodeRecordingHeader(bytes: Uint8Array): RecordingHeader {
  const reader = new ByteReader(bytes);
  const magic = reader.bytes(MAGIC.length);
  if (MAGIC.some((byte, at) => magic[at] !== byte)) throw new ProtocolViolation('malformed');
  if (reader.u16() !== limits.recordingVersion) throw new ProtocolViolation('version-unsupported');
  return {
    startedAtMs: reader.u64(),
    salt: reader.copy(SALT_BYTES),
    wrappedKey: reader.copy(WRAPPED_KEY_BYTES),
  };
}

/** @returns `RECORDING_CHUNK_HEADER_BYTES` bytes, which the chunk is authenticated with */
export function encodeRecordingChunkHeader(header: RecordingChunkHeader): Bytes {
  const { sealedBytes, timeMs } = header;
  const bits =
    (header.isKey ? flags.isKey : 0) |
    (header.hasEvents ? flags.hasEvents : 0) |
    (header.isLast ? flags.isLast : 0);
  return new ByteWriter(RECORDING_CHUNK_HEADER_BYTES).u8(bits).u32(timeMs).u32(sealedBytes).finish();
}

/** @throws ProtocolViolation "truncated" | "out-of-range" | "too-long" */
export function decodeRecordingChunkHeader(bytes: Uint8Array): RecordingChunkHeader {
  const reader = new ByteReader(bytes);
  const bits = reader.u8();
  if (bits > ALL_FLAGS) throw new ProtocolViolation('out-of-range');
  const timeMs = reader.u32();
  const sealedBytes = reader.u32();
  if (sealedBytes < TAG_BYTES) throw new ProtocolViolation('out-of-range');
  if (sealedBytes > limits.recordingChunkBytes + TAG_BYTES) throw new ProtocolViolation('too-long');
  return {
    sealedBytes,
    timeMs,
    isKey: (bits & flags.isKey) !== 0,
    hasEvents: (bits & flags.hasEvents) !== 0,
    isLast: (bits & flags.isLast) !== 0,
  };
}

/** @returns the nonce of a chunk: its number in the file, from 0 (PROTOCOL.md RF5) */
export function recordingNonce(chunk: number): Bytes {
  return new ByteWriter(NONCE_BYTES).u32(0).u64(chunk).finish();
}
