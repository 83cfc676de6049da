// Comparing of tiles.

/** Nothing to do · may have changed · differs from the reference; further ones are src/tile-grid.ts's. */
export const CLEAN: u8 = 0;
export const CHECK: u8 = 1;
export const DIFFERS: u8 = 2;

/** Of a tile's state: is being compared. */
export const PENDING: u8 = 128;

/** BGRX as one little-endian number: the fourth byte means nothing. */
const COLOUR: u32 = 0x00ffffff;

/**
 * Settles every tile that may have changed.
 * @param frame BGRX, widthPx × heightPx
 * @param reference the same, as the viewer will have it
 * @param states one byte a tile, row by row
 * @returns how many tiles differ now
 */
export function compareTiles(
  frame: usize,
  reference: usize,
  states: usize,
  widthPx: i32,
  heightPx: i32,
  tileWidthPx: i32,
  tileHeightPx: i32,
): i32 {
  let toSend = 0;
  let row = states;
  const columns = (widthPx + tileWidthPx - 1) / tileWidthPx;
  for (let y = 0; y < heightPx; y += tileHeightPx) {
    const end = row + columns;
    let any = false;
    for (let state = row; state < end; state++) {
      if (load<u8>(state) !== CHECK) continue;
      store<u8>(state, DIFFERS | PENDING);
      any = true;
    }
    if (any) {
      const offset = ((y * widthPx) as usize) << 2;
      const rows = min(tileHeightPx, heightPx - y);
      comparePending(frame + offset, reference + offset, row, widthPx, tileWidthPx, rows);
    }
    for (let state = row; state < end; state++) {
      if (load<u8>(state) === (DIFFERS | PENDING)) store<u8>(state, CLEAN);
      else if (load<u8>(state) === DIFFERS) toSend++;
    }
    row = end;
  }
  return toSend;
}

/** @returns how many of so many tiles are in a state */
export function countTiles(states: usize, tiles: i32, state: i32): i32 {
  let count = 0;
  for (let tile = 0; tile < tiles; tile++) count += i32(load<u8>(states + (tile as usize)) === (state as u8));
  return count;
}

/** @returns the first tile in that state at or after `tile`; `end` when there is none before that */
export function nextTile(states: usize, state: i32, tile: i32, end: i32): i32 {
  const sought = i8x16.splat(state as i8);
  while (tile + 16 <= end && !v128.any_true(i8x16.eq(v128.load(states + (tile as usize)), sought)))
    tile += 16;
  while (tile < end && load<u8>(states + (tile as usize)) !== (state as u8)) tile++;
  return tile;
}

/** Gives all of so many tiles that are in a state another. */
export function replaceTiles(states: usize, tiles: i32, state: i32, by: i32): void {
  for (
    let tile = nextTile(states, state, 0, tiles);
    tile < tiles;
    tile = nextTile(states, state, tile + 1, tiles)
  )
    store<u8>(states + (tile as usize), by as u8);
}

/**
 * Takes PENDING from those of a row of tiles that do not show the same. Row by row of pixels, as they lie in memory: tile by tile takes three times as long
 * where the pictures do not fit into the caches.
 * @param a, b the first pixels of that row; of `b` only what lies under tiles that are PENDING is read
 * @param row the states of the tiles
 */
export function comparePending(
  a: usize,
  b: usize,
  row: usize,
  widthPx: i32,
  tileWidthPx: i32,
  rows: i32,
): void {
  for (let y = 0; y < rows; y++) {
    let state = row;
    for (let x = 0; x < widthPx; x += tileWidthPx) {
      if (load<u8>(state) & PENDING) {
        const offset = (x as usize) << 2;
        const width = min(tileWidthPx, widthPx - x);
        const same =
          width === 32 ? sameRow32(a + offset, b + offset) : sameTile(a + offset, b + offset, 0, width, 1);
        if (!same) store<u8>(state, load<u8>(state) & ~PENDING);
      }
      state++;
    }
    a += (widthPx as usize) << 2;
    b += (widthPx as usize) << 2;
  }
}

/** Whether 32 pixels are the same: most of all tiles' rows, in one go. */
function sameRow32(a: usize, b: usize): bool {
  const first = v128.or(differing(a, b), differing(a + 16, b + 16));
  const second = v128.or(differing(a + 32, b + 32), differing(a + 48, b + 48));
  const third = v128.or(differing(a + 64, b + 64), differing(a + 80, b + 80));
  const fourth = v128.or(differing(a + 96, b + 96), differing(a + 112, b + 112));
  const all = v128.or(v128.or(first, second), v128.or(third, fourth));
  return !v128.any_true(v128.and(all, i32x4.splat(COLOUR)));
}

function differing(a: usize, b: usize): v128 {
  return v128.xor(v128.load(a), v128.load(b));
}

/** Whether two tiles show the same. */
export function sameTile(a: usize, b: usize, stridePx: i32, widthPx: i32, rows: i32): bool {
  const mask = i32x4.splat(COLOUR);
  const vectors = widthPx >> 2;
  const rest = widthPx & 3;
  for (let row = 0; row < rows; row++) {
    let difference = i32x4.splat(0);
    let offset: usize = 0;
    for (let i = 0; i < vectors; i++) {
      difference = v128.or(difference, v128.xor(v128.load(a + offset), v128.load(b + offset)));
      offset += 16;
    }
    if (v128.any_true(v128.and(difference, mask))) return false;
    for (let i = 0; i < rest; i++) {
      if (((load<u32>(a + offset) ^ load<u32>(b + offset)) & COLOUR) !== 0) return false;
      offset += 4;
    }
    a += (stridePx as usize) << 2;
    b += (stridePx as usize) << 2;
  }
  return true;
}

/**
 * Cuts a rect to what of it differs.
 * @param rect four i32, x, y, width, height: read and written; width and height are 0 when nothing differs
 */
export function trimRect(frame: usize, reference: usize, stridePx: i32, rect: usize): void {
  const left = load<i32>(rect);
  const right = left + load<i32>(rect, 8);
  let top = load<i32>(rect, 4);
  let bottom = top + load<i32>(rect, 12);
  const width = right - left;
  while (top < bottom && sameRow(frame, reference, stridePx, left, top, width)) top++;
  while (top < bottom && sameRow(frame, reference, stridePx, left, bottom - 1, width)) bottom--;
  let first = right;
  let last = left - 1;
  for (let y = top; y < bottom; y++) {
    const row = ((y * stridePx) as usize) << 2;
    for (let x = left; x < first; x++) {
      const at = row + ((x as usize) << 2);
      if (((load<u32>(frame + at) ^ load<u32>(reference + at)) & COLOUR) !== 0) first = x;
    }
    for (let x = right - 1; x > last; x--) {
      const at = row + ((x as usize) << 2);
      if (((load<u32>(frame + at) ^ load<u32>(reference + at)) & COLOUR) !== 0) last = x;
    }
  }
  store<i32>(rect, first);
  store<i32>(rect, top, 4);
  store<i32>(rect, max(0, last + 1 - first), 8);
  store<i32>(rect, bottom - top, 12);
}

function sameRow(a: usize, b: usize, stridePx: i32, xPx: i32, yPx: i32, widthPx: i32): bool {
  const offset = ((yPx * stridePx + xPx) as usize) << 2;
  return sameTile(a + offset, b + offset, stridePx, widthPx, 1);
}
