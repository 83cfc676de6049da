import { ByteReader, type Bytes } from '../bytes.ts';
import { ProtocolViolation } from '../errors.ts';

/** Either way: the side that says it records from here on, or no longer (PROTOCOL.md RF1). */
interface RecordingState {
  readonly type: 'state';
  readonly isRecording: boolean;
}

/** Viewer → host on the recording stream (PROTOCOL.md RF1, RF9). */
export type RecordingToHost =
  | RecordingState
  /** The helper agrees to be recorded by the user, or does not, or no longer. */
  | { readonly type: 'consent'; readonly agrees: boolean };

/** Host → viewer on the recording stream (PROTOCOL.md RF1, RF8). */
export type RecordingToViewer =
  | RecordingState
  /** The user would like to record, or no longer. */
  | { readonly type: 'wish'; readonly isWished: boolean };

const kinds = { state: 1, wish: 2, consent: 3 } as const;

/** @returns the two bytes of PROTOCOL.md RF1, RF8 and RF9 */
export function encodeRecording(message: RecordingToHost | RecordingToViewer): Bytes {
  return Uint8Array.of(kinds[message.type], isYes(message) ? 1 : 0);
}

function isYes(message: RecordingToHost | RecordingToViewer): boolean {
  switch (message.type) {
    case 'state':
      return message.isRecording;
    case 'wish':
      return message.isWished;
    case 'consent':
      return message.agrees;
  }
}

/** @throws ProtocolViolation "unknown-type" | "truncated" | "trailing-bytes" | "out-of-range" */
export function decodeRecordingToHost(bytes: Uint8Array): RecordingToHost {
  const { kind, yes } = decode(bytes, kinds.consent);
  return kind === kinds.state ? { type: 'state', isRecording: yes } : { type: 'consent', agrees: yes };
}

/** @throws ProtocolViolation "unknown-type" | "truncated" | "trailing-bytes" | "out-of-range" */
export function decodeRecordingToViewer(bytes: Uint8Array): RecordingToViewer {
  const { kind, yes } = decode(bytes, kinds.wish);
  return kind === kinds.state ? { type: 'state', isRecording: yes } : { type: 'wish', isWished: yes };
}

function decode(bytes: Uint8Array, other: number): { kind: number; yes: boolean } {
  const reader = new ByteReader(bytes);
  const kind = reader.u8();
  if (kind !== kinds.state && kind !== other) throw new ProtocolViolation('unknown-type');
  const yes = reader.u8();
  if (yes > 1) throw new ProtocolViolation('out-of-range');
  reader.end();
  return { kind, yes: yes === 1 };
}
