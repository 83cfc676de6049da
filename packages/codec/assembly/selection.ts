// Picking tiles to be sent together, as few large rects: wide rows compress better than tiles, and are cheaper to paint.

import { nextTile } from './tiles';

/** x, y, width, height in pixels, 32 bits each. */
const RECT_BYTES: usize = 16;

/** The rects of the rows above begin at `rects`; those that end just above the row at hand at `open`, sorted by x; all end at `end`. */
let open: usize = 0;
let end: usize = 0;

/**
 * Picks tiles of one state, row by row, and gives them another.
 * @param states one byte a tile, row by row
 * @param from the tile to begin with
 * @param maxPixels no more than this, but at least one tile if there is any
 * @param rects where the rects go: 16 bytes for each two tiles of a row, rounded up
 * @param totals three i32: how many pixels and tiles they are, and the tile to go on with, which is the number of tiles when the last was reached
 * @returns how many rects they are
 */
export function selectTiles(
  states: usize,
  widthPx: i32,
  heightPx: i32,
  tileWidthPx: i32,
  tileHeightPx: i32,
  wanted: i32,
  becomes: i32,
  from: i32,
  maxPixels: i32,
  rects: usize,
  totals: usize,
): i32 {
  const columns = (widthPx + tileWidthPx - 1) / tileWidthPx;
  const rows = (heightPx + tileHeightPx - 1) / tileHeightPx;
  let pixels = 0;
  let tiles = 0;
  let next = columns * rows;
  open = rects;
  end = rects;
  for (let row = from / columns; row < rows && next === columns * rows; row++) {
    const line = states + ((row * columns) as usize);
    const yPx = row * tileHeightPx;
    const height = min(tileHeightPx, heightPx - yPx);
    const first = end;
    let column = nextTile(line, wanted, max(0, from - row * columns), columns);
    while (column < columns) {
      let stop = column + 1;
      while (stop < columns && load<u8>(line + (stop as usize)) === (wanted as u8)) stop++;
      const xPx = column * tileWidthPx;
      let width = min((stop - column) * tileWidthPx, widthPx - xPx);
      const isCut = pixels + width * height > maxPixels && (tiles > 0 || stop > column + 1);
      if (isCut) {
        // All but the last of a run are as wide as a tile can be.
        const fitting = (maxPixels - pixels) / (tileWidthPx * height);
        stop = column + max(fitting, tiles > 0 ? 0 : 1);
        width = (stop - column) * tileWidthPx;
      }
      if (stop > column) addRun(xPx, yPx, width, height);
      memory.fill(line + (column as usize), becomes as u8, (stop - column) as usize);
      pixels += width * height;
      tiles += stop - column;
      if (isCut) {
        next = row * columns + stop;
        break;
      }
      column = nextTile(line, wanted, stop, columns);
    }
    joinRows(first);
  }
  store<i32>(totals, pixels);
  store<i32>(totals, tiles, 4);
  store<i32>(totals, next, 8);
  return ((end - rects) / RECT_BYTES) as i32;
}

function addRun(xPx: i32, yPx: i32, widthPx: i32, heightPx: i32): void {
  store<i32>(end, xPx);
  store<i32>(end, yPx, 4);
  store<i32>(end, widthPx, 8);
  store<i32>(end, heightPx, 12);
  end += RECT_BYTES;
}

/**
 * Lets runs grow up over the rects above them that are exactly as wide.
 * @param first the first run of this row
 */
function joinRows(first: usize): void {
  let above = open;
  for (let run = first; run < end; run += RECT_BYTES) {
    const xPx = load<i32>(run);
    while (above < first && load<i32>(above) < xPx) above += RECT_BYTES;
    if (above === first) break;
    if (load<i32>(above) !== xPx || load<i32>(above, 8) !== load<i32>(run, 8)) continue;
    store<i32>(run, load<i32>(above, 4), 4);
    store<i32>(run, load<i32>(above, 12) + load<i32>(run, 12), 12);
    store<i32>(above, 0, 8);
    above += RECT_BYTES;
  }
  // What was grown over is left out.
  let to = open;
  for (let rect = open; rect < first; rect += RECT_BYTES) {
    if (load<i32>(rect, 8) === 0) continue;
    v128.store(to, v128.load(rect));
    to += RECT_BYTES;
  }
  open = to;
  for (let run = first; run < end; run += RECT_BYTES) {
    v128.store(to, v128.load(run));
    to += RECT_BYTES;
  }
  end = to;
}
