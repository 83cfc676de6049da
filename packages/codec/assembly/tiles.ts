// Comparing, packing and painting of tiles.

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

/**
 * Writes one rect of the frame as planes, to be compressed.
 * @param green, red, blue where this rect's part of each plane begins; red and blue are kept as differences to green
 */
export function gatherRect(
  frame: usize,
  stridePx: i32,
  xPx: i32,
  yPx: i32,
  widthPx: i32,
  heightPx: i32,
  green: usize,
  red: usize,
  blue: usize,
): void {
  const vectors = widthPx >> 4;
  const rest = widthPx & 15;
  for (let row = yPx; row < yPx + heightPx; row++) {
    let from = frame + (((row * stridePx + xPx) as usize) << 2);
    for (let i = 0; i < vectors; i++) {
      split(v128.load(from), v128.load(from, 16), v128.load(from, 32), v128.load(from, 48), green, red, blue);
      from += 64;
      green += 16;
      red += 16;
      blue += 16;
    }
    for (let i = 0; i < rest; i++) {
      splitOne(load<u32>(from), green, red, blue);
      from += 4;
      green++;
      red++;
      blue++;
    }
  }
}

/** The same of what has to be added to the reference to get the frame, each channel mod 256. */
export function gatherDifference(
  frame: usize,
  reference: usize,
  stridePx: i32,
  xPx: i32,
  yPx: i32,
  widthPx: i32,
  heightPx: i32,
  green: usize,
  red: usize,
  blue: usize,
): void {
  const vectors = widthPx >> 4;
  const rest = widthPx & 15;
  for (let row = yPx; row < yPx + heightPx; row++) {
    const offset = ((row * stridePx + xPx) as usize) << 2;
    let a = frame + offset;
    let b = reference + offset;
    for (let i = 0; i < vectors; i++) {
      split(
        i8x16.sub(v128.load(a), v128.load(b)),
        i8x16.sub(v128.load(a, 16), v128.load(b, 16)),
        i8x16.sub(v128.load(a, 32), v128.load(b, 32)),
        i8x16.sub(v128.load(a, 48), v128.load(b, 48)),
        green,
        red,
        blue,
      );
      a += 64;
      b += 64;
      green += 16;
      red += 16;
      blue += 16;
    }
    for (let i = 0; i < rest; i++) {
      const blueness = (load<u8>(a) - load<u8>(b)) as u8;
      const greenness = (load<u8>(a, 1) - load<u8>(b, 1)) as u8;
      const redness = (load<u8>(a, 2) - load<u8>(b, 2)) as u8;
      splitOne(((redness as u32) << 16) | ((greenness as u32) << 8) | blueness, green, red, blue);
      a += 4;
      b += 4;
      green++;
      red++;
      blue++;
    }
  }
}

/** Splits 16 pixels of BGRX. */
// @ts-expect-error: decorator
function split(a: v128, b: v128, c: v128, d: v128, green: usize, red: usize, blue: usize): void {
  const bg0 = i8x16.shuffle(a, b, 0, 4, 8, 12, 16, 20, 24, 28, 1, 5, 9, 13, 17, 21, 25, 29);
  const bg1 = i8x16.shuffle(c, d, 0, 4, 8, 12, 16, 20, 24, 28, 1, 5, 9, 13, 17, 21, 25, 29);
  const r0 = i8x16.shuffle(a, b, 2, 6, 10, 14, 18, 22, 26, 30, 2, 6, 10, 14, 18, 22, 26, 30);
  const r1 = i8x16.shuffle(c, d, 2, 6, 10, 14, 18, 22, 26, 30, 2, 6, 10, 14, 18, 22, 26, 30);
  const greens = i64x2.shuffle(bg0, bg1, 1, 3);
  v128.store(green, greens);
  v128.store(red, i8x16.sub(i64x2.shuffle(r0, r1, 0, 2), greens));
  v128.store(blue, i8x16.sub(i64x2.shuffle(bg0, bg1, 0, 2), greens));
}

// @ts-expect-error: decorator
function splitOne(pixel: u32, green: usize, red: usize, blue: usize): void {
  const g = (pixel >> 8) as u8;
  store<u8>(green, g);
  store<u8>(red, ((pixel >> 16) as u8) - g);
  store<u8>(blue, (pixel as u8) - g);
}

