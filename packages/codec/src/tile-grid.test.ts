import { limits, type Rect } from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { forTileRows, selectTiles, tileGrid, tilePx, tileStates } from './tile-grid.ts';

const send = [tileStates.differs, tileStates.clean] as const;
const size = fc.record({
  widthPx: fc.integer({ min: 1, max: 400 }),
  heightPx: fc.integer({ min: 1, max: 200 }),
});

test('UP5 the largest screen has no more tiles than an update may have rects', () => {
  const { columns, rows } = tileGrid({
    widthPx: limits.screenMaxWidthPx,
    heightPx: limits.screenMaxHeightPx,
  });
  expect(columns * rows).toBeLessThanOrEqual(limits.rectsPerUpdate);
});

test('selected rects cover every picked tile once and nothing else, in at most so many pixels', () => {
  fc.assert(
    fc.property(size, fc.infiniteStream(fc.boolean()), fc.nat(40_000), (screen, picks, maxPixels) => {
      const { columns, rows } = tileGrid(screen);
      const states = Uint8Array.from({ length: columns * rows }, () =>
        picks.next().value ? tileStates.differs : tileStates.clean,
      );
      const before = states.slice();
      const covered = new Uint8Array(screen.widthPx * screen.heightPx);
      let from = 0;
      while (from < columns * rows) {
        const selection = selectTiles(states, screen, send, from, maxPixels);
        expect(selection.next).toBeGreaterThan(from);
        if (selection.tiles > 1) expect(selection.pixels).toBeLessThanOrEqual(maxPixels);
        expect(cover(covered, screen.widthPx, selection.rects)).toBe(selection.pixels);
        from = selection.next;
      }
      expect(states.every((state) => state === tileStates.clean)).toBe(true);
      const wanted = Uint8Array.from(covered, (_, i) => {
        const x = i % screen.widthPx;
        const y = Math.floor(i / screen.widthPx);
        const tile = Math.floor(y / tilePx.height) * columns + Math.floor(x / tilePx.width);
        return before[tile] === tileStates.clean ? 0 : 1;
      });
      expect(covered).toEqual(wanted);
    }),
    { numRuns: 60 },
  );
});

test('neighbouring tiles of a whole screen become one rect', () => {
  const screen = { widthPx: 300, heightPx: 100 };
  const { columns, rows } = tileGrid(screen);
  const states = new Uint8Array(columns * rows).fill(tileStates.differs);
  expect(selectTiles(states, screen, send).rects).toEqual([{ xPx: 0, yPx: 0, widthPx: 300, heightPx: 100 }]);
});

test('each tile that a rect touches is in its rows', () => {
  const grid = tileGrid({ widthPx: 128, heightPx: 64 });
  const states = new Uint8Array(16);
  forTileRows(grid, { xPx: 63, yPx: 31, widthPx: 2, heightPx: 2 }, (first, end) =>
    states.fill(1, first, end),
  );
  expect([...states]).toEqual([0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0]);
});

/** Counts each covered pixel; @returns how many pixels the rects have */
function cover(covered: Uint8Array, stridePx: number, rects: readonly Rect[]): number {
  let pixels = 0;
  for (const { xPx, yPx, widthPx, heightPx } of rects) {
    for (let y = yPx; y < yPx + heightPx; y++) {
      for (let x = xPx; x < xPx + widthPx; x++) covered[y * stridePx + x]! += 1;
    }
    pixels += widthPx * heightPx;
  }
  return pixels;
}
