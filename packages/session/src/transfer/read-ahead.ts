import type { Bytes } from '@fjernhjelp/protocol';
import { HASH_BLOCK_BYTES } from './block-hash.ts';
import type { FileSource } from './ports.ts';

/** A block of the hash, which so needs no copy. */
const READ_BYTES = HASH_BLOCK_BYTES;
/** What may be read and not yet taken. */
const AHEAD_BYTES = 2 * READ_BYTES;
const AHEAD_READS = 8;

/** Some of a file, as it was read. */
export interface ReadPart {
  readonly entry: number;
  readonly offset: number;
  /** Rejects with FileTrouble; empty when the file is shorter than listed, or has no bytes. Gone when the next part is taken. */
  readonly bytes: Promise<Bytes>;
  readonly isLast: boolean;
}

/**
 * Reads the files of a source in order, a little ahead of whoever takes the parts, so that neither the disk nor many small
 * files make the line wait. A part shorter than asked for is filled up.
 * @param isGivenUp files of which no more is wanted
 */
export function* readAhead(source: FileSource, isGivenUp: (entry: number) => boolean): Generator<ReadPart> {
  const waiting: (ReadPart & { readonly room: Bytes | undefined })[] = [];
  const planned = plan(source, isGivenUp);
  /** Buffers to read into, used again: of large ones that come and go the system clears each page anew. */
  const rooms: Bytes[] = [];
  let aheadBytes = 0;
  let isAllRead = false;

  function fill(): void {
    while (!isAllRead && waiting.length < AHEAD_READS && aheadBytes < AHEAD_BYTES) {
      const next = planned.next();
      if (next.done) {
        isAllRead = true;
        return;
      }
      const { entry, offset, sizeBytes, isLast } = next.value;
      const room = sizeBytes === READ_BYTES ? (rooms.pop() ?? new Uint8Array(READ_BYTES)) : undefined;
      const bytes = readWhole(source, { entry, offset, sizeBytes, room });
      // Whoever takes the part hears of it; until then it must not count as unheard.
      bytes.catch(() => {});
      aheadBytes += sizeBytes;
      waiting.push({ entry, offset, bytes, isLast, room });
    }
  }

  fill();
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
    const { kind: _, sizeBytes } = source.entries[part.entry]!;
    aheadBytes -= Math.min(READ_BYTES, sizeBytes - part.offset);
    fill();
    yield part;
    const { room } = part;
    // One that was given up may still be being read.
    if (room !== undefined) part.bytes.finally(() => rooms.push(room)).catch(() => {});
    fill();
  }
}

function* plan(source: FileSource, isGivenUp: (entry: number) => boolean) {
  for (const [entry, { kind, sizeBytes }] of source.entries.entries()) {
    if (kind === 'folder') continue;
    let offset = 0;
    do {
      const partBytes = Math.min(READ_BYTES, sizeBytes - offset);
      const isLast = offset + partBytes >= sizeBytes;
      yield { entry, offset, sizeBytes: partBytes, isLast };
      offset += partBytes;
    } while (offset < sizeBytes && !isGivenUp(entry));
  }
}

async function readWhole(
  source: FileSource,
  {
    entry,
    offset,
    sizeBytes,
    room,
  }: { entry: number; offset: number; sizeBytes: number; room: Bytes | undefined },
): Promise<Bytes> {
  if (sizeBytes === 0) return new Uint8Array(0);
  const first = await source.read(entry, offset, sizeBytes, room);
  if (first.length === sizeBytes || first.length === 0) return first;
  const whole = new Uint8Array(sizeBytes);
  whole.set(first);
  let filled = first.length;
  while (filled < sizeBytes) {
    const more = await source.read(entry, offset + filled, sizeBytes - filled);
    if (more.length === 0) break;
    whole.set(more, filled);
    filled += more.length;
  }
  return whole.subarray(0, filled);
}
