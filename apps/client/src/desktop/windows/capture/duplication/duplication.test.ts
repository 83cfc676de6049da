import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guid } from './com.ts';
import { readDirtyRects, readMoveRects } from './frame-info.ts';
import { isAt } from './outputs.ts';

const ints = (...values: readonly number[]) => Buffer.from(Int32Array.from(values).buffer);

describe('what Desktop Duplication tells', () => {
  it('of changes is cut to the screen', () => {
    expect(readDirtyRects(ints(0, 0, 10, 20, 90, 50, 200, 60, 300, 0, 310, 9, 5, 5, 5, 9), 100, 100)).toEqual(
      [
        { xPx: 0, yPx: 0, widthPx: 10, heightPx: 20 },
        { xPx: 90, yPx: 50, widthPx: 10, heightPx: 10 },
      ],
    );
  });

  it('of moves is kept where both ends are on the screen', () => {
    expect(
      readMoveRects(ints(0, 20, 0, 0, 50, 80, 60, 0, 0, 0, 50, 10, -1, 0, 0, 0, 5, 5), 100, 100),
    ).toEqual([{ rect: { xPx: 0, yPx: 0, widthPx: 50, heightPx: 80 }, fromXPx: 0, fromYPx: 20 }]);
  });

  it('never leads out of the screen, whatever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const rects = [
          ...readDirtyRects(Buffer.from(bytes), 64, 32),
          ...readMoveRects(Buffer.from(bytes), 64, 32).map(({ rect }) => rect),
        ];
        for (const { xPx, yPx, widthPx, heightPx } of rects) {
          expect(Math.min(xPx, yPx, widthPx - 1, heightPx - 1)).toBeGreaterThanOrEqual(0);
          expect([xPx + widthPx <= 64, yPx + heightPx <= 32]).toEqual([true, true]);
        }
      }),
    );
  });

  it('of an output that is this screen, unless it is turned', () => {
    const desc = Buffer.alloc(96);
    ints(-1920, 0, 0, 1080).copy(desc, 64);
    const place = { screen: 1, xPx: -1920, yPx: 0, widthPx: 1920, heightPx: 1080, name: '' };
    desc.writeUInt32LE(1, 84);
    expect(isAt(desc, place)).toBe(true);
    expect(isAt(desc, { ...place, xPx: 0 })).toBe(false);
    desc.writeUInt32LE(2, 84);
    expect(isAt(desc, place)).toBe(false);
  });

  it('is asked for by names that lie in memory as Windows has them', () => {
    expect(guid('770aae78-f26f-4dba-a829-253c83d1b387').toString('hex')).toBe(
      '78ae0a776ff2ba4da829253c83d1b387',
    );
  });
});
