import { createHash } from 'node:crypto';
import type { Bytes } from '@fjernhjelp/protocol';
import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../testing/index.ts';
import { type CreateSha256, createBlockHash, HASH_BLOCK_BYTES } from './block-hash.ts';

/** As the document says it, on another implementation of SHA-256. */
function expected(bytes: Bytes): Uint8Array {
  const sha256 = (...parts: Uint8Array[]) => {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return hash.digest();
  };
  let chained: Uint8Array = new Uint8Array(32);
  for (let at = 0; at < bytes.length; at += HASH_BLOCK_BYTES)
    chained = sha256(chained, sha256(bytes.subarray(at, at + HASH_BLOCK_BYTES)));
  return new Uint8Array(chained);
}

const createForeignSha256: CreateSha256 = () => {
  const hash = createHash('sha256');
  return { update: (bytes) => void hash.update(bytes), digest: () => new Uint8Array(hash.digest()) };
};

describe('the hash of a file', () => {
  it.each([0, 1, HASH_BLOCK_BYTES - 1, HASH_BLOCK_BYTES, HASH_BLOCK_BYTES + 1, 1_000_000])(
    'FT4 of %i bytes is that of its blocks, however it is cut',
    async (sizeBytes) => {
      const random = createSeededRandom(sizeBytes);
      const bytes = random(sizeBytes);
      for (const most of [7000, 60_000, HASH_BLOCK_BYTES, 2_000_000]) {
        for (const createSha256 of [undefined, createForeignSha256]) {
          const hash = createBlockHash(createSha256);
          // Overlapping, and what was given is another's again when the call returns.
          const updates = [];
          for (let at = 0; at < bytes.length; at += most) {
            const piece = bytes.slice(at, at + most);
            updates.push(hash.update(piece));
            piece.fill(0);
          }
          await Promise.all(updates);
          expect(await hash.digest()).toEqual(expected(bytes));
        }
      }
    },
  );
});
