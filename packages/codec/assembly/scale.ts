// Making a picture smaller.

/**
 * Scales a rect of the target from the source: each pixel is the mean of the area that it stands for, edges in
 * proportion. Lines stay as sharp as fewer pixels allow, and nothing flickers when content moves.
 * @param source, target BGRX; the target no larger than the source either way
 */
export function scaleRect(
  source: usize,
  sourceWidthPx: i32,
  sourceHeightPx: i32,
  target: usize,
  targetWidthPx: i32,
  targetHeightPx: i32,
  xPx: i32,
  yPx: i32,
  widthPx: i32,
  heightPx: i32,
): void {
  // 1/256 of a source pixel: a column's or row's share of an area.
  const stepX = (((sourceWidthPx as i64) << 16) / (targetWidthPx as i64)) as i32;
  const stepY = (((sourceHeightPx as i64) << 16) / (targetHeightPx as i64)) as i32;
  const half = f32x4.splat(0.5);
  for (let row = yPx; row < yPx + heightPx; row++) {
    const top = row * stepY;
    const bottom = min(top + stepY, sourceHeightPx << 16);
    let to = target + (((row * targetWidthPx + xPx) as usize) << 2);
    for (let column = xPx; column < xPx + widthPx; column++) {
      const left = column * stepX;
      const right = min(left + stepX, sourceWidthPx << 16);
      let sum = f32x4.splat(0);
      let weight: f32 = 0;
      for (let y = top >> 16; y << 16 < bottom; y++) {
        const shareY = (min(bottom, (y + 1) << 16) - max(top, y << 16)) as f32;
        let from = source + (((y * sourceWidthPx + (left >> 16)) as usize) << 2);
        for (let x = left >> 16; x << 16 < right; x++) {
          const share = shareY * ((min(right, (x + 1) << 16) - max(left, x << 16)) as f32);
          const pixel = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(from)));
          sum = f32x4.add(sum, f32x4.mul(f32x4.convert_i32x4_s(pixel), f32x4.splat(share)));
          weight += share;
          from += 4;
        }
      }
      const mean = f32x4.add(f32x4.div(sum, f32x4.splat(weight)), half);
      const words = i32x4.trunc_sat_f32x4_s(mean);
      const shorts = i16x8.narrow_i32x4_s(words, words);
      v128.store32_lane(to, i8x16.narrow_i16x8_u(shorts, shorts), 0);
      to += 4;
    }
  }
}
