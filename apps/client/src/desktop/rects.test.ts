import type { Rect } from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinRects, maxRects } from './rects.ts';

const rect = (xPx: number, yPx: number, widthPx: number, heightPx: number): Rect => ({
  xPx,
  yPx,
  widthPx,
  heightPx,
});
const rects = fc.array(
  fc.record({
    xPx: fc.nat(1900),
    yPx: fc.nat(1000),
    widthPx: fc.integer({ min: 1, max: 200 }),
    heightPx: fc.integer({ min: 1, max: 80 }),
  }),
  { maxLength: 300 },
);

const contains = (outer: Rect, inner: Rect) =>
  outer.xPx <= inner.xPx &&
  outer.yPx <= inner.yPx &&
  outer.xPx + outer.widthPx >= inner.xPx + inner.widthPx &&
  outer.yPx + outer.heightPx >= inner.yPx + inner.heightPx;

describe('joining damage', () => {
  it('covers every rect with at most so many', () => {
    fc.assert(
      fc.property(rects, (damage) => {
        const joined = joinRects(damage);
        expect(joined.length).toBeLessThanOrEqual(maxRects);
        for (const each of damage) expect(joined.some((outer) => contains(outer, each))).toBe(true);
      }),
    );
  });

  it('joins neighbours where one fetch is cheaper, and leaves apart what lies far apart', () => {
    expect(joinRects([rect(0, 0, 10, 10), rect(12, 0, 10, 10)])).toEqual([rect(0, 0, 22, 10)]);
    const apart = [rect(0, 0, 10, 10), rect(1900, 1000, 10, 10)];
    expect(joinRects(apart)).toEqual(apart);
  });
});
