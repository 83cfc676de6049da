import type { Bytes } from '@fjernhjelp/protocol';
import { describe, expect, it } from 'vitest';
import { HASH_BLOCK_BYTES } from './block-hash.ts';
import type { FileSource } from './ports.ts';
import { readAhead } from './read-ahead.ts';

/** The byte at each place of an entry. */
const byteAt = (entry: number, offset: number) => (entry * 7 + Math.floor(offset / 1000)) % 251;

/** Puts what is read where it is told to, as a disk does, and remembers which buffers those were. */
function createRoomSource(sizes: readonly number[]) {
  const buffers = new Set<ArrayBuffer>();
  const source: FileSource = {
    entries: sizes.map((sizeBytes, at) => ({ kind: 'file', sizeBytes, path: String(at) })),
    async read(entry, offset, mostBytes, room: Bytes = new Uint8Array(mostBytes)) {
      await Promise.resolve();
      if (mostBytes === HASH_BLOCK_BYTES) buffers.add(room.buffer);
      for (let at = 0; at < mostBytes; at++) room[at] = byteAt(entry, offset + at);
      return room.subarray(0, mostBytes);
    },
    close() {},
  };
  return { source, buffers };
}

describe('reading ahead', () => {
  it('FT4 gives each part as it is in the file, though few buffers are read into again and again', async () => {
    const sizes = [20 * HASH_BLOCK_BYTES + 5, 3, HASH_BLOCK_BYTES];
    const { source, buffers } = createRoomSource(sizes);
    const readBytes = sizes.map(() => 0);
    for (const { entry, offset, bytes } of readAhead(source, () => false)) {
      expect(offset).toBe(readBytes[entry]);
      const read = await bytes;
      // What is read ahead meanwhile goes elsewhere.
      await Promise.resolve();
      expect(read.every((byte, at) => byte === byteAt(entry, offset + at))).toBe(true);
      readBytes[entry]! += read.length;
    }
    expect(readBytes).toEqual(sizes);
    expect(buffers.size).toBeLessThanOrEqual(5);
  });

  it('reads into no buffer that a file that was given up is still being read into', async () => {
    const { source } = createRoomSource([4 * HASH_BLOCK_BYTES, 4 * HASH_BLOCK_BYTES]);
    let isGivenUp = false;
    for (const { entry, offset, bytes } of readAhead(source, (each) => each === 0 && isGivenUp)) {
      isGivenUp = true;
      // Nobody waits for what is given up.
      if (entry === 0) continue;
      const read = await bytes;
      expect(read.every((byte, at) => byte === byteAt(1, offset + at))).toBe(true);
    }
  });
});
