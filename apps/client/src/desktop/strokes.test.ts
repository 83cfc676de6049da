import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Place, rowsOfWay, wayOfBox, waysOfArrow } from './strokes.ts';

function pixelsOf(rows: readonly number[]): Set<string> {
  const pixels = new Set<string>();
  for (let at = 0; at < rows.length; at += 4)
    for (let x = rows[at]!; x < rows[at]! + rows[at + 2]!; x++) pixels.add(`${x},${rows[at + 1]}`);
  return pixels;
}

function distance(x: number, y: number, from: Place, to: Place): number {
  const [dx, dy] = [to.xPx - from.xPx, to.yPx - from.yPx];
  const square = dx ** 2 + dy ** 2;
  const along = square === 0 ? 0 : ((x - from.xPx) * dx + (y - from.yPx) * dy) / square;
  const at = Math.max(0, Math.min(1, along));
  return Math.hypot(x - from.xPx - at * dx, y - from.yPx - at * dy);
}

describe('rows of a line', () => {
  const place = fc.record({ xPx: fc.integer({ min: 0, max: 60 }), yPx: fc.integer({ min: 0, max: 60 }) });

  it('are the pixels no farther than the radius from it, and no others', () => {
    fc.assert(
      fc.property(place, place, fc.constantFrom(1.5, 2, 3.5), (from, to, radiusPx) => {
        const pixels = pixelsOf(rowsOfWay([from, to], radiusPx));
        for (let y = -5; y < 66; y++)
          for (let x = -5; x < 66; x++) {
            const isFar = distance(x, y, from, to) - radiusPx;
            // Pixels right on the outline are as they come.
            if (Math.abs(isFar) > 1e-6) expect([x, y, pixels.has(`${x},${y}`)]).toEqual([x, y, isFar < 0]);
          }
      }),
      { numRuns: 60 },
    );
  });

  it('of one place are a dot, of none nothing', () => {
    expect(pixelsOf(rowsOfWay([{ xPx: 5, yPx: 5 }], 1)).size).toBe(5);
    expect(rowsOfWay([], 1)).toEqual([]);
  });
});

it('an arrow has its head at the end, and none without a length', () => {
  const [shaft, tip] = waysOfArrow({ xPx: 0, yPx: 0 }, { xPx: 100, yPx: 0 });
  expect(shaft).toEqual([
    { xPx: 0, yPx: 0 },
    { xPx: 100, yPx: 0 },
  ]);
  expect(tip).toEqual([
    { xPx: 78, yPx: -11 },
    { xPx: 100, yPx: 0 },
    { xPx: 78, yPx: 11 },
  ]);
  expect(waysOfArrow({ xPx: 7, yPx: 7 }, { xPx: 7, yPx: 7 })).toEqual([[{ xPx: 7, yPx: 7 }]]);
});

it('a box goes once around', () => {
  expect(wayOfBox({ xPx: 1, yPx: 2 }, { xPx: 9, yPx: 8 })).toEqual([
    { xPx: 1, yPx: 2 },
    { xPx: 9, yPx: 2 },
    { xPx: 9, yPx: 8 },
    { xPx: 1, yPx: 8 },
    { xPx: 1, yPx: 2 },
  ]);
});
