import {
  type Bytes,
  concatBytes,
  encodeRecordingChunkHeader,
  encodeRecordingEntry,
  recordingNonce,
  type TimedEntry,
} from '@fjernhjelp/protocol';

/** A chunk is closed at this size; the largest entry fits in above it (`limits.recordingChunkBytes`). */
const CHUNK_BYTES = 1024 * 1024;
/** What a crash takes away at the most. */
const CHUNK_MS = 2000;
const TAG_BYTES = 16;

/** Seals entries into the chunks of a recording (PROTOCOL.md RF5). Nobody calls it before the last call has come back. */
export interface ChunkWriter {
  /** @param isKey a whole picture begins with this entry */
  add(entry: TimedEntry, isKey: boolean): Promise<void>;
  /** Writes what waits if it has waited for long. */
  rest(timeMs: number): Promise<void>;
  /** Closes the file: nothing may follow. */
  finish(timeMs: number): Promise<void>;
}

/** @param write puts bytes at the end of the file; what it throws comes out of the calls above */
export function createChunkWriter(
  key: CryptoKey,
  write: (bytes: Bytes) => void | Promise<void>,
): ChunkWriter {
  let entries: Bytes[] = [];
  let lengthBytes = 0;
  let firstMs = 0;
  let isKeyChunk = false;
  let hasEvents = false;
  let chunks = 0;

  async function close(timeMs: number, isLast: boolean): Promise<void> {
    if (entries.length === 0 && !isLast) return;
    const content = concatBytes(...entries);
    const header = encodeRecordingChunkHeader({
      sealedBytes: content.length + TAG_BYTES,
      timeMs: entries.length === 0 ? timeMs : firstMs,
      isKey: isKeyChunk,
      hasEvents,
      isLast,
    });
    entries = [];
    lengthBytes = 0;
    isKeyChunk = false;
    hasEvents = false;
    const algorithm = { name: 'AES-GCM', iv: recordingNonce(chunks++), additionalData: header } as const;
    const sealed = await crypto.subtle.encrypt(algorithm, key, content);
    await write(concatBytes(header, new Uint8Array(sealed)));
  }

  return {
    async add(entry, isKey) {
      if (isKey) await close(entry.timeMs, false);
      const bytes = encodeRecordingEntry(entry);
      if (lengthBytes > 0 && lengthBytes + bytes.length > CHUNK_BYTES) await close(entry.timeMs, false);
      if (entries.length === 0) firstMs = entry.timeMs;
      entries.push(bytes);
      lengthBytes += bytes.length;
      isKeyChunk ||= isKey;
      hasEvents ||= entry.type === 'event';
    },
    async rest(timeMs) {
      if (entries.length > 0 && timeMs - firstMs >= CHUNK_MS) await close(timeMs, false);
    },
    finish: (timeMs) => close(timeMs, true),
  };
}
