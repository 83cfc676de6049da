import { InvariantError, limits, planesRawBytes } from '@fjernhjelp/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createZstdCompressor } from './zstd-compressor.ts';
import { createZstdDecompressor } from './zstd-wasm.ts';

const compressor = createZstdCompressor();
const decompressor = createZstdDecompressor();

function roundTrip(raw: Uint8Array): void {
  const frame = compressor.compress(raw);
  const target = new Uint8Array(raw.length);
  expect(decompressor.decompress(frame, target)).toBe(raw.length);
  expect(target).toEqual(raw);
}

it('UP6 what a page compresses a page decompresses, and every frame is its own', () => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 5000 }), roundTrip), { numRuns: 50 });
  const first = compressor.compress(Uint8Array.from({ length: 9000 }, (_, i) => (i * i) >>> 7));
  const kept = first.slice();
  compressor.compress(new Uint8Array(9000).fill(7));
  expect(first).toEqual(kept);
});

it('UP6 takes the largest operation, also one that cannot be made smaller, and nothing beyond it', () => {
  const most = planesRawBytes(limits.pixelsPerOperation);
  const noise = new Uint8Array(most);
  let state = 1;
  for (let at = 0; at < most; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    noise[at] = state >>> 24;
  }
  expect(compressor.compress(noise).length).toBeGreaterThan(most * 0.99);
  const target = new Uint8Array(most);
  expect(decompressor.decompress(compressor.compress(noise), target)).toBe(most);
  expect(() => compressor.compress(new Uint8Array(most + 1))).toThrow(InvariantError);
});
