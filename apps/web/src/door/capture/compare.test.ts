import type { Rect } from '@fjernhjelp/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareFrames } from './compare.ts';

it('tells nothing of equal pictures', () => {
  expect(compareFrames(new Uint32Array(300 * 50), new Uint32Array(300 * 50), 300, 50)).toEqual([]);
});

it('joins rows of tiles that changed in the same columns, to the edge of a screen of any size', () => {
  const after = new Uint32Array(130 * 40).fill(7);
  expect(compareFrames(new Uint32Array(130 * 40), after, 130, 40)).toEqual([
    { xPx: 0, yPx: 0, widthPx: 130, heightPx: 40 },
  ]);
  const one = new Uint32Array(130 * 40);
  one[39 * 130 + 129] = 1;
  expect(compareFrames(new Uint32Array(130 * 40), one, 130, 40)).toEqual([
    { xPx: 128, yPx: 32, widthPx: 2, heightPx: 8 },
  ]);
});

it('holds every pixel that changed', () => {
  const size = { widthPx: 150, heightPx: 70 };
  const changes = fc.array(fc.nat({ max: size.widthPx * size.heightPx - 1 }), { maxLength: 8 });
  fc.assert(
    fc.property(changes, (places) => {
      const before = new Uint32Array(size.widthPx * size.heightPx);
      const after = before.slice();
      for (const place of places) after[place] = 9;
      const rects = compareFrames(before, after, size.widthPx, size.heightPx);
      expect(places.every((place) => rects.some((rect) => isIn(rect, place, size.widthPx)))).toBe(true);
      expect(rects.length === 0).toBe(places.length === 0);
    }),
  );
});

function isIn({ xPx, yPx, widthPx, heightPx }: Rect, place: number, rowPx: number): boolean {
  const [x, y] = [place % rowPx, Math.floor(place / rowPx)];
  return x >= xPx && x < xPx + widthPx && y >= yPx && y < yPx + heightPx;
}
