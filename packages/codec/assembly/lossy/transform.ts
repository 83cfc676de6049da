// The 8 × 8 cosine transform after Arai, Agui and Nakajima (1988): five multiplications a row, the rest of the scaling goes into
// the quantiser. 16-bit integers throughout; what overflows wraps, at both ends alike.

const SQRT_HALF: i16 = 23170; // cos(π/4) in 1/32768
const A2: i16 = 17734; // cos(π/8) − cos(3π/8)
const A4: i16 = 10045; // cos(π/8) + cos(3π/8) − 1
const A5: i16 = 12540; // cos(3π/8)
const SQRT_TWO: i16 = 13573; // √2 − 1
const B2: i16 = 27780; // 2 cos(π/8) − 1
const B4: i16 = 2700; // 2 (cos(π/8) − cos(3π/8)) − 1
const B6: i16 = 20091; // 2 (cos(π/8) + cos(3π/8)) − 2

/** Binary digits behind the point in what the inverse transform takes. */
const FRACTION: i32 = 5;

/** One quantiser: 64 times 16 bits each of step, reciprocal, and rounding off for blocks without and with a reference. */
export const QUANTISER_BYTES: usize = 512;
const RECIPROCAL: usize = 128;
const ROUND_INTRA: usize = 256;

function scaleOf(i: i32): i32 {
  // cos(iπ/16)·√2 in 1/16384; 1 for i = 0.
  if (i === 0 || i === 4) return 16384;
  if (i === 1) return 22725;
  if (i === 2) return 21407;
  if (i === 3) return 19266;
  if (i === 5) return 12873;
  return i === 6 ? 8867 : 4520;
}

/** @param step of an orthonormal transform's coefficients, 1 … 255 */
export function makeQuantiser(quantiser: usize, step: i32): void {
  for (let i = 0; i < 64; i++) {
    const scale = (scaleOf(i >> 3) * scaleOf(i & 7)) >> 14;
    const multiple = max(1, (scale * step * (1 << (FRACTION - 3)) + 8192) >> 14);
    const at = quantiser + ((i as usize) << 1);
    store<i16>(at, multiple as i16);
    store<i16>(at + RECIPROCAL, (16384 / multiple) as i16);
    // Rounds up from ⅔ of a step on without a reference, from 5⁄6 on with one.
    store<i16>(at + ROUND_INTRA, (multiple / 3) as i16);
    store<i16>(at + ROUND_INTRA + 128, ((multiple * 2) / 3) as i16);
  }
}

function times(a: v128, factor: i16): v128 {
  return i16x8.q15mulr_sat_s(a, i16x8.splat(factor));
}

/** Transforms the columns and swaps rows and columns: twice is the whole transform. */
function forwardColumns(block: usize): void {
  const x0 = v128.load(block);
  const x1 = v128.load(block, 16);
  const x2 = v128.load(block, 32);
  const x3 = v128.load(block, 48);
  const x4 = v128.load(block, 64);
  const x5 = v128.load(block, 80);
  const x6 = v128.load(block, 96);
  const x7 = v128.load(block, 112);
  const s0 = i16x8.add(x0, x7);
  const s1 = i16x8.add(x1, x6);
  const s2 = i16x8.add(x2, x5);
  const s3 = i16x8.add(x3, x4);
  const d0 = i16x8.sub(x0, x7);
  const d1 = i16x8.sub(x1, x6);
  const d2 = i16x8.sub(x2, x5);
  const d3 = i16x8.sub(x3, x4);
  const e0 = i16x8.add(s0, s3);
  const e1 = i16x8.add(s1, s2);
  const e2 = i16x8.sub(s1, s2);
  const e3 = i16x8.sub(s0, s3);
  const z1 = times(i16x8.add(e2, e3), SQRT_HALF);
  const o0 = i16x8.add(d3, d2);
  const o1 = i16x8.add(d2, d1);
  const o2 = i16x8.add(d1, d0);
  const z5 = times(i16x8.sub(o0, o2), A5);
  const z2 = i16x8.add(times(o0, A2), z5);
  const z4 = i16x8.add(i16x8.add(o2, times(o2, A4)), z5);
  const z3 = times(o1, SQRT_HALF);
  const z11 = i16x8.add(d0, z3);
  const z13 = i16x8.sub(d0, z3);
  storeTransposed(
    block,
    i16x8.add(e0, e1),
    i16x8.add(z11, z4),
    i16x8.add(e3, z1),
    i16x8.sub(z13, z2),
    i16x8.sub(e0, e1),
    i16x8.add(z13, z2),
    i16x8.sub(e3, z1),
    i16x8.sub(z11, z4),
  );
}

