// The other way round than encoder.ts. Whatever the bytes are, nothing but the rect is painted.
import { decodeBit, decodedTooFar, decodeRaw } from '../range-coder';
import { BITS, changeAround, guess, IS_BELOW, MIDDLE, modelsOf, NEXT_BIT, numbersOf } from './guesses';

const OPAQUE: u32 = 0xff000000;

/**
 * Paints what `encodePhoto` made of one rect.
 * @param picture RGBA, stridePx a row
 * @param state `photoStateBytes`, of this screen
 * @returns 0, or 1 when the bytes end too soon; some rows may have been painted then
 */
export function decodePhoto(
  picture: usize,
  stridePx: i32,
  xPx: i32,
  yPx: i32,
  widthPx: i32,
  heightPx: i32,
  state: usize,
): i32 {
  for (let y = 0; y < heightPx; y++) {
    const pixels = picture + ((((yPx + y) * stridePx + xPx) as usize) << 2);
    decodeRow(pixels, y > 0 ? (stridePx as usize) << 2 : 0, widthPx, state);
    if (decodedTooFar()) return 1;
  }
  return 0;
}

/** @param upBytes to the row above; 0 in the first */
function decodeRow(pixels: usize, upBytes: usize, widthPx: i32, state: usize): void {
  const end = pixels + ((widthPx as usize) << 2);
  const isFirst = upBytes === 0;
  let above = isFirst ? i16x8.splat(MIDDLE) : numbersOf(pixels - upBytes, true);
  let left = above;
  let aboveLeft = above;
  for (let pixel = pixels; pixel < end; pixel += 4) {
    const aboveRight = isFirst ? left : pixel + 4 < end ? numbersOf(pixel + 4 - upBytes, true) : above;
    if (isFirst) above = left;
    const guessed = guess(left, above, aboveLeft);
    const change = changeAround(left, above, aboveLeft, aboveRight);
    const greenOff = decodeOff(modelsOf(state, 0, i16x8.extract_lane_s(change, 0), 0));
    const redOff = decodeOff(modelsOf(state, 1, i16x8.extract_lane_s(change, 1), greenOff));
    const blueOff = decodeOff(modelsOf(state, 2, i16x8.extract_lane_s(change, 2), redOff));
    const green = (i16x8.extract_lane_s(guessed, 0) + greenOff) & 0xff;
    const red = (i16x8.extract_lane_s(guessed, 1) + redOff + green - MIDDLE) & 0xff;
    const blue = (i16x8.extract_lane_s(guessed, 2) + blueOff + green - MIDDLE) & 0xff;
    store<u32>(pixel, OPAQUE | (blue << 16) | (green << 8) | red);
    left = numbersOf(pixel, true);
    aboveLeft = isFirst ? left : above;
    above = aboveRight;
  }
}

/** @returns −128 … 127, or up to 255 away from 0 when no encoder wrote it */
function decodeOff(models: usize): i32 {
  if (!decodeBit(models)) return 0;
  const isBelow = decodeBit(models + IS_BELOW);
  let bits: u32 = 0;
  while (bits < 7 && decodeBit(models + BITS + (bits << 2))) bits++;
  let far: u32 = 1;
  if (bits > 0) {
    far = 2 | (decodeBit(models + NEXT_BIT + (bits << 2)) ? 1 : 0);
    far = (far << (bits - 1)) | decodeRaw(bits - 1);
  }
  return isBelow ? -(far as i32) : (far as i32);
}
