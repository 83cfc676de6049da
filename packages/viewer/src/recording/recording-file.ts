import { openFileKey } from '@fjernhjelp/codec/recording';
import {
  type Bytes,
  decodeRecordingChunkHeader,
  decodeRecordingEntries,
  decodeRecordingHeader,
  ProtocolViolation,
  RECORDING_CHUNK_HEADER_BYTES,
  RECORDING_HEADER_BYTES,
  type RecordingCode,
  type RecordingEvent,
  recordingNonce,
  type TimedEntry,
} from '@fjernhjelp/protocol';

/** Why a recording cannot be played. damaged: something in it was changed, moved or left out */
export type RecordingProblem = 'not-a-recording' | 'version-unsupported' | 'wrong-code' | 'damaged';

export class RecordingError extends Error {
  override name = 'RecordingError';
  readonly code: RecordingProblem;

  constructor(code: RecordingProblem, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

export interface TimedEvent {
  readonly timeMs: number;
  readonly event: RecordingEvent;
}

interface Chunk {
  readonly timeMs: number;
  readonly isKey: boolean;
  readonly at: number;
  readonly sizeBytes: number;
}

/** A recording that can be read from any place in it. In memory there is its table of chunks, and what is being read. */
export interface RecordingFile {
  readonly startedAtMs: number;
  readonly lengthMs: number;
  /** False: it was cut off, and plays up to there. */
  readonly isWhole: boolean;
  readonly events: readonly TimedEvent[];
  readonly chunkCount: number;
  /** @returns the last chunk with a whole picture that begins at or before that time */
  keyBefore(timeMs: number): number;
  /** @throws RecordingError "damaged" */
  read(chunk: number): Promise<readonly TimedEntry[]>;
}

/** How many headers are read at a time. */
const LOOK_AHEAD_BYTES = 64 * 1024;

/** @throws RecordingError */
export async function openRecording(file: Blob, code: RecordingCode): Promise<RecordingFile> {
  const header = readHeader(await bytesOf(file, 0, RECORDING_HEADER_BYTES));
  const key = await openFileKey(header, code);
  if (key === undefined) throw new RecordingError('wrong-code');
  const { chunks, withEvents, isWhole } = await scan(file);

  async function read(number: number): Promise<readonly TimedEntry[]> {
    const chunk = chunks[number];
    if (chunk === undefined) return [];
    const bytes = await bytesOf(file, chunk.at, RECORDING_CHUNK_HEADER_BYTES + chunk.sizeBytes);
    const additionalData = bytes.slice(0, RECORDING_CHUNK_HEADER_BYTES);
    const algorithm = { name: 'AES-GCM', iv: recordingNonce(number), additionalData };
    try {
      const sealed = bytes.subarray(RECORDING_CHUNK_HEADER_BYTES);
      return decodeRecordingEntries(new Uint8Array(await crypto.subtle.decrypt(algorithm, key!, sealed)));
    } catch (cause) {
      throw new RecordingError('damaged', { cause });
    }
  }

  const events: TimedEvent[] = [];
  for (const number of withEvents)
    for (const entry of await read(number))
      if (entry.type === 'event') events.push({ timeMs: entry.timeMs, event: entry.event });
  const last = await read(chunks.length - 1);
  return {
    startedAtMs: header.startedAtMs,
    lengthMs: last.at(-1)?.timeMs ?? chunks.at(-1)?.timeMs ?? 0,
    isWhole,
    events,
    chunkCount: chunks.length,
    keyBefore(timeMs) {
      let found = 0;
      for (let number = 0; number < chunks.length && chunks[number]!.timeMs <= timeMs; number++)
        if (chunks[number]!.isKey) found = number;
      return found;
    },
    read,
  };
}

function readHeader(bytes: Bytes): ReturnType<typeof decodeRecordingHeader> {
  try {
    return decodeRecordingHeader(bytes);
  } catch (cause) {
    const isNewer = cause instanceof ProtocolViolation && cause.code === 'version-unsupported';
    throw new RecordingError(isNewer ? 'version-unsupported' : 'not-a-recording', { cause });
  }
}

/** Reads the headers alone, up to the last chunk or to where the file was cut. */
async function scan(
  file: Blob,
): Promise<{ chunks: readonly Chunk[]; withEvents: readonly number[]; isWhole: boolean }> {
  const chunks: Chunk[] = [];
  const withEvents: number[] = [];
  let at = RECORDING_HEADER_BYTES;
  let window: Bytes = new Uint8Array(0);
  let windowAt = at;
  while (at + RECORDING_CHUNK_HEADER_BYTES <= file.size) {
    if (at < windowAt || at + RECORDING_CHUNK_HEADER_BYTES > windowAt + window.length) {
      window = await bytesOf(file, at, LOOK_AHEAD_BYTES);
      windowAt = at;
    }
    const from = at - windowAt;
    const header = readChunkHeader(window.subarray(from, from + RECORDING_CHUNK_HEADER_BYTES));
    const end = at + RECORDING_CHUNK_HEADER_BYTES + header.sealedBytes;
    if (end > file.size) break;
    if (header.timeMs < (chunks.at(-1)?.timeMs ?? 0)) throw new RecordingError('damaged');
    if (header.hasEvents) withEvents.push(chunks.length);
    chunks.push({ timeMs: header.timeMs, isKey: header.isKey, at, sizeBytes: header.sealedBytes });
    at = end;
    if (header.isLast) {
      if (at !== file.size) throw new RecordingError('damaged');
      return { chunks, withEvents, isWhole: true };
    }
  }
  return { chunks, withEvents, isWhole: false };
}

function readChunkHeader(bytes: Bytes): ReturnType<typeof decodeRecordingChunkHeader> {
  try {
    return decodeRecordingChunkHeader(bytes);
  } catch (cause) {
    throw new RecordingError('damaged', { cause });
  }
}

async function bytesOf(file: Blob, at: number, sizeBytes: number): Promise<Bytes> {
  return new Uint8Array(await file.slice(at, at + sizeBytes).arrayBuffer());
}
