// Pixels to brightness and colour and back: Y = (R + 2G + B) / 4 for each pixel, and for each 2 × 2 of them
// Co = (R − B) / 2 and Cg = (2G − R − B) / 4, 128 added. Back and forth gives the same planes again.

const CELL_STRIDE: usize = 64;
/** The planes of one cell without gaps: 256 bytes of Y, 64 of Co, 64 of Cg. */
export const CELL_PLANES_BYTES: usize = 384;

/** What `split` and `join` work in: a cell, and constants behind it, for what V8 does not keep in a register through a loop by itself. */
export const PLANES_ROOM_BYTES: usize = 1104;
const ODD: usize = 1024;
/** What a difference of the third part of a colour and the first is turned round by: 0 where red is the third, −1 where it is the first. */
const BLUE_FIRST: usize = 1040;
const RED_FIRST: usize = 1056;
const ORANGE_HALF: usize = 1072;
const GRASS_HALF: usize = 1088;

/** Writes the constants. */
export function makeRoom(room: usize): void {
  v128.store(room, i8x16.splat(1), ODD);
  v128.store(room, i16x8.splat(0), BLUE_FIRST);
  v128.store(room, i16x8.splat(-1), RED_FIRST);
  // Half a step for rounding, and 128 steps.
  v128.store(room, i16x8.splat(4 + (128 << 3)), ORANGE_HALF);
  v128.store(room, i16x8.splat(8 + (128 << 4)), GRASS_HALF);
}

/**
 * Splits 16 × 16 pixels, the last row and column repeated where fewer are there.
 * @param widthPx, heightPx 1 … 16, what is there
 * @param rgba whether red comes first, else blue
 * @param room of `makeRoom`
 */
export function split(
  pixels: usize,
  strideBytes: usize,
  widthPx: i32,
  heightPx: i32,
  rgba: bool,
  room: usize,
  y: usize,
  yStride: usize,
  co: usize,
  cg: usize,
  cStride: usize,
): void {
  if (widthPx < 16 || heightPx < 16) {
    for (let row = 0; row < 16; row++) {
      const from = pixels + (min(row, heightPx - 1) as usize) * strideBytes;
      const to = room + (row as usize) * CELL_STRIDE;
      for (let column = 0; column < 16; column++)
        store<u32>(
          to + ((column as usize) << 2),
          load<u32>(from + ((min(column, widthPx - 1) as usize) << 2)),
        );
    }
    pixels = room;
    strideBytes = CELL_STRIDE;
  }
  const order = room + (rgba ? RED_FIRST : BLUE_FIRST);
  for (let row = 0; row < 8; row++) {
    splitTwoRows(pixels, strideBytes, room, order, y, yStride, co, cg);
    pixels += strideBytes << 1;
    y += yStride << 1;
    co += cStride;
    cg += cStride;
  }
}

/**
 * Splits neighbouring cells of BGRX, all of 16 × 16 pixels, two rows of all of them after the other: as they lie in memory.
 * @param cells where the first one's planes go, `CELL_PLANES_BYTES` each
 */
export function splitCells(pixels: usize, strideBytes: usize, count: i32, room: usize, cells: usize): void {
  for (let row: usize = 0; row < 8; row++) {
    const y = cells + (row << 5);
    const colours = cells + 256 + (row << 3);
    const end = y + (count as usize) * CELL_PLANES_BYTES;
    let from = pixels;
    let to = y;
    let toColours = colours;
    while (to < end) {
      splitTwoRows(from, strideBytes, room, room + BLUE_FIRST, to, 16, toColours, toColours + 64);
      from += CELL_STRIDE;
      to += CELL_PLANES_BYTES;
      toColours += CELL_PLANES_BYTES;
    }
    pixels += strideBytes << 1;
  }
}