function inverseColumns(block: usize): void {
  const x0 = v128.load(block);
  const x1 = v128.load(block, 16);
  const x2 = v128.load(block, 32);
  const x3 = v128.load(block, 48);
  const x4 = v128.load(block, 64);
  const x5 = v128.load(block, 80);
  const x6 = v128.load(block, 96);
  const x7 = v128.load(block, 112);
  const t10 = i16x8.add(x0, x4);
  const t11 = i16x8.sub(x0, x4);
  const t13 = i16x8.add(x2, x6);
  const difference = i16x8.sub(x2, x6);
  const t12 = i16x8.sub(i16x8.add(difference, times(difference, SQRT_TWO)), t13);
  const e0 = i16x8.add(t10, t13);
  const e3 = i16x8.sub(t10, t13);
  const e1 = i16x8.add(t11, t12);
  const e2 = i16x8.sub(t11, t12);
  const z13 = i16x8.add(x5, x3);
  const z10 = i16x8.sub(x5, x3);
  const z11 = i16x8.add(x1, x7);
  const z12 = i16x8.sub(x1, x7);
  const o7 = i16x8.add(z11, z13);
  const cross = i16x8.sub(z11, z13);
  const both = i16x8.add(z10, z12);
  const z5 = i16x8.add(both, times(both, B2));
  const o6 = i16x8.sub(i16x8.sub(z5, i16x8.add(i16x8.add(z10, z10), times(z10, B6))), o7);
  const o5 = i16x8.sub(i16x8.add(cross, times(cross, SQRT_TWO)), o6);
  const o4 = i16x8.add(i16x8.sub(i16x8.add(z12, times(z12, B4)), z5), o5);
  storeTransposed(
    block,
    i16x8.add(e0, o7),
    i16x8.add(e1, o6),
    i16x8.add(e2, o5),
    i16x8.sub(e3, o4),
    i16x8.add(e3, o4),
    i16x8.sub(e2, o5),
    i16x8.sub(e1, o6),
    i16x8.sub(e0, o7),
  );
}

function storeTransposed(
  block: usize,
  r0: v128,
  r1: v128,
  r2: v128,
  r3: v128,
  r4: v128,
  r5: v128,
  r6: v128,
  r7: v128,
): void {
  const a0 = i16x8.shuffle(r0, r1, 0, 8, 1, 9, 2, 10, 3, 11);
  const a1 = i16x8.shuffle(r0, r1, 4, 12, 5, 13, 6, 14, 7, 15);
  const a2 = i16x8.shuffle(r2, r3, 0, 8, 1, 9, 2, 10, 3, 11);
  const a3 = i16x8.shuffle(r2, r3, 4, 12, 5, 13, 6, 14, 7, 15);
  const a4 = i16x8.shuffle(r4, r5, 0, 8, 1, 9, 2, 10, 3, 11);
  const a5 = i16x8.shuffle(r4, r5, 4, 12, 5, 13, 6, 14, 7, 15);
  const a6 = i16x8.shuffle(r6, r7, 0, 8, 1, 9, 2, 10, 3, 11);
  const a7 = i16x8.shuffle(r6, r7, 4, 12, 5, 13, 6, 14, 7, 15);
  const b0 = i32x4.shuffle(a0, a2, 0, 4, 1, 5);
  const b1 = i32x4.shuffle(a0, a2, 2, 6, 3, 7);
  const b2 = i32x4.shuffle(a1, a3, 0, 4, 1, 5);
  const b3 = i32x4.shuffle(a1, a3, 2, 6, 3, 7);
  const b4 = i32x4.shuffle(a4, a6, 0, 4, 1, 5);
  const b5 = i32x4.shuffle(a4, a6, 2, 6, 3, 7);
  const b6 = i32x4.shuffle(a5, a7, 0, 4, 1, 5);
  const b7 = i32x4.shuffle(a5, a7, 2, 6, 3, 7);
  v128.store(block, i64x2.shuffle(b0, b4, 0, 2));
  v128.store(block, i64x2.shuffle(b0, b4, 1, 3), 16);
  v128.store(block, i64x2.shuffle(b1, b5, 0, 2), 32);
  v128.store(block, i64x2.shuffle(b1, b5, 1, 3), 48);
  v128.store(block, i64x2.shuffle(b2, b6, 0, 2), 64);
  v128.store(block, i64x2.shuffle(b2, b6, 1, 3), 80);
  v128.store(block, i64x2.shuffle(b3, b7, 0, 2), 96);
  v128.store(block, i64x2.shuffle(b3, b7, 1, 3), 112);
}

