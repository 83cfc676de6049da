// Pixels to brightness and colour and back: Y = (R + 2G + B) / 4 for each pixel, and for each 2 × 2 of them
// Co = (R − B) / 2 and Cg = (2G − R − B) / 4, 128 added. Back and forth gives the same planes again.

const CELL_STRIDE: usize = 64;

/**
 * Splits 16 × 16 pixels, the last row and column repeated where fewer are there.
 * @param widthPx, heightPx 1 … 16, what is there
 * @param rgba whether red comes first, else blue
 * @param room 1024 bytes to work in
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
  const swap = i8x16.splat(rgba ? -1 : 0);
  for (let row = 0; row < 8; row++) {
    let reds = i16x8.splat(0);
    let greens = reds;
    let blues = reds;
    for (let half = 0; half < 2; half++) {
      const a = v128.load(pixels);
      const b = v128.load(pixels, 16);
      const c = v128.load(pixels, 32);
      const d = v128.load(pixels, 48);
      const bg0 = i8x16.shuffle(a, b, 0, 4, 8, 12, 16, 20, 24, 28, 1, 5, 9, 13, 17, 21, 25, 29);
      const bg1 = i8x16.shuffle(c, d, 0, 4, 8, 12, 16, 20, 24, 28, 1, 5, 9, 13, 17, 21, 25, 29);
      const r0 = i8x16.shuffle(a, b, 2, 6, 10, 14, 18, 22, 26, 30, 2, 6, 10, 14, 18, 22, 26, 30);
      const r1 = i8x16.shuffle(c, d, 2, 6, 10, 14, 18, 22, 26, 30, 2, 6, 10, 14, 18, 22, 26, 30);
      const green = i64x2.shuffle(bg0, bg1, 1, 3);
      const first = i64x2.shuffle(bg0, bg1, 0, 2);
      const third = i64x2.shuffle(r0, r1, 0, 2);
      const red = v128.bitselect(first, third, swap);
      const blue = v128.bitselect(third, first, swap);
      v128.store(y, i8x16.narrow_i16x8_u(lumaLow(red, green, blue), lumaHigh(red, green, blue)));
      reds = i16x8.add(reds, i16x8.extadd_pairwise_i8x16_u(red));
      greens = i16x8.add(greens, i16x8.extadd_pairwise_i8x16_u(green));
      blues = i16x8.add(blues, i16x8.extadd_pairwise_i8x16_u(blue));
      pixels += strideBytes;
      y += yStride;
    }
    const middle = i16x8.splat(128);
    const orange = i16x8.shr_s(i16x8.add(i16x8.sub(reds, blues), i16x8.splat(4)), 3);
    const twice = i16x8.sub(i16x8.add(greens, greens), i16x8.add(reds, blues));
    const grass = i16x8.shr_s(i16x8.add(twice, i16x8.splat(8)), 4);
    const both = i8x16.narrow_i16x8_u(i16x8.add(orange, middle), i16x8.add(grass, middle));
    v128.store_lane<u64>(co, both, 0);
    v128.store_lane<u64>(cg, both, 1);
    co += cStride;
    cg += cStride;
  }
}

function lumaLow(red: v128, green: v128, blue: v128): v128 {
  const g = i16x8.extend_low_i8x16_u(green);
  const rb = i16x8.add(i16x8.extend_low_i8x16_u(red), i16x8.extend_low_i8x16_u(blue));
  return i16x8.shr_u(i16x8.add(i16x8.add(rb, i16x8.add(g, g)), i16x8.splat(2)), 2);
}

function lumaHigh(red: v128, green: v128, blue: v128): v128 {
  const g = i16x8.extend_high_i8x16_u(green);
  const rb = i16x8.add(i16x8.extend_high_i8x16_u(red), i16x8.extend_high_i8x16_u(blue));
  return i16x8.shr_u(i16x8.add(i16x8.add(rb, i16x8.add(g, g)), i16x8.splat(2)), 2);
}

/**
 * Joins 16 × 16 pixels again and writes the widthPx × heightPx of them that are there, opaque. Otherwise as `split`.
 * @returns whether `split` would give the same planes again: no pixel was beyond what a colour can be
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
): bool {
  const cut = widthPx < 16 || heightPx < 16;
  let beyond = i16x8.splat(0);
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
      beyond = v128.or(beyond, v128.or(v128.or(v128.or(g0, g1), v128.or(r0, r1)), v128.or(b0, b1)));
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
  const isSame = !v128.any_true(v128.and(beyond, i16x8.splat(~0xff)));
  if (!cut) return isSame;
  for (let row = 0; row < heightPx; row++) {
    memory.copy(pixels, room, (widthPx as usize) << 2);
    room += CELL_STRIDE;
    pixels += strideBytes;
  }
  // What is beyond the edge comes from the edge again.
  return false;
}
