import type { CacheRun, Rect, ScreenSize } from '@fjernhjelp/protocol';
import { tileGrid, tileRect } from '../tile-grid.ts';

const RUN_BYTES = 10;

/** A tile, and the place in the cache that belongs to it. */
export interface PlacedTile {
  /** Counted row by row. */
  readonly tile: number;
  readonly place: number;
  /** What of the tile is meant, if not all of it. */
  readonly part: Rect | undefined;
}

/** Tiles in rising order, as many as runs of them are sure to fit. */
export class PlacedTiles {
  readonly tiles: PlacedTile[] = [];
  readonly #most: number;
  #runs = 0;

  constructor(maxBytes: number) {
    this.#most = Math.floor(maxBytes / RUN_BYTES);
  }

  get isFull(): boolean {
    return this.#runs >= this.#most;
  }

  add(tile: number, place: number, part?: Rect): void {
    const last = this.tiles.at(-1);
    const continues =
      last !== undefined &&
      last.tile + 1 === tile &&
      last.place + 1 === place &&
      part === undefined &&
      last.part === undefined;
    if (!continues) this.#runs++;
    this.tiles.push({ tile, place, part });
  }
}

interface Run {
  readonly rect: { -readonly [key in keyof Rect]: Rect[key] };
  readonly column: number;
  columns: number;
  /** The row of tiles that it ends on. */
  row: number;
  readonly place: number;
  /** The place that would follow. */
  next: number;
}

/**
 * Joins tiles to runs as the wire has them: rects of tiles, or of parts of them, whose places follow one another row by row.
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
      const continues = upper !== undefined && upper.row + 1 === run.row && goesOnBelow(upper, run);
      if (continues) {
        upper.rect.heightPx += run.rect.heightPx;
        upper.row = run.row;
        upper.next = run.next;
      } else runs.push(run);
      next.set(run.column, continues ? upper : run);
    }
    above = next;
    current = [];
  }

  for (const { tile, place, part } of tiles) {
    const tileRow = Math.floor(tile / columns);
    const column = tile - tileRow * columns;
    if (tileRow !== row) {
      endRow();
      row = tileRow;
    }
    const { xPx, yPx, widthPx, heightPx } = part ?? tileRect(size, column, row);
    const run: Run = {
      rect: { xPx, yPx, widthPx, heightPx },
      column,
      columns: 1,
      row,
      place,
      next: place + 1,
    };
    const last = current.at(-1);
    if (last !== undefined && goesOnBeside(last, run)) {
      last.columns++;
      last.rect.widthPx += widthPx;
      last.next = run.next;
    } else current.push(run);
  }
  endRow();
  return runs.map(({ rect, place }) => ({ rect, place }));
}

function goesOnBeside(last: Run, { rect, column, place }: Run): boolean {
  return (
    last.column + last.columns === column &&
    last.next === place &&
    last.rect.xPx + last.rect.widthPx === rect.xPx &&
    last.rect.yPx === rect.yPx &&
    last.rect.heightPx === rect.heightPx
  );
}

function goesOnBelow(upper: Run, { rect, columns, place }: Run): boolean {
  return (
    upper.columns === columns &&
    upper.next === place &&
    upper.rect.xPx === rect.xPx &&
    upper.rect.widthPx === rect.widthPx &&
    upper.rect.yPx + upper.rect.heightPx === rect.yPx
  );
}