/**
 * Transforms and quantises the difference of 8 × 8 pixels to what is predicted for them.
 * @param levels 64 × 16 bits, written unless the answer is 0; vertical frequency by row
 * @returns one bit for each level that is not 0, in the same order
 */
export function forward(
  source: usize,
  sourceStride: usize,
  predicted: usize,
  predictedStride: usize,
  quantiser: usize,
  referenced: bool,
  levels: usize,
): u64 {
  for (let row: usize = 0; row < 64; row += 16) {
    const a = i16x8.sub(v128.load_ext<u8>(source), v128.load_ext<u8>(predicted));
    const below = source + (sourceStride << 2);
    const b = i16x8.sub(v128.load_ext<u8>(below), v128.load_ext<u8>(predicted + (predictedStride << 2)));
    v128.store(levels + row, a);
    v128.store(levels + row, b, 64);
    source += sourceStride;
    predicted += predictedStride;
  }
  forwardColumns(levels);
  forwardColumns(levels);
  const rounding = quantiser + ROUND_INTRA + (referenced ? 128 : 0);
  const zero = i16x8.splat(0);
  let mask: u64 = 0;
  for (let row: usize = 0; row < 128; row += 32) {
    const a = quantise(v128.load(levels + row), quantiser + row, rounding + row);
    const b = quantise(v128.load(levels + row, 16), quantiser + row + 16, rounding + row + 16);
    v128.store(levels + row, a);
    v128.store(levels + row, b, 16);
    const set = i8x16.narrow_i16x8_s(i16x8.ne(a, zero), i16x8.ne(b, zero));
    mask |= ((i8x16.bitmask(set) as u64) & 0xffff) << (row >> 1);
  }
  return mask;
}

function quantise(coefficients: v128, quantiser: usize, rounding: usize): v128 {
  const sign = i16x8.shr_s(coefficients, 15);
  const size = i16x8.sub_sat_u(i16x8.abs(coefficients), v128.load(rounding));
  const level = i16x8.q15mulr_sat_s(size, v128.load(quantiser, RECIPROCAL));
  return i16x8.sub(v128.xor(level, sign), sign);
}

/**
 * Adds to predicted pixels what the levels say.
 * @param levels 64 × 16 bits
 * @param flat whether all but the first are 0
 * @param room 128 bytes to work in
 */
export function inverse(
  levels: usize,
  quantiser: usize,
  flat: bool,
  room: usize,
  pixels: usize,
  stride: usize,
): void {
  if (flat) {
    const value = ((load<i16>(levels) as i32) * (load<i16>(quantiser) as i32) + 16) >> FRACTION;
    const add = i16x8.splat(value as i16);
    for (let row = 0; row < 8; row++) {
      const sum = i16x8.add_sat_s(v128.load_ext<u8>(pixels), add);
      v128.store_lane<u64>(pixels, i8x16.narrow_i16x8_u(sum, sum), 0);
      pixels += stride;
    }
    return;
  }
  for (let row: usize = 0; row < 128; row += 16)
    v128.store(room + row, i16x8.mul(v128.load(levels + row), v128.load(quantiser + row)));
  inverseColumns(room);
  inverseColumns(room);
  const half = i16x8.splat(16);
  for (let row: usize = 0; row < 128; row += 16) {
    const add = i16x8.shr_s(i16x8.add_sat_s(v128.load(room + row), half), FRACTION);
    const sum = i16x8.add_sat_s(v128.load_ext<u8>(pixels), add);
    v128.store_lane<u64>(pixels, i8x16.narrow_i16x8_u(sum, sum), 0);
    pixels += stride;
  }
}
