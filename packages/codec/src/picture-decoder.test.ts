import { zstdCompressSync } from 'node:zlib';
import { type Bytes, type ExactTiles, encodePicture, limits, ProtocolViolation } from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PictureDecoder } from './picture-decoder.ts';
import { PictureEncoder } from './picture-encoder.ts';
import { createZstdDecompressor } from './zstd-wasm.ts';

const decompressor = createZstdDecompressor();
const violation = (code: string) => expect.objectContaining({ name: 'ProtocolViolation', code });
const resize = (screen: number, widthPx: number, heightPx: number) =>
  encodePicture({ type: 'resize', screen, widthPx, heightPx });

function tiles(payload: Uint8Array, widthPx = 8, heightPx = 4): Bytes {
  const rects = [{ xPx: 0, yPx: 0, widthPx, heightPx }];
  const operation: ExactTiles = { type: 'exact-tiles', rects, pixels: widthPx * heightPx, payload };
  return encodePicture({ type: 'update', screen: 0, sequence: 1, operations: [operation] });
}

function openDecoder(): PictureDecoder {
  const decoder = new PictureDecoder(decompressor);
  decoder.apply(resize(0, 64, 32));
  return decoder;
}

describe('a hostile host', () => {
  test('UP2 a screen is black and opaque until something is painted', () => {
    const picture = openDecoder().picture(0)!;
    expect(picture.rgba.length).toBe(64 * 32 * 4);
    expect(picture.rgba.every((value, i) => value === (i % 4 === 3 ? 255 : 0))).toBe(true);
  });

  test('UP3 an update before a resize is unexpected', () => {
    const decoder = new PictureDecoder(decompressor);
    expect(() => decoder.apply(tiles(zstdCompressSync(new Uint8Array(96))))).toThrow(
      violation('unexpected-message'),
    );
  });

  test('UP6 a payload that holds any other size than its rects is malformed, a bomb too', () => {
    for (const bytes of [0, 1, 95, 97, 1 << 20, 64 << 20]) {
      const message = tiles(zstdCompressSync(new Uint8Array(bytes)).subarray(0, 200));
      expect(() => openDecoder().apply(message)).toThrow(violation('malformed'));
    }
    expect(() => openDecoder().apply(tiles(zstdCompressSync(new Uint8Array(96))))).not.toThrow();
  });

  test('UP6 a payload that is no zstd frame is malformed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (payload) => {
        expect(() => openDecoder().apply(tiles(payload))).toThrow(violation('malformed'));
      }),
    );
  });

  test('a truncated or flipped message is a typed error or a picture, and the next one still decodes', () => {
    const encoder = new PictureEncoder(
      0,
      { widthPx: 64, heightPx: 32 },
      { compress: (raw) => zstdCompressSync(raw) },
    );
    encoder.frame.pixels.forEach((_, i, pixels) => {
      pixels[i] = (i * i) >>> 5;
    });
    const message = encoder.encode([], 1e6, 1)!;
    fc.assert(
      fc.property(fc.nat(message.length - 1), fc.nat(7), fc.boolean(), (at, bit, cut) => {
        const decoder = openDecoder();
        const damaged = cut ? message.subarray(0, at) : message.slice();
        if (!cut) damaged[at]! ^= 1 << bit;
        try {
          decoder.apply(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolViolation);
        }
        expect(decoder.apply(message).type).toBe('update');
      }),
      { numRuns: 500 },
    );
  });

  test('UP2 all screens together have a bound, and a screen that shrinks makes room', () => {
    const decoder = new PictureDecoder(decompressor);
    // Small stand-ins for large screens: the bound is counted before anything is reserved.
    decoder.apply(resize(0, 1, 1));
    const total = () => [0, 1, 2, 3, 4].map((screen) => decoder.picture(screen)).filter(Boolean).length;
    expect(total()).toBe(1);
    const { screenMaxWidthPx: widthPx, screenMaxHeightPx: heightPx, screensTotalPx } = limits;
    expect(screensTotalPx).toBe(4 * widthPx * heightPx);
    for (const screen of [1, 2, 3]) decoder.apply(resize(screen, widthPx, heightPx));
    expect(() => decoder.apply(resize(4, widthPx, heightPx))).toThrow(violation('out-of-range'));
    decoder.apply(resize(3, 1, 1));
    expect(decoder.apply(resize(4, 640, 480)).type).toBe('resize');
  });
});
