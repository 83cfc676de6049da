import { createZstdDecompressor } from '@fjernhjelp/codec/zstd-wasm';
import { expect, test } from 'vitest';
import { createNodeCompressor } from './zstd.ts';

test('UP6 what Node compresses the page decompresses, and every frame is its own', () => {
  const compressor = createNodeCompressor();
  const decompressor = createZstdDecompressor();
  const raws = [1, 3072, 786_432].map((length) => Uint8Array.from({ length }, (_, i) => (i * i) >>> 7));
  const frames = raws.map((raw) => compressor.compress(raw));
  for (const [i, raw] of raws.entries()) {
    const target = new Uint8Array(raw.length);
    expect(decompressor.decompress(frames[i]!, target)).toBe(raw.length);
    expect(Buffer.compare(target, raw)).toBe(0);
  }
});
