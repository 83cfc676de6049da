import type { Rect } from '@fjernhjelp/protocol';

/** Rows that are told together, and columns. */
const BAND_PX = 16;
const COLUMN_PX = 64;

/**
 * Finds what changed between two pictures of one size, in rows of tiles: a browser tells of frames, not of damage.
 * @param before @param after one number a pixel, rows from the top; their colours lie in the same bits
 * @returns rects that hold everything that differs, none over another, from the top
 */
export function compareFrames(
  before: Uint32Array,
  after: Uint32Array,
  widthPx: number,
  heightPx: number,
): Rect[] {
  const rects: Rect[] = [];
  for (let yPx = 0; yPx < heightPx; yPx += BAND_PX) {
    const rows = Math.min(BAND_PX, heightPx - yPx);
    const columns = changedColumns(before, after, widthPx, yPx * widthPx, rows);
    if (columns === undefined) continue;
    const above = rects.at(-1);
    const isSame = above?.xPx === columns.xPx && above.widthPx === columns.widthPx;
    if (above !== undefined && isSame && above.yPx + above.heightPx === yPx)
      rects[rects.length - 1] = { ...above, heightPx: above.heightPx + rows };
    else rects.push({ ...columns, yPx, heightPx: rows });
  }
  return rects;
}

/** @param start of the first row, in pixels @returns from the first to the last column that differs, in whole steps */
function changedColumns(
  before: Uint32Array,
  after: Uint32Array,
  widthPx: number,
  start: number,
  rows: number,
): { xPx: number; widthPx: number } | undefined {
  let first = widthPx;
  let last = -1;
  for (let row = 0; row < rows; row++) {
    const at = start + row * widthPx;
    // Only what lies outside of what is known to differ can tell anything new.
    for (let x = 0; x < first; x++) {
      if (before[at + x] === after[at + x]) continue;
      first = x;
      break;
    }
    for (let x = widthPx - 1; x > last; x--) {
      if (before[at + x] === after[at + x]) continue;
      last = x;
      break;
    }
  }
  if (last < 0) return undefined;
  const xPx = first - (first % COLUMN_PX);
  return { xPx, widthPx: Math.min(widthPx, last - (last % COLUMN_PX) + COLUMN_PX) - xPx };
}