/**
 * Paints one rect from planes, the other way round than `gatherRect`.
 * @param picture RGBA; every pixel that is painted becomes opaque
 */
export function scatterRect(
  picture: usize,
  stridePx: i32,
  xPx: i32,
  yPx: i32,
  widthPx: i32,
  heightPx: i32,
  green: usize,
  red: usize,
  blue: usize,
): void {
  const opaque = i8x16.splat(-1);
  const vectors = widthPx >> 4;
  const rest = widthPx & 15;
  for (let row = yPx; row < yPx + heightPx; row++) {
    let to = picture + (((row * stridePx + xPx) as usize) << 2);
    for (let i = 0; i < vectors; i++) {
      const g = v128.load(green);
      const r = i8x16.add(v128.load(red), g);
      const b = i8x16.add(v128.load(blue), g);
      const rg0 = i8x16.shuffle(r, g, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const rg1 = i8x16.shuffle(r, g, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      const ba0 = i8x16.shuffle(b, opaque, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const ba1 = i8x16.shuffle(b, opaque, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      v128.store(to, i16x8.shuffle(rg0, ba0, 0, 8, 1, 9, 2, 10, 3, 11));
      v128.store(to, i16x8.shuffle(rg0, ba0, 4, 12, 5, 13, 6, 14, 7, 15), 16);
      v128.store(to, i16x8.shuffle(rg1, ba1, 0, 8, 1, 9, 2, 10, 3, 11), 32);
      v128.store(to, i16x8.shuffle(rg1, ba1, 4, 12, 5, 13, 6, 14, 7, 15), 48);
      to += 64;
      green += 16;
      red += 16;
      blue += 16;
    }
    for (let i = 0; i < rest; i++) {
      const g = load<u8>(green);
      store<u8>(to, load<u8>(red) + g);
      store<u8>(to, g, 1);
      store<u8>(to, load<u8>(blue) + g, 2);
      store<u8>(to, 0xff, 3);
      to += 4;
      green++;
      red++;
      blue++;
    }
  }
}

/** Adds one rect's planes to what is painted, each channel mod 256; it stays opaque. */
export function addRect(
  picture: usize,
  stridePx: i32,
  xPx: i32,
  yPx: i32,
  widthPx: i32,
  heightPx: i32,
  green: usize,
  red: usize,
  blue: usize,
): void {
  for (let row = yPx; row < yPx + heightPx; row++) {
    let to = picture + (((row * stridePx + xPx) as usize) << 2);
    const vectors = widthPx >> 4;
    for (let i = 0; i < vectors; i++) {
      const g = v128.load(green);
      const r = i8x16.add(v128.load(red), g);
      const b = i8x16.add(v128.load(blue), g);
      const zero = i8x16.splat(0);
      const rg0 = i8x16.shuffle(r, g, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const rg1 = i8x16.shuffle(r, g, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      const ba0 = i8x16.shuffle(b, zero, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const ba1 = i8x16.shuffle(b, zero, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      v128.store(to, i8x16.add(v128.load(to), i16x8.shuffle(rg0, ba0, 0, 8, 1, 9, 2, 10, 3, 11)));
      v128.store(to, i8x16.add(v128.load(to, 16), i16x8.shuffle(rg0, ba0, 4, 12, 5, 13, 6, 14, 7, 15)), 16);
      v128.store(to, i8x16.add(v128.load(to, 32), i16x8.shuffle(rg1, ba1, 0, 8, 1, 9, 2, 10, 3, 11)), 32);
      v128.store(to, i8x16.add(v128.load(to, 48), i16x8.shuffle(rg1, ba1, 4, 12, 5, 13, 6, 14, 7, 15)), 48);
      to += 64;
      green += 16;
      red += 16;
      blue += 16;
    }
    for (let i = widthPx & 15; i > 0; i--) {
      const g = load<u8>(green++);
      store<u8>(to, load<u8>(to) + load<u8>(red++) + g);
      store<u8>(to, load<u8>(to, 1) + g, 1);
      store<u8>(to, load<u8>(to, 2) + load<u8>(blue++) + g, 2);
      to += 4;
    }
  }
}
