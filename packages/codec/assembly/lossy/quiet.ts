// Which blocks of 8 × 8 pixels are predicted so well that nothing of their difference would be left after the quantiser: it is small everywhere, and no
// quarter of the block is lighter or darker than it should be. A level of 1 here and there is lost, and its bits are saved.

/** A difference of which so many steps are left in all, and so many quarters of a step in each quarter of a block, is nothing. */
const NOTHING: i32 = 20;
const NOTHING_OF_A_QUARTER: i32 = 16;

/** What eight neighbours of two rows are lighter, and darker, than predicted: 16 bits for each two pixels. */
function lighter(a: v128, b: v128): v128 {
  return i16x8.extadd_pairwise_i8x16_u(i8x16.sub_sat_u(a, b));
}

/**
 * @param above, below what each two pixels of the upper and the lower four rows are lighter (`more`) and darker (`less`), added up
 * @param step of the quantiser
 * @returns one bit for each of two neighbouring blocks that is not quiet
 */
function loud(moreAbove: v128, lessAbove: v128, moreBelow: v128, lessBelow: v128, step: i32): i32 {
  const mostOfAQuarter = i32x4.splat((step * NOTHING_OF_A_QUARTER) >> 2);
  const above = i32x4.extadd_pairwise_i16x8_s(i16x8.sub(moreAbove, lessAbove));
  const below = i32x4.extadd_pairwise_i16x8_s(i16x8.sub(moreBelow, lessBelow));
  const size = i32x4.extadd_pairwise_i16x8_u(
    i16x8.add(i16x8.add(moreAbove, lessAbove), i16x8.add(moreBelow, lessBelow)),
  );
  const whole = i32x4.add(size, i32x4.shuffle(size, size, 1, 0, 3, 2));
  const isOff = v128.or(
    i32x4.gt_s(i32x4.abs(above), mostOfAQuarter),
    i32x4.gt_s(i32x4.abs(below), mostOfAQuarter),
  );
  const bits = i32x4.bitmask(v128.or(isOff, i32x4.gt_s(whole, i32x4.splat(step * NOTHING))));
  return ((bits & 3) !== 0 ? 1 : 0) | (bits >> 2 !== 0 ? 2 : 0);
}

/** @param source 8 rows of 16 pixels without gaps @returns one bit for each of two neighbouring blocks that is not quiet */
function loudLuma(source: usize, predicted: usize, stride: usize, step: i32): i32 {
  let moreAbove = i16x8.splat(0);
  let lessAbove = moreAbove;
  let moreBelow = moreAbove;
  let lessBelow = moreAbove;
  for (let row = 0; row < 4; row++) {
    const a = v128.load(source);
    const b = v128.load(predicted);
    moreAbove = i16x8.add(moreAbove, lighter(a, b));
    lessAbove = i16x8.add(lessAbove, lighter(b, a));
    const c = v128.load(source, 64);
    const d = v128.load(predicted + (stride << 2));
    moreBelow = i16x8.add(moreBelow, lighter(c, d));
    lessBelow = i16x8.add(lessBelow, lighter(d, c));
    source += 16;
    predicted += stride;
  }
  return loud(moreAbove, lessAbove, moreBelow, lessBelow, step);
}

/** The same of both colours. @param source 8 × 8 of one without gaps, then of the other */
function loudChroma(source: usize, orange: usize, grass: usize, stride: usize, step: i32): i32 {
  let moreAbove = i16x8.splat(0);
  let lessAbove = moreAbove;
  let moreBelow = moreAbove;
  let lessBelow = moreAbove;
  for (let row = 0; row < 4; row++) {
    const a = v128.load64_lane(source, v128.load64_zero(source), 1, 64);
    const b = v128.load64_lane(grass, v128.load64_zero(orange), 1);
    moreAbove = i16x8.add(moreAbove, lighter(a, b));
    lessAbove = i16x8.add(lessAbove, lighter(b, a));
    const c = v128.load64_lane(source, v128.load64_zero(source, 32), 1, 96);
    const d = v128.load64_lane(grass + (stride << 2), v128.load64_zero(orange + (stride << 2)), 1);
    moreBelow = i16x8.add(moreBelow, lighter(c, d));
    lessBelow = i16x8.add(lessBelow, lighter(d, c));
    source += 8;
    orange += stride;
    grass += stride;
  }
  return loud(moreAbove, lessAbove, moreBelow, lessBelow, step);
}

/**
 * @param source a cell of the frame: 256 bytes of Y, 64 of Co, 64 of Cg
 * @param y, orange, grass the same as predicted, of which the strides say how far rows are apart
 * @param step of the quantiser
 * @returns one bit for each of six blocks that are not quiet: four of Y, Co, Cg
 */
export function loudBlocks(
  source: usize,
  y: usize,
  strideY: usize,
  orange: usize,
  grass: usize,
  strideC: usize,
  step: i32,
): i32 {
  const upper = loudLuma(source, y, strideY, step);
  const lower = loudLuma(source + 128, y + (strideY << 3), strideY, step);
  return upper | (lower << 2) | (loudChroma(source + 256, orange, grass, strideC, step) << 4);
}
