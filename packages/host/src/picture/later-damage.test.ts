import type { Rect } from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LaterDamage } from './later-damage.ts';

const MOST_PX = 100;
const rect = (xPx: number, yPx: number, widthPx: number, heightPx: number): Rect => ({
  xPx,
  yPx,
  widthPx,
  heightPx,
});
const damaged = (...damage: readonly Rect[]) => ({ damage, moves: [] });
const window = rect(20, 20, 20, 20);

describe('damage that is left for later', () => {
  it('is all that is large, and what overlaps or touches that, also by what lies between', () => {
    const later = new LaterDamage();
    const small = rect(0, 0, 10, 10);
    const [beside, besideThat] = [rect(40, 25, 5, 5), rect(45, 25, 5, 5)];
    expect(later.take(damaged(besideThat, small, window, beside), MOST_PX)).toEqual({
      damage: [small],
      moves: [],
      hasMore: true,
    });
    expect(later.take(damaged(rect(22, 22, 2, 2)), MOST_PX)).toMatchObject({ damage: [], hasMore: true });
  });

  it('waits for nothing once all may go, and then is told with what is new', () => {
    const later = new LaterDamage();
    later.take(damaged(window), MOST_PX);
    const taken = later.take(damaged(rect(0, 0, 1, 1)));
    expect(taken).toEqual({ damage: [window, rect(0, 0, 1, 1)], moves: [], hasMore: false });
    expect(later.take(damaged())).toEqual({ damage: [], moves: [], hasMore: false });
  });

  it('holds moves as damage: what they come from may not have been written', () => {
    const move = { rect: window, fromXPx: 21, fromYPx: 20 };
    const later = new LaterDamage();
    expect(later.take({ damage: [], moves: [move] })).toEqual({ damage: [], moves: [move], hasMore: false });
    expect(later.take({ damage: [], moves: [move] }, MOST_PX)).toEqual({
      damage: [],
      moves: [],
      hasMore: true,
    });
    const next = { rect: rect(60, 60, 20, 20), fromXPx: 20, fromYPx: 20 };
    expect(later.take({ damage: [], moves: [next] })).toMatchObject({
      damage: [window, next.rect],
      moves: [],
    });
  });

  it('is one rect where one holds them all', () => {
    const later = new LaterDamage();
    for (const [xPx, yPx] of [
      [0, 0],
      [70, 0],
      [0, 70],
    ] as const)
      later.take(damaged(rect(xPx, yPx, 20, 20)), MOST_PX);
    const whole = rect(0, 0, 100, 100);
    expect(later.take(damaged(whole)).damage).toEqual([whole]);
  });

  it('covers all that changed, whatever is taken when, and is never a long list', () => {
    const some = fc.record({
      xPx: fc.nat(60),
      yPx: fc.nat(40),
      widthPx: fc.integer({ min: 1, max: 20 }),
      heightPx: fc.integer({ min: 1, max: 20 }),
    });
    const step = fc.record({
      damage: fc.array(some, { maxLength: 12 }),
      mostPx: fc.option(fc.constantFrom(0, 20, MOST_PX), { nil: undefined, freq: 6 }),
    });
    const mark = (map: Uint8Array, rects: readonly Rect[], value: number) => {
      for (const { xPx, yPx, widthPx, heightPx } of rects)
        for (let y = yPx; y < yPx + heightPx; y++) map.fill(value, y * 80 + xPx, y * 80 + xPx + widthPx);
    };
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const later = new LaterDamage();
        const lacks = new Uint8Array(80 * 60);
        for (const { damage, mostPx } of [...steps, { damage: [], mostPx: undefined }]) {
          mark(lacks, damage, 1);
          const taken = later.take(damaged(...damage), mostPx);
          if (mostPx !== undefined) for (const each of taken.damage) expect(damage).toContain(each);
          mark(lacks, taken.damage, 0);
          expect(taken.damage.length).toBeLessThanOrEqual(32);
          if (!taken.hasMore) expect(lacks.includes(1)).toBe(false);
        }
      }),
    );
  });
});