/** Splits two rows of 16 pixels. @inline */
function splitTwoRows(
  upper: usize,
  strideBytes: usize,
  room: usize,
  order: usize,
  y: usize,
  yStride: usize,
  co: usize,
  cg: usize,
): void {
  const lower = upper + strideBytes;
  const odd = v128.load(room, ODD);
  const a0 = parts(v128.load(upper));
  const b0 = parts(v128.load(upper, 16));
  const c0 = parts(v128.load(upper, 32));
  const d0 = parts(v128.load(upper, 48));
  const first0 = firsts(a0, b0, c0, d0);
  const green0 = greens(a0, b0, c0, d0);
  const third0 = thirds(a0, b0, c0, d0);
  v128.store(y, luma(first0, green0, third0, odd));
  const a1 = parts(v128.load(lower));
  const b1 = parts(v128.load(lower, 16));
  const c1 = parts(v128.load(lower, 32));
  const d1 = parts(v128.load(lower, 48));
  const first1 = firsts(a1, b1, c1, d1);
  const green1 = greens(a1, b1, c1, d1);
  const third1 = thirds(a1, b1, c1, d1);
  v128.store(y + yStride, luma(first1, green1, third1, odd));
  const first = fours(first0, first1);
  const green = fours(green0, green1);
  const third = fours(third0, third1);
  const turn = v128.load(order);
  const orange = i16x8.sub(v128.xor(i16x8.sub(third, first), turn), turn);
  const grass = i16x8.sub(i16x8.add(green, green), i16x8.add(first, third));
  const both = i8x16.narrow_i16x8_u(
    i16x8.shr_s(i16x8.add(orange, v128.load(room, ORANGE_HALF)), 3),
    i16x8.shr_s(i16x8.add(grass, v128.load(room, GRASS_HALF)), 4),
  );
  v128.store_lane<u64>(co, both, 0);
  v128.store_lane<u64>(cg, both, 1);
}

