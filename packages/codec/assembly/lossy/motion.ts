// Prediction of 16 × 16 pixels from what the viewer has at another place of the same rect. Vectors count half pixels.

function total(sums: v128): i32 {
  const fours = i32x4.extadd_pairwise_i16x8_u(sums);
  const twos = i32x4.add(fours, i32x4.shuffle(fours, fours, 2, 3, 0, 1));
  return i32x4.extract_lane(twos, 0) + i32x4.extract_lane(twos, 1);
}

function apart(sums: v128, a: v128, b: v128): v128 {
  const difference = v128.or(i8x16.sub_sat_u(a, b), i8x16.sub_sat_u(b, a));
  return i16x8.add(sums, i16x8.extadd_pairwise_i8x16_u(difference));
}

/** The mean of a pixel and the one to its right, or the pixel itself. */
function across(at: usize, right: usize): v128 {
  const a = v128.load(at);
  return right === 0 ? a : i8x16.avgr_u(a, v128.load(at + right));
}

/** The mean of a pixel and the one to its right. */
function beside(at: usize): v128 {
  return i8x16.avgr_u(v128.load(at), v128.load(at, 1));
}

/** What eight rows of 16 pixels without gaps are apart from others, as eight sums. So are the next three. */
function apartWhole(source: usize, at: usize, stride: usize): v128 {
  let sums = apart(i16x8.splat(0), v128.load(source), v128.load(at));
  at += stride;
  sums = apart(sums, v128.load(source, 16), v128.load(at));
  at += stride;
  sums = apart(sums, v128.load(source, 32), v128.load(at));
  at += stride;
  sums = apart(sums, v128.load(source, 48), v128.load(at));
  at += stride;
  sums = apart(sums, v128.load(source, 64), v128.load(at));
  at += stride;
  sums = apart(sums, v128.load(source, 80), v128.load(at));
  at += stride;
  sums = apart(sums, v128.load(source, 96), v128.load(at));
  return apart(sums, v128.load(source, 112), v128.load(at + stride));
}

/** Half a pixel to the right. */
function apartBeside(source: usize, at: usize, stride: usize): v128 {
  let sums = apart(i16x8.splat(0), v128.load(source), beside(at));
  at += stride;
  sums = apart(sums, v128.load(source, 16), beside(at));
  at += stride;
  sums = apart(sums, v128.load(source, 32), beside(at));
  at += stride;
  sums = apart(sums, v128.load(source, 48), beside(at));
  at += stride;
  sums = apart(sums, v128.load(source, 64), beside(at));
  at += stride;
  sums = apart(sums, v128.load(source, 80), beside(at));
  at += stride;
  sums = apart(sums, v128.load(source, 96), beside(at));
  return apart(sums, v128.load(source, 112), beside(at + stride));
}

/** Half a pixel down. */
function apartBelow(source: usize, at: usize, stride: usize): v128 {
  const a = v128.load(at);
  at += stride;
  const b = v128.load(at);
  let sums = apart(i16x8.splat(0), v128.load(source), i8x16.avgr_u(a, b));
  at += stride;
  const c = v128.load(at);
  sums = apart(sums, v128.load(source, 16), i8x16.avgr_u(b, c));
  at += stride;
  const d = v128.load(at);
  sums = apart(sums, v128.load(source, 32), i8x16.avgr_u(c, d));
  at += stride;
  const e = v128.load(at);
  sums = apart(sums, v128.load(source, 48), i8x16.avgr_u(d, e));
  at += stride;
  const f = v128.load(at);
  sums = apart(sums, v128.load(source, 64), i8x16.avgr_u(e, f));
  at += stride;
  const g = v128.load(at);
  sums = apart(sums, v128.load(source, 80), i8x16.avgr_u(f, g));
  at += stride;
  const h = v128.load(at);
  sums = apart(sums, v128.load(source, 96), i8x16.avgr_u(g, h));
  return apart(sums, v128.load(source, 112), i8x16.avgr_u(h, v128.load(at + stride)));
}

/** Half a pixel to the right and down. */
function apartAcross(source: usize, at: usize, stride: usize): v128 {
  const a = beside(at);
  at += stride;
  const b = beside(at);
  let sums = apart(i16x8.splat(0), v128.load(source), i8x16.avgr_u(a, b));
  at += stride;
  const c = beside(at);
  sums = apart(sums, v128.load(source, 16), i8x16.avgr_u(b, c));
  at += stride;
  const d = beside(at);
  sums = apart(sums, v128.load(source, 32), i8x16.avgr_u(c, d));
  at += stride;
  const e = beside(at);
  sums = apart(sums, v128.load(source, 48), i8x16.avgr_u(d, e));
  at += stride;
  const f = beside(at);
  sums = apart(sums, v128.load(source, 64), i8x16.avgr_u(e, f));
  at += stride;
  const g = beside(at);
  sums = apart(sums, v128.load(source, 80), i8x16.avgr_u(f, g));
  at += stride;
  const h = beside(at);
  sums = apart(sums, v128.load(source, 96), i8x16.avgr_u(g, h));
  return apart(sums, v128.load(source, 112), i8x16.avgr_u(h, beside(at + stride)));
}

