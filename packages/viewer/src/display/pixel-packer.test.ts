import type { DecodedPicture } from '@fjernhjelp/codec';
import type { Bytes, Rect } from '@fjernhjelp/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinRects } from './join-rects.ts';
import { createPixelPacker } from './pixel-packer.ts';

const size = { widthPx: 60, heightPx: 40 };
const rects = fc.array(
  fc
    .record({
      xPx: fc.nat(size.widthPx - 1),
      yPx: fc.nat(size.heightPx - 1),
      widthPx: fc.integer({ min: 1, max: size.widthPx }),
      heightPx: fc.integer({ min: 1, max: size.heightPx }),
    })
    .map((rect) => ({
      ...rect,
      widthPx: Math.min(rect.widthPx, size.widthPx - rect.xPx),
      heightPx: Math.min(rect.heightPx, size.heightPx - rect.yPx),
    })),
  { maxLength: 12 },
);

/** A picture in which no two pixels are the same. */
function numbered(): { picture: DecodedPicture; words: Uint32Array } {
  const words = Uint32Array.from({ length: size.widthPx * size.heightPx }, (_, i) => i + 1);
  return { picture: { ...size, rgba: new Uint8ClampedArray(words.buffer) }, words };
}

/** Puts buffers on a canvas as the page does. */
function put(canvas: Uint32Array, rects: readonly Rect[], pixels: Bytes): void {
  const words = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4);
  let at = 0;
  for (const { xPx, yPx, widthPx, heightPx } of rects)
    for (let y = yPx; y < yPx + heightPx; y++) {
      canvas.set(words.subarray(at, at + widthPx), y * size.widthPx + xPx);
      at += widthPx;
    }
}

test('the pixels of all rects come to their places, in buffers that are used again and again', () => {
  const { picture, words } = numbered();
  fc.assert(
    fc.property(
      fc.array(rects, { maxLength: 4 }),
      fc.integer({ min: 60, max: 3000 }),
      (updates, bufferPx) => {
        const packer = createPixelPacker(bufferPx);
        for (const update of updates) {
          const canvas = new Uint32Array(words.length);
          const lasts: boolean[] = [];
          packer.pack(picture, update, (held, pixels, isLast) => {
            lasts.push(isLast);
            expect(
              held.reduce((sum, { widthPx, heightPx }) => sum + widthPx * heightPx, 0),
            ).toBeLessThanOrEqual(bufferPx);
            put(canvas, held, pixels);
            packer.back(pixels.buffer);
          });
          expect(lasts).toEqual(lasts.map((_, i) => i === lasts.length - 1));
          const expected = new Uint32Array(words.length);
          for (const { xPx, yPx, widthPx, heightPx } of update)
            for (let y = yPx; y < yPx + heightPx; y++) {
              const start = y * size.widthPx + xPx;
              expected.set(words.subarray(start, start + widthPx), start);
            }
          expect(Buffer.from(canvas.buffer).equals(Buffer.from(expected.buffer))).toBe(true);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('joined rects cover all that they were joined of, and stay on the picture', () => {
  fc.assert(
    fc.property(rects, (before) => {
      const after = joinRects(before);
      expect(after.length).toBeLessThanOrEqual(before.length);
      for (const { xPx, yPx, widthPx, heightPx } of after) {
        expect(xPx >= 0 && yPx >= 0).toBe(true);
        expect(xPx + widthPx <= size.widthPx && yPx + heightPx <= size.heightPx).toBe(true);
      }
      for (const rect of before)
        expect(
          after.some(
            ({ xPx, yPx, widthPx, heightPx }) =>
              rect.xPx >= xPx &&
              rect.yPx >= yPx &&
              rect.xPx + rect.widthPx <= xPx + widthPx &&
              rect.yPx + rect.heightPx <= yPx + heightPx,
          ),
        ).toBe(true);
    }),
  );
});

test('rects far apart are not joined, neighbours are', () => {
  const at = (xPx: number, yPx: number) => ({ xPx, yPx, widthPx: 32, heightPx: 16 });
  expect(joinRects([at(0, 0), at(1800, 1000)])).toHaveLength(2);
  expect(joinRects([at(0, 0), at(32, 0), at(0, 16)])).toEqual([
    { xPx: 0, yPx: 0, widthPx: 64, heightPx: 32 },
  ]);
});
