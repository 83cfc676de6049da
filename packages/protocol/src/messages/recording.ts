import { ByteReader, type Bytes } from '../bytes.ts';
import { ProtocolViolation } from '../errors.ts';

/** Viewer → host on the recording stream (PROTOCOL.md RF1). */
export interface RecordingMessage {
  /** The helper's side records from here on, or no longer. */
  readonly isRecording: boolean;
}

const KIND_STATE = 1;

export function encodeRecording({ isRecording }: RecordingMessage): Bytes {
  return Uint8Array.of(KIND_STATE, isRecording ? 1 : 0);
}

/** @throws ProtocolViolation "unknown-type" | "truncated" | "trailing-bytes" | "out-of-range" */
export function decodeRecording(bytes: Uint8Array): RecordingMessage {
  const reader = new ByteReader(bytes);
  if (reader.u8() !== KIND_STATE) throw new ProtocolViolation('unknown-type');
  const state = reader.u8();
  if (state > 1) throw new ProtocolViolation('out-of-range');
  reader.end();
  return { isRecording: state === 1 };
}
