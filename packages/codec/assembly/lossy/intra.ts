// Prediction of 8 × 8 pixels from those above and to the left that are painted already.

/** From the mean, the row above, the column to the left, or both by their slope from the corner. */
export const MEAN: i32 = 0;
const ABOVE: i32 = 1;
const BESIDE: i32 = 2;

let above: v128 = i16x8.splat(0);
let beside: v128 = i16x8.splat(0);
let corner: i32 = 0;
let mean: i32 = 0;

/** Reads what lies around; 128 where there is nothing. */
export function lookAround(pixels: usize, stride: usize, hasAbove: bool, hasBeside: bool): void {
  const nothing = i16x8.splat(128);
  above = hasAbove ? v128.load_ext<u8>(pixels - stride) : nothing;
  beside = nothing;
  if (hasBeside) {
    const left = pixels - 1;
    let column = i16x8.splat(load<u8>(left));
    column = i16x8.replace_lane(column, 1, load<u8>(left + stride));
    column = i16x8.replace_lane(column, 2, load<u8>(left + 2 * stride));
    column = i16x8.replace_lane(column, 3, load<u8>(left + 3 * stride));
    column = i16x8.replace_lane(column, 4, load<u8>(left + 4 * stride));
    column = i16x8.replace_lane(column, 5, load<u8>(left + 5 * stride));
    column = i16x8.replace_lane(column, 6, load<u8>(left + 6 * stride));
    beside = i16x8.replace_lane(column, 7, load<u8>(left + 7 * stride));
  }
  corner = hasAbove && hasBeside ? (load<u8>(pixels - stride - 1) as i32) : 128;
  if (hasAbove === hasBeside) mean = (sum(above) + sum(beside) + 8) >> 4;
  else mean = (sum(hasAbove ? above : beside) + 4) >> 3;
}

function sum(values: v128): i32 {
  const pairs = i32x4.extadd_pairwise_i16x8_s(values);
  return (
    i32x4.extract_lane(pairs, 0) +
    i32x4.extract_lane(pairs, 1) +
    i32x4.extract_lane(pairs, 2) +
    i32x4.extract_lane(pairs, 3)
  );
}

function distance(a: v128, b: v128): v128 {
  return i16x8.abs(i16x8.sub(a, b));
}

function clamped(values: v128): v128 {
  return i16x8.min_s(i16x8.max_s(values, i16x8.splat(0)), i16x8.splat(255));
}

/** After `lookAround`. @returns the prediction that comes nearest to the source */
export function nearestPrediction(source: usize, stride: usize): i32 {
  const flat = i16x8.splat(mean as i16);
  const slope = i16x8.sub(above, i16x8.splat(corner as i16));
  let column = beside;
  let byMean = i16x8.splat(0);
  let byAbove = byMean;
  let byBeside = byMean;
  let bySlope = byMean;
  for (let row = 0; row < 8; row++) {
    const pixels = v128.load_ext<u8>(source);
    const left = i16x8.splat(i16x8.extract_lane_s(column, 0));
    byMean = i16x8.add(byMean, distance(pixels, flat));
    byAbove = i16x8.add(byAbove, distance(pixels, above));
    byBeside = i16x8.add(byBeside, distance(pixels, left));
    bySlope = i16x8.add(bySlope, distance(pixels, clamped(i16x8.add(slope, left))));
    column = i16x8.shuffle(column, column, 1, 2, 3, 4, 5, 6, 7, 0);
    source += stride;
  }
  let nearest = MEAN;
  let least = sum(byMean);
  const distanceAbove = sum(byAbove);
  if (distanceAbove < least) {
    least = distanceAbove;
    nearest = ABOVE;
  }
  const distanceBeside = sum(byBeside);
  if (distanceBeside < least) {
    least = distanceBeside;
    nearest = BESIDE;
  }
  return sum(bySlope) < least ? 3 : nearest;
}

/** After `lookAround`: writes the prediction. @param how 0 … 3 */
export function predictFromAround(how: i32, pixels: usize, stride: usize): void {
  const flat = i16x8.splat(mean as i16);
  const slope = i16x8.sub(above, i16x8.splat(corner as i16));
  let column = beside;
  for (let row = 0; row < 8; row++) {
    const left = i16x8.splat(i16x8.extract_lane_s(column, 0));
    const values =
      how === MEAN ? flat : how === ABOVE ? above : how === BESIDE ? left : i16x8.add(slope, left);
    v128.store_lane<u64>(pixels, i8x16.narrow_i16x8_u(values, values), 0);
    column = i16x8.shuffle(column, column, 1, 2, 3, 4, 5, 6, 7, 0);
    pixels += stride;
  }
}