/**
 * @param source 16 × 16 pixels without gaps
 * @param halfX, halfY where in the reference, in half pixels; within it
 * @param enough what is above it need not be exact: looking stops half-way then
 * @returns the sum of the absolute differences
 */
export function distanceAt(
  source: usize,
  reference: usize,
  stride: usize,
  halfX: i32,
  halfY: i32,
  enough: i32,
): i32 {
  const at = reference + ((halfY >> 1) as usize) * stride + ((halfX >> 1) as usize);
  const half = stride << 3;
  let sum = 0;
  if ((halfY & 1) === 0) {
    if ((halfX & 1) === 0) {
      sum = total(apartWhole(source, at, stride));
      return sum > enough ? sum : sum + total(apartWhole(source + 128, at + half, stride));
    }
    sum = total(apartBeside(source, at, stride));
    return sum > enough ? sum : sum + total(apartBeside(source + 128, at + half, stride));
  }
  if ((halfX & 1) === 0) {
    sum = total(apartBelow(source, at, stride));
    return sum > enough ? sum : sum + total(apartBelow(source + 128, at + half, stride));
  }
  sum = total(apartAcross(source, at, stride));
  return sum > enough ? sum : sum + total(apartAcross(source + 128, at + half, stride));
}

/** Writes 16 × 16 pixels of the reference at a place in half pixels. */
export function copyLuma(reference: usize, stride: usize, halfX: i32, halfY: i32, pixels: usize): void {
  let at = reference + ((halfY >> 1) as usize) * stride + ((halfX >> 1) as usize);
  const right: usize = halfX & 1;
  if ((halfY & 1) === 0) {
    for (let row = 0; row < 16; row++) {
      v128.store(pixels, across(at, right));
      at += stride;
      pixels += stride;
    }
    return;
  }
  let upper = across(at, right);
  for (let row = 0; row < 16; row++) {
    at += stride;
    const lower = across(at, right);
    v128.store(pixels, i8x16.avgr_u(upper, lower));
    upper = lower;
    pixels += stride;
  }
}

/** Eight pixels of colour and those to their right, so many quarters of the way: four times that. */
function acrossColour(at: usize, less: v128, more: v128): v128 {
  return i16x8.add(i16x8.mul(v128.load_ext<u8>(at), less), i16x8.mul(v128.load_ext<u8>(at + 1), more));
}

/** Writes the 8 × 8 of colour that belong to them: a quarter pixel's place, between four. */
export function copyChroma(
  reference: usize,
  stride: usize,
  quarterX: i32,
  quarterY: i32,
  pixels: usize,
): void {
  let at = reference + ((quarterY >> 2) as usize) * stride + ((quarterX >> 2) as usize);
  const x = quarterX & 3;
  const y = quarterY & 3;
  if ((x | y) === 0) {
    for (let row = 0; row < 8; row++) {
      store<u64>(pixels, load<u64>(at));
      at += stride;
      pixels += stride;
    }
    return;
  }
  const less = i16x8.splat((4 - x) as i16);
  const more = i16x8.splat(x as i16);
  if (y === 0) {
    const half = i16x8.splat(2);
    for (let row = 0; row < 8; row++) {
      const mixed = i16x8.shr_u(i16x8.add(acrossColour(at, less, more), half), 2);
      v128.store_lane<u64>(pixels, i8x16.narrow_i16x8_u(mixed, mixed), 0);
      at += stride;
      pixels += stride;
    }
    return;
  }
  const lessDown = i16x8.splat((4 - y) as i16);
  const moreDown = i16x8.splat(y as i16);
  const half = i16x8.splat(8);
  let upper = acrossColour(at, less, more);
  for (let row = 0; row < 8; row++) {
    at += stride;
    const lower = acrossColour(at, less, more);
    const both = i16x8.add(i16x8.mul(upper, lessDown), i16x8.mul(lower, moreDown));
    const mixed = i16x8.shr_u(i16x8.add(both, half), 4);
    v128.store_lane<u64>(pixels, i8x16.narrow_i16x8_u(mixed, mixed), 0);
    upper = lower;
    pixels += stride;
  }
}

/**
 * Whether the sum of the absolute differences to each 8 × 8's mean, which is about what prediction from around would leave, is below that. Most cells are
 * rough enough in their first quarter.
 */
export function isSmoother(source: usize, than: i32): bool {
  let rough = 0;
  for (let quarter: usize = 0; quarter < 4; quarter++) {
    const first = source + (quarter >> 1) * 128 + (quarter & 1) * 8;
    let sums = i16x8.splat(0);
    for (let row: usize = 0; row < 128; row += 16) sums = i16x8.add(sums, v128.load_ext<u8>(first + row));
    const mean = i16x8.splat(((total(sums) + 32) >> 6) as i16);
    sums = i16x8.splat(0);
    for (let row: usize = 0; row < 128; row += 16)
      sums = i16x8.add(sums, i16x8.abs(i16x8.sub(v128.load_ext<u8>(first + row), mean)));
    rough += total(sums);
    if (rough >= than) return false;
  }
  return true;
}
