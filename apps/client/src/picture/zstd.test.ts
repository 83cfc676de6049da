import { randomBytes } from 'node:crypto';
import { createZstdDecompressor } from '@fjernhjelp/codec/zstd-wasm';
import { payloadBoundBytes } from '@fjernhjelp/protocol';
import { expect, test } from 'vitest';
import { createNodeCompressor } from './zstd.ts';

const compressor = createNodeCompressor();
const decompressor = createZstdDecompressor();
const patterned = (length: number) => Uint8Array.from({ length }, (_, i) => (i * i) >>> 7);
/** What cannot be packed: its frame is longer than itself. */
const noisy = (length: number) => new Uint8Array(randomBytes(length));

function expectWhole(frame: Uint8Array, raw: Uint8Array): void {
  const target = new Uint8Array(raw.length);
  expect(decompressor.decompress(frame, target)).toBe(raw.length);
  expect(Buffer.compare(target, raw)).toBe(0);
}

test('UP6 what Node compresses the page decompresses, and every frame is its own', () => {
  const raws = [1, 3072, 786_432, 3072].map(patterned);
  const frames = raws.map((raw) => compressor.compress(raw));
  for (const [i, raw] of raws.entries()) expectWhole(frames[i]!, raw);
  expect(frames[3]).toEqual(frames[1]);
});

test('UP6 what cannot be packed is one whole frame, however long', () => {
  for (const length of [65_500, 65_536, 70_000, 131_072, 786_432]) {
    const raw = noisy(length);
    const frame = compressor.compress(raw);
    expectWhole(frame, raw);
    expect(frame.length).toBeLessThanOrEqual(payloadBoundBytes(length));
  }
});
