import type { CacheRun, ScreenSize } from '@fjernhjelp/protocol';
import { tileGrid, tileRect } from '../tile-grid.ts';

/** A tile, and the place in the cache that belongs to it. */
export interface PlacedTile {
  /** Counted row by row. */
  readonly tile: number;
  readonly place: number;
}

interface Run {
  column: number;
  row: number;
  columns: number;
  rows: number;
  place: number;
}

/**
 * Joins tiles to runs as the wire has them: rects of tiles whose places follow one another row by row.
 * @param tiles in rising order
 */
export function cacheRuns(tiles: readonly PlacedTile[], size: ScreenSize): CacheRun[] {
  const { columns } = tileGrid(size);
  const runs: Run[] = [];
  /** Runs that end on the row above, by their first column. */
  let above = new Map<number, Run>();
  let current: Run[] = [];
  let row = -1;

  function endRow(): void {
    const next = new Map<number, Run>();
    for (const run of current) {
      const upper = above.get(run.column);
      const continues =
        upper !== undefined &&
        upper.columns === run.columns &&
        upper.row + upper.rows === run.row &&
        upper.place + upper.rows * upper.columns === run.place;
      if (continues) upper.rows++;
      else runs.push(run);
      next.set(run.column, continues ? upper : run);
    }
    above = next;
    current = [];
  }

  for (const { tile, place } of tiles) {
    const tileRow = Math.floor(tile / columns);
    const column = tile - tileRow * columns;
    if (tileRow !== row) {
      endRow();
      row = tileRow;
    }
    const last = current.at(-1);
    if (last !== undefined && last.column + last.columns === column && last.place + last.columns === place)
      last.columns++;
    else current.push({ column, row, columns: 1, rows: 1, place });
  }
  endRow();
  return runs.map((run) => ({ rect: rectOf(run, size), place: run.place }));
}

function rectOf({ column, row, columns, rows }: Run, size: ScreenSize) {
  const first = tileRect(size, column, row);
  const last = tileRect(size, column + columns - 1, row + rows - 1);
  return {
    xPx: first.xPx,
    yPx: first.yPx,
    widthPx: last.xPx + last.widthPx - first.xPx,
    heightPx: last.yPx + last.heightPx - first.yPx,
  };
}
