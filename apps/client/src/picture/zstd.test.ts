import { randomBytes } from 'node:crypto';
import { createZstdCompress, zstdCompressSync } from 'node:zlib';
import { createZstdDecompressor } from '@fjernhjelp/codec/zstd-wasm';
import { payloadBoundBytes } from '@fjernhjelp/protocol';
import { expect, test, vi } from 'vitest';
import { createNodeCompressor } from './zstd.ts';

vi.mock(import('node:zlib'), async (original) => {
  const zlib = await original();
  return {
    ...zlib,
    createZstdCompress: vi.fn(zlib.createZstdCompress),
    zstdCompressSync: vi.fn(zlib.zstdCompressSync),
  };
});

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

test('this Node still has what is not documented of it: one context serves all frames', () => {
  vi.mocked(zstdCompressSync).mockClear();
  createNodeCompressor().compress(patterned(3072));
  expect(zstdCompressSync, 'each update costs 50 µs more: see "One zstd context" in 0022').not.toBeCalled();
});

test('UP6 a Node without it makes the same frames', () => {
  vi.mocked(createZstdCompress).mockReturnValueOnce({} as ReturnType<typeof createZstdCompress>);
  const plain = createNodeCompressor();
  for (const raw of [patterned(3072), noisy(131_072)]) {
    expect(Buffer.compare(plain.compress(raw), compressor.compress(raw))).toBe(0);
    expectWhole(plain.compress(raw), raw);
  }
});
