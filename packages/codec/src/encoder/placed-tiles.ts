import type { CacheRun, Rect, ScreenSize } from '@fjernhjelp/protocol';
import { tileGrid, tilePx } from '../tile-grid.ts';

const RUN_BYTES = 10;
const NONE = -1;

/** Its numbers stand by themselves: a rect that is written over has V8 throw away what it compiled for all rects (docs/decisions/0022). */
interface Run {
  left: number;
  top: number;
  right: number;
  bottom: number;
  column: number;
  columns: number;
  /** The row of tiles that it ends on. */
  row: number;
  place: number;
  /** The place that would follow. */
  next: number;
}

/**
 * Tiles, or parts of them, and the places in the cache that belong to them, joined to runs as the wire has them: rects whose places follow one
 * another row by row. As many as are sure to fit.
 */
export class PlacedTiles {
  #widthPx = 0;
  #heightPx = 0;
  #columns = 0;
  #most = 0;
  readonly #runs: Run[] = [];
  /** Runs that end on the row above, by their first column, and those on the row that tiles are added to. */
  #above = new Map<number, Run>();
  #next = new Map<number, Run>();
  readonly #current: Run[] = [];
  #row = NONE;
  /** How many runs there are at the most. */
  #count = 0;
  #isLastWhole = false;
  #lastTile = NONE;
  /** That of the tile that was added last; −1 before there is one. */
  lastPlace = NONE;

  /**
   * Begins anew, with no tiles. One object serves all updates: V8 would learn anew of each what its lists hold, and compile anew.
   * @param maxBytes of all runs
   */
  begin(size: ScreenSize, maxBytes: number): void {
    this.#widthPx = size.widthPx;
    this.#heightPx = size.heightPx;
    this.#columns = tileGrid(size).columns;
    this.#most = Math.floor(maxBytes / RUN_BYTES);
    this.#runs.length = 0;
    this.#current.length = 0;
    this.#above.clear();
    this.#row = NONE;
    this.#count = 0;
    this.#isLastWhole = false;
    this.#lastTile = NONE;
    this.lastPlace = NONE;
  }

  get isFull(): boolean {
    return this.#count >= this.#most;
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /** Whether the tile that was added last is the one before this. */
  endsBefore(tile: number): boolean {
    return !this.isEmpty && this.#lastTile === tile - 1;
  }

  /** @param tile counted row by row; in rising order */
  add(tile: number, place: number): void {
    const row = Math.floor(tile / this.#columns);
    const column = tile - row * this.#columns;
    const left = column * tilePx.width;
    const top = row * tilePx.height;
    const right = Math.min(left + tilePx.width, this.#widthPx);
    const bottom = Math.min(top + tilePx.height, this.#heightPx);
    this.#note(tile, place, true);
    this.#join(left, top, right, bottom, column, row, place);
  }

  /** @param part what of the tile is meant */
  addPart(tile: number, place: number, { xPx, yPx, widthPx, heightPx }: Rect): void {
    const row = Math.floor(tile / this.#columns);
    this.#note(tile, place, false);
    this.#join(xPx, yPx, xPx + widthPx, yPx + heightPx, tile - row * this.#columns, row, place);
  }

  /** All of them. Nothing is added afterwards. */
  toRuns(): CacheRun[] {
    this.#endRow();
    const runs: CacheRun[] = [];
    for (const { left, top, right, bottom, place } of this.#runs)
      runs.push({ rect: { xPx: left, yPx: top, widthPx: right - left, heightPx: bottom - top }, place });
    return runs;
  }

  #note(tile: number, place: number, isWhole: boolean): void {
    const continues =
      isWhole && this.#isLastWhole && this.#lastTile + 1 === tile && this.lastPlace + 1 === place;
    if (!continues) this.#count++;
    this.#isLastWhole = isWhole;
    this.#lastTile = tile;
    this.lastPlace = place;
  }

  #join(
    left: number,
    top: number,
    right: number,
    bottom: number,
    column: number,
    row: number,
    place: number,
  ): void {
    if (row !== this.#row) {
      this.#endRow();
      this.#row = row;
    }
    const last = this.#current.at(-1);
    const goesOnBeside =
      last !== undefined &&
      last.column + last.columns === column &&
      last.next === place &&
      last.right === left &&
      last.top === top &&
      last.bottom === bottom;
    if (goesOnBeside) {
      last.columns++;
      last.right = right;
      last.next = place + 1;
    } else this.#current.push({ left, top, right, bottom, column, columns: 1, row, place, next: place + 1 });
  }

  #endRow(): void {
    const next = this.#next;
    for (const run of this.#current) {
      const upper = this.#above.get(run.column);
      const goesOnBelow =
        upper !== undefined &&
        upper.row + 1 === run.row &&
        upper.columns === run.columns &&
        upper.next === run.place &&
        upper.left === run.left &&
        upper.right === run.right &&
        upper.bottom === run.top;
      if (goesOnBelow) {
        upper.bottom = run.bottom;
        upper.row = run.row;
        upper.next = run.next;
      } else this.#runs.push(run);
      next.set(run.column, goesOnBelow ? upper : run);
    }
    this.#next = this.#above;
    this.#next.clear();
    this.#above = next;
    this.#current.length = 0;
  }
}
