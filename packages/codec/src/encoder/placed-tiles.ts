import {
  type CacheRun,
  cacheRunBytes,
  mostCacheRunBytes,
  operationSizeBytes,
  type Rect,
  type ScreenSize,
} from '@fjernhjelp/protocol';
import { tileGrid, tilePx } from '../tile-grid.ts';

const NONE = -1;
/** What an operation takes without runs. */
const EMPTY_BYTES = operationSizeBytes({ type: 'recall', runs: [] });

/**
 * Tiles, or parts of them, and the places in the cache that belong to them, joined to runs as the wire has them: beside one another, with places
 * that follow one another. As many as are sure to fit.
 */
export class PlacedTiles {
  #widthPx = 0;
  #heightPx = 0;
  #columns = 0;
  /** What is left for runs that are not yet complete. */
  #leftBytes = 0;
  #runs: CacheRun[] = [];
  /** The run that tiles are added to; there is none while it ends at 0. Numbers, and no rect that is written over: V8 would throw away what it compiled for all rects (docs/decisions/0022). */
  #left = 0;
  #top = 0;
  #right = 0;
  #bottom = 0;
  #place = 0;
  /** The tile that was added last, and its place; −1 before there is one. */
  lastTile = NONE;
  lastPlace = NONE;
  /** How many were added. */
  count = 0;
  /** Whether another run may not fit. */
  isFull = false;

  /**
   * Begins anew, with no tiles. One object serves all updates: V8 would learn anew of each what its lists hold, and compile anew.
   * @param maxBytes of the operation
   */
  begin(size: ScreenSize, maxBytes: number): void {
    this.#widthPx = size.widthPx;
    this.#heightPx = size.heightPx;
    this.#columns = tileGrid(size).columns;
    this.#leftBytes = maxBytes - EMPTY_BYTES;
    this.#runs = [];
    this.#right = 0;
    this.lastTile = NONE;
    this.lastPlace = NONE;
    this.count = 0;
    this.isFull = this.#leftBytes < mostCacheRunBytes;
  }

  get isEmpty(): boolean {
    return this.lastTile === NONE;
  }

  /** Whether the tile that was added last is the one before this. */
  endsBefore(tile: number): boolean {
    return !this.isEmpty && this.lastTile === tile - 1;
  }

  /** @param tile counted row by row; in rising order */
  add(tile: number, place: number): void {
    const row = Math.floor(tile / this.#columns);
    const left = (tile - row * this.#columns) * tilePx.width;
    const top = row * tilePx.height;
    const right = Math.min(left + tilePx.width, this.#widthPx);
    const bottom = Math.min(top + tilePx.height, this.#heightPx);
    this.#join(tile, place, left, top, right, bottom);
  }

  /** @param part what of the tile is meant */
  addPart(tile: number, place: number, { xPx, yPx, widthPx, heightPx }: Rect): void {
    this.#join(tile, place, xPx, yPx, xPx + widthPx, yPx + heightPx);
  }

  /** All of them. Nothing is added afterwards. */
  toRuns(): CacheRun[] {
    this.#complete();
    return this.#runs;
  }

  #join(tile: number, place: number, left: number, top: number, right: number, bottom: number): void {
    const goesOn =
      this.#right > 0 &&
      this.#right === left &&
      this.#top === top &&
      this.#bottom === bottom &&
      this.lastPlace + 1 === place;
    if (!goesOn) {
      this.#complete();
      this.#left = left;
      this.#top = top;
      this.#bottom = bottom;
      this.#place = place;
    }
    this.#right = right;
    this.lastTile = tile;
    this.lastPlace = place;
    this.count++;
    this.isFull = this.#leftBytes < 2 * mostCacheRunBytes;
  }

  #complete(): void {
    if (this.#right === 0) return;
    const rect = {
      xPx: this.#left,
      yPx: this.#top,
      widthPx: this.#right - this.#left,
      heightPx: this.#bottom - this.#top,
    };
    const run = { rect, place: this.#place };
    this.#leftBytes -= cacheRunBytes(run, this.#runs.at(-1));
    this.#runs.push(run);
    this.#right = 0;
  }
}
