import type { Rect, ScreenPlace } from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxRects } from '../../rects.ts';
import { ScreenDamage } from './screen-damage.ts';

const screens: ScreenPlace[] = [
  { screen: 0, xPx: 0, yPx: 0, widthPx: 40, heightPx: 30, name: '' },
  { screen: 4, xPx: 40, yPx: 10, widthPx: 50, heightPx: 20, name: '' },
];
const rect: fc.Arbitrary<Rect> = fc.record({
  xPx: fc.integer({ min: -10, max: 95 }),
  yPx: fc.integer({ min: -10, max: 35 }),
  widthPx: fc.integer({ min: 1, max: 30 }),
  heightPx: fc.integer({ min: 1, max: 30 }),
});
const has = (rects: readonly Rect[], x: number, y: number) =>
  rects.some((r) => x >= r.xPx && y >= r.yPx && x < r.xPx + r.widthPx && y < r.yPx + r.heightPx);

describe('damage of several screens', () => {
  it('covers, whenever it is taken, all that was damaged since the last time', () => {
    const step = fc.oneof(
      fc.record({ add: fc.array(rect, { minLength: 1, maxLength: 5 }) }),
      fc.record({ take: fc.constantFrom(0, 4) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const damage = new ScreenDamage();
        damage.setScreens(screens);
        const since = new Map<number, Rect[]>(screens.map(({ screen }) => [screen, []]));
        for (const { screen } of screens) damage.take(screen);
        for (const each of [...steps, { take: 0 }, { take: 4 }]) {
          if ('add' in each) {
            damage.add(each.add);
            for (const rects of since.values()) rects.push(...each.add);
            continue;
          }
          const place = screens.find(({ screen }) => screen === each.take)!;
          const taken = damage.take(each.take);
          const expected = since.get(each.take)!;
          expect(taken.length).toBeLessThanOrEqual(maxRects);
          for (let y = 0; y < place.heightPx; y++) {
            for (let x = 0; x < place.widthPx; x++) {
              if (has(expected, x + place.xPx, y + place.yPx)) expect(has(taken, x, y)).toBe(true);
            }
          }
          since.set(each.take, []);
        }
        expect(damage.isAnything).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  it('UP10 is left where it is large and that is wanted, is no news then, and comes with what is new', () => {
    const damage = new ScreenDamage();
    damage.setScreens(screens);
    for (const { screen } of screens) damage.take(screen);
    const large = { xPx: 0, yPx: 0, widthPx: 20, heightPx: 20 };
    damage.add([large]);
    expect(damage.take(0, 100)).toEqual([]);
    expect([damage.hasMore(0), damage.hasMore(4), damage.isAnything]).toEqual([true, false, false]);
    damage.add([{ xPx: 30, yPx: 25, widthPx: 2, heightPx: 2 }]);
    expect(damage.isAnything).toBe(true);
    expect(damage.take(0, 100)).toEqual([{ xPx: 30, yPx: 25, widthPx: 2, heightPx: 2 }]);
    damage.setScreens([...screens]);
    expect(damage.take(0)).toEqual([large]);
    expect(damage.hasMore(0)).toBe(false);
    damage.add([large]);
    damage.take(0, 100);
    damage.setScreens([{ ...screens[0]!, widthPx: 10, heightPx: 10 }]);
    expect(damage.take(0)).toEqual([{ xPx: 0, yPx: 0, widthPx: 10, heightPx: 10 }]);
  });

  it('is all of a screen at first and when it has another place or size, and what it was for those that stay', () => {
    const damage = new ScreenDamage();
    damage.setScreens(screens);
    expect(damage.take(0)).toEqual([{ xPx: 0, yPx: 0, widthPx: 40, heightPx: 30 }]);
    damage.take(4);
    damage.add([{ xPx: 1, yPx: 2, widthPx: 3, heightPx: 4 }]);
    damage.setScreens([screens[0]!, { ...screens[1]!, widthPx: 60 }]);
    expect(damage.take(0)).toEqual([{ xPx: 1, yPx: 2, widthPx: 3, heightPx: 4 }]);
    expect(damage.take(4)).toEqual([{ xPx: 0, yPx: 0, widthPx: 60, heightPx: 20 }]);
    damage.setScreens([screens[0]!]);
    expect(damage.take(4)).toEqual([]);
  });
});
