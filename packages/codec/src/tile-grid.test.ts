import { limits } from '@fjernhjelp/protocol';
import { expect, test } from 'vitest';
import { forTileRows, tileGrid } from './tile-grid.ts';

test('UP5 the largest screen has no more tiles than an update may have rects', () => {
  const { columns, rows } = tileGrid({
    widthPx: limits.screenMaxWidthPx,
    heightPx: limits.screenMaxHeightPx,
  });
  expect(columns * rows).toBeLessThanOrEqual(limits.rectsPerUpdate);
});

test('each tile that a rect touches is in its rows', () => {
  const grid = tileGrid({ widthPx: 128, heightPx: 64 });
  const states = new Uint8Array(16);
  forTileRows(grid, { xPx: 63, yPx: 31, widthPx: 2, heightPx: 2 }, (first, end) =>
    states.fill(1, first, end),
  );
  expect([...states]).toEqual([0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0]);
});
