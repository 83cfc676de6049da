import { cachedTilePx, type Rect, type ScreenSize } from '@fjernhjelp/protocol';

/**
 * The host compares and sends in tiles of this size, the same as the cache's (PROTOCOL.md UP15; measured:
 * docs/decisions/0004-how-pixels-are-packed.md). The largest screen has fewer of them than `limits.rectsPerUpdate`.
 */
export const tilePx = cachedTilePx;

/** What is known of one tile; the first three are also in assembly/tiles.ts. */
export const tileStates = {
  /** Nothing to do. */
  clean: 0,
  /** Was damaged since it was compared. */
  check: 1,
  /** Compared, and another than what the viewer will have: to be sent. */
  differs: 2,
  /** The same, and many-coloured: may be sent about right. */
  photo: 3,
  /** The viewer has it about right; exact pixels follow when it is quiet. */
  rough: 4,
  /** Marked for the step at hand; never kept. So are the next. */
  marked: 5,
  filled: 6,
  close: 7,
} as const;
export type TileState = (typeof tileStates)[keyof typeof tileStates];

export interface TileGrid {
  readonly columns: number;
  readonly rows: number;
}

export function tileGrid(size: ScreenSize): TileGrid {
  return {
    columns: Math.ceil(size.widthPx / tilePx.width),
    rows: Math.ceil(size.heightPx / tilePx.height),
  };
}

/** @returns the rect of a tile, cut at the screen's edges */
export function tileRect(size: ScreenSize, column: number, row: number): Rect {
  const xPx = column * tilePx.width;
  const yPx = row * tilePx.height;
  return {
    xPx,
    yPx,
    widthPx: Math.min(tilePx.width, size.widthPx - xPx),
    heightPx: Math.min(tilePx.height, size.heightPx - yPx),
  };
}

/** Calls for every run of tiles that a rect touches, a row of tiles at a time: `first` … `end` − 1. */
export function forTileRows(
  { columns }: TileGrid,
  rect: Rect,
  run: (first: number, end: number) => void,
): void {
  const left = Math.floor(rect.xPx / tilePx.width);
  const right = Math.ceil((rect.xPx + rect.widthPx) / tilePx.width);
  const bottom = Math.ceil((rect.yPx + rect.heightPx) / tilePx.height);
  for (let row = Math.floor(rect.yPx / tilePx.height); row < bottom; row++)
    run(row * columns + left, row * columns + right);
}

/** Tiles that were picked to be sent together. */
export interface TileSelection {
  /** Runs of neighbouring tiles as large rects: wide rows compress better than tiles, and are cheaper to paint. */
  readonly rects: Rect[];
  readonly pixels: number;
  readonly tiles: number;
  /** The tile to go on with; the number of tiles when the last was reached. */
  readonly next: number;
}

/**
 * Picks tiles of one state, row by row, and gives them another.
 * @param states one byte a tile, row by row
 * @param from the tile to begin with
 * @param maxPixels no more than this, but at least one tile if there is any
 */
export function selectTiles(
  states: Uint8Array,
  size: ScreenSize,
  [wanted, becomes]: readonly [wanted: TileState, becomes: TileState],
  from = 0,
  maxPixels = Number.POSITIVE_INFINITY,
): TileSelection {
  const { columns, rows } = tileGrid(size);
  const rects: Rect[] = [];
  // Mostly there are none or few: the rest is not looked at one by one.
  const firstTile = states.indexOf(wanted, from);
  if (firstTile < 0) return { rects, pixels: 0, tiles: 0, next: columns * rows };
  const endRow = Math.floor(states.lastIndexOf(wanted) / columns) + 1;
  let pixels = 0;
  let tiles = 0;
  /** Where the rects begin that end just above this row of tiles: candidates to be made higher. */
  let above = 0;
  for (let row = Math.floor(firstTile / columns); row < endRow; row++) {
    const yPx = row * tilePx.height;
    const heightPx = Math.min(tilePx.height, size.heightPx - yPx);
    const first = rects.length;
    const endOfRow = (row + 1) * columns;
    // Run by run: V8 would have one tile by one compiled, which takes it longer than all that a session selects.
    for (let i = nextOf(states, wanted, Math.max(row * columns, from), endOfRow); i < endOfRow; ) {
      let end = i + 1;
      while (end < endOfRow && states[end] === wanted) end++;
      const xPx = (i - row * columns) * tilePx.width;
      let widthPx = Math.min((end - i) * tilePx.width, size.widthPx - xPx);
      const isCut = pixels + widthPx * heightPx > maxPixels && (tiles > 0 || end > i + 1);
      if (isCut) {
        // All but the last of a run are as wide as a tile can be.
        const fitting = Math.floor((maxPixels - pixels) / (tilePx.width * heightPx));
        end = i + Math.max(fitting, tiles > 0 ? 0 : 1);
        widthPx = (end - i) * tilePx.width;
      }
      if (end > i) rects.push({ xPx, yPx, widthPx, heightPx });
      states.fill(becomes, i, end);
      pixels += widthPx * heightPx;
      tiles += end - i;
      if (isCut) {
        joinRows(rects, above, first);
        return { rects, pixels, tiles, next: end };
      }
      i = nextOf(states, wanted, end, endOfRow);
    }
    above = joinRows(rects, above, first);
  }
  return { rects, pixels, tiles, next: columns * rows };
}

/** @returns the first tile of that state at or after `from`; `end` when there is none before that */
function nextOf(states: Uint8Array, wanted: TileState, from: number, end: number): number {
  const found = states.indexOf(wanted, from);
  return found < 0 || found > end ? end : found;
}

/**
 * Lets rects grow down over runs of the next row that are exactly as wide.
 * @param above the first rect that ended on the row before; from there on sorted by x
 * @param first the first run of this row, sorted by x
 * @returns the first rect that ends on this row
 */
function joinRows(rects: Rect[], above: number, first: number): number {
  const runs = rects.splice(first);
  const candidates = rects.splice(above);
  const ended: Rect[] = [];
  const open: Rect[] = [];
  let i = 0;
  for (const run of runs) {
    while (i < candidates.length && candidates[i]!.xPx < run.xPx) ended.push(candidates[i++]!);
    const candidate = candidates[i];
    if (candidate !== undefined && candidate.xPx === run.xPx && candidate.widthPx === run.widthPx) {
      candidate.heightPx += run.heightPx;
      open.push(candidate);
      i++;
    } else open.push(run);
  }
  rects.push(...ended, ...candidates.slice(i), ...open);
  return rects.length - open.length;
}
