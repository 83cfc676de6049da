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