/** Four pixels as the four first parts of their colours, then the greens, the third parts, and the bytes that mean nothing. */
function parts(pixels: v128): v128 {
  return i8x16.shuffle(pixels, pixels, 0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
}

/** The first parts of the colours of 16 pixels, of which `parts` made four each. So are the next two of the others. */
function firsts(a: v128, b: v128, c: v128, d: v128): v128 {
  return i64x2.shuffle(i32x4.shuffle(a, b, 0, 4, 1, 5), i32x4.shuffle(c, d, 0, 4, 1, 5), 0, 2);
}

function greens(a: v128, b: v128, c: v128, d: v128): v128 {
  return i64x2.shuffle(i32x4.shuffle(a, b, 0, 4, 1, 5), i32x4.shuffle(c, d, 0, 4, 1, 5), 1, 3);
}

function thirds(a: v128, b: v128, c: v128, d: v128): v128 {
  return i64x2.shuffle(i32x4.shuffle(a, b, 2, 6, 3, 7), i32x4.shuffle(c, d, 2, 6, 3, 7), 0, 2);
}

/** (first + 2 green + third + 2) / 4, that is the mean of the green and of both others, of which a half is not rounded up. */
function luma(first: v128, green: v128, third: v128, odd: v128): v128 {
  const ends = i8x16.sub(i8x16.avgr_u(first, third), v128.and(v128.xor(first, third), odd));
  return i8x16.avgr_u(ends, green);
}

/** The sums of 2 × 2, 16 bits each. */
function fours(upper: v128, lower: v128): v128 {
  return i16x8.add(i16x8.extadd_pairwise_i8x16_u(upper), i16x8.extadd_pairwise_i8x16_u(lower));
}

/**
 * Joins 16 × 16 pixels again and writes the widthPx × heightPx of them that are there, opaque. Otherwise as `split`.
 */
export function join(
  y: usize,
  yStride: usize,
  co: usize,
  cg: usize,
  cStride: usize,
  rgba: bool,
  room: usize,
  pixels: usize,
  strideBytes: usize,
  widthPx: i32,
  heightPx: i32,
): void {
  const cut = widthPx < 16 || heightPx < 16;
  const swap = i8x16.splat(rgba ? -1 : 0);
  const opaque = i8x16.splat(-1);
  const middle = i16x8.splat(128);
  let to = cut ? room : pixels;
  const toStride = cut ? CELL_STRIDE : strideBytes;
  for (let row = 0; row < 8; row++) {
    const orange = i16x8.sub(v128.load_ext<u8>(co), middle);
    const grass = i16x8.sub(v128.load_ext<u8>(cg), middle);
    const co0 = i16x8.shuffle(orange, orange, 0, 0, 1, 1, 2, 2, 3, 3);
    const co1 = i16x8.shuffle(orange, orange, 4, 4, 5, 5, 6, 6, 7, 7);
    const cg0 = i16x8.shuffle(grass, grass, 0, 0, 1, 1, 2, 2, 3, 3);
    const cg1 = i16x8.shuffle(grass, grass, 4, 4, 5, 5, 6, 6, 7, 7);
    for (let half = 0; half < 2; half++) {
      const luma = v128.load(y);
      const y0 = i16x8.extend_low_i8x16_u(luma);
      const y1 = i16x8.extend_high_i8x16_u(luma);
      const t0 = i16x8.sub(y0, cg0);
      const t1 = i16x8.sub(y1, cg1);
      const g0 = i16x8.add(y0, cg0);
      const g1 = i16x8.add(y1, cg1);
      const r0 = i16x8.add(t0, co0);
      const r1 = i16x8.add(t1, co1);
      const b0 = i16x8.sub(t0, co0);
      const b1 = i16x8.sub(t1, co1);
      const green = i8x16.narrow_i16x8_u(g0, g1);
      const red = i8x16.narrow_i16x8_u(r0, r1);
      const blue = i8x16.narrow_i16x8_u(b0, b1);
      const first = v128.bitselect(red, blue, swap);
      const third = v128.bitselect(blue, red, swap);
      const fg0 = i8x16.shuffle(first, green, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const fg1 = i8x16.shuffle(first, green, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      const ta0 = i8x16.shuffle(third, opaque, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const ta1 = i8x16.shuffle(third, opaque, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      v128.store(to, i16x8.shuffle(fg0, ta0, 0, 8, 1, 9, 2, 10, 3, 11));
      v128.store(to, i16x8.shuffle(fg0, ta0, 4, 12, 5, 13, 6, 14, 7, 15), 16);
      v128.store(to, i16x8.shuffle(fg1, ta1, 0, 8, 1, 9, 2, 10, 3, 11), 32);
      v128.store(to, i16x8.shuffle(fg1, ta1, 4, 12, 5, 13, 6, 14, 7, 15), 48);
      y += yStride;
      to += toStride;
    }
    co += cStride;
    cg += cStride;
  }
  if (!cut) return;
  for (let row = 0; row < heightPx; row++) {
    memory.copy(pixels, room, (widthPx as usize) << 2);
    room += CELL_STRIDE;
    pixels += strideBytes;
  }
}

/** What eight bytes of both colours are away from grey, one byte each, Co and then Cg. */
function awayFromGrey(co: usize, cg: usize): v128 {
  return i8x16.abs(i8x16.sub(v128.load64_lane(cg, v128.load64_zero(co), 1), i8x16.splat(-128)));
}

/** Whether all 16 × 16 pixels are sure to be joined without being cut to what a colour can be: splitting them gives the same planes again. */
export function isWithin(y: usize, yStride: usize, co: usize, cg: usize, cStride: usize): bool {
  let darkest = i8x16.splat(-1);
  let brightest = i8x16.splat(0);
  let away = brightest;
  for (let row = 0; row < 8; row++) {
    const upper = v128.load(y);
    const lower = v128.load(y + yStride);
    darkest = i8x16.min_u(darkest, i8x16.min_u(upper, lower));
    brightest = i8x16.max_u(brightest, i8x16.max_u(upper, lower));
    away = i8x16.max_u(away, awayFromGrey(co, cg));
    y += yStride << 1;
    co += cStride;
    cg += cStride;
  }
  // No part of a colour is further from the brightness than both together.
  const both = i8x16.add_sat_u(away, i64x2.shuffle(away, away, 1, 0));
  const most = i8x16.shuffle(both, both, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7);
  const below = i8x16.sub_sat_u(most, darkest);
  const above = i8x16.sub_sat_u(brightest, i8x16.sub(i8x16.splat(-1), most));
  return !v128.any_true(v128.or(below, above));
}
