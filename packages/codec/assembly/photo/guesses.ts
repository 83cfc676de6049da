// What both ends of a photograph do alike (PROTOCOL.md UP6, UP11). A pixel is three numbers, 0 … 255: green, red − green + 128 and blue − green + 128, each mod
// 256: one lane of 16 bits each.

/** What is guessed of the first pixel, and grey. */
export const MIDDLE: u8 = 128;

/** Sixteen for each of three numbers, by how far the guess before was off (7) and how much changes around (8). */
export const MODELS: i32 = 3 * 7 * 8 * 16;
/** Where they lie in those: whether a guess is off, below or above, how far as the number of bits, and the bit after the highest. */
export const IS_BELOW: usize = 4;
export const BITS: usize = 8;
export const NEXT_BIT: usize = 32;

const NUMBER_BYTES: usize = 7 * 8 * 64;
const STATE_BYTES: i32 = MODELS * 4;

export function photoStateBytes(): i32 {
  return STATE_BYTES;
}

/** Takes a pixel apart. */
export function numbersOf(pixel: usize, isRgba: bool): v128 {
  const bytes = v128.load32_zero(pixel);
  const zero = i32x4.splat(0);
  const greenFirst = isRgba
    ? i8x16.shuffle(bytes, zero, 1, 16, 0, 16, 2, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16)
    : i8x16.shuffle(bytes, zero, 1, 16, 2, 16, 0, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16);
  const greens = i8x16.shuffle(bytes, zero, 16, 16, 1, 16, 1, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16);
  const numbers = i16x8.add(i16x8.sub(greenFirst, greens), i16x8(0, MIDDLE, MIDDLE, 0, 0, 0, 0, 0));
  return v128.and(numbers, i16x8.splat(0xff));
}

/** The middle one of left, above, and what continues both evenly (M. J. Weinberger, G. Seroussi, G. Sapiro, LOCO-I, 1996). */
export function guess(left: v128, above: v128, aboveLeft: v128): v128 {
  const even = i16x8.sub(i16x8.add(left, above), aboveLeft);
  const least = i16x8.min_s(left, above);
  const most = i16x8.max_s(left, above);
  return i16x8.max_s(i16x8.min_s(even, most), least);
}

/** How much changes around. */
export function changeAround(left: v128, above: v128, aboveLeft: v128, aboveRight: v128): v128 {
  return i16x8.add(
    i16x8.abs(i16x8.sub(left, aboveLeft)),
    i16x8.add(i16x8.abs(i16x8.sub(above, aboveLeft)), i16x8.abs(i16x8.sub(above, aboveRight))),
  );
}

/**
 * @param number 0: green, 1: red, 2: blue
 * @param change around it, 0 … 765
 * @param before how far the guess of the number before was off, −128 … 127; 0 for green
 * @returns the models of a number
 */
export function modelsOf(state: usize, number: usize, change: i32, before: i32): usize {
  const rough = min(7, 32 - clz(change)) as usize;
  const size = min(3, 32 - clz(abs(before))) as usize;
  const off = before < 0 ? size + 3 : size;
  return state + number * NUMBER_BYTES + (off * 8 + rough) * 64;
}
