// Rects of the frame, row by row.
import { encodeBit, encodedTo, encodeRaw, mark, rewind } from '../range-coder';
import {
  BITS,
  changeAround,
  guess,
  IS_BELOW,
  MIDDLE,
  MODELS,
  modelsOf,
  NEXT_BIT,
  numbersOf,
} from './guesses';

/** More than one pixel can ever take, in bytes, and what ends them all. */
const PIXEL_BOUND: usize = 48;
const END_BYTES: usize = 4;

/**
 * Encodes one rect of the frame, row by row, as far as there is room.
 * @param state `photoStateBytes`, of this screen
 * @param out where all bytes since `startWriting` go
 * @param capacity in bytes, of all of them
 * @param scratch room for the state
 * @returns how many rows were written
 */
export function encodePhoto(
  frame: usize,
  stridePx: i32,
  xPx: i32,
  yPx: i32,
  widthPx: i32,
  heightPx: i32,
  state: usize,
  out: usize,
  capacity: usize,
  scratch: usize,
): i32 {
  for (let y = 0; y < heightPx; y++) {
    const pixels = frame + ((((yPx + y) * stridePx + xPx) as usize) << 2);
    const mayNotFit = encodedTo() - out + (widthPx as usize) * PIXEL_BOUND + END_BYTES > capacity;
    if (mayNotFit) {
      mark();
      memory.copy(scratch, state, MODELS << 2);
    }
    encodeRow(pixels, y > 0 ? (stridePx as usize) << 2 : 0, widthPx, state);
    if (mayNotFit && encodedTo() - out + END_BYTES > capacity) {
      rewind();
      memory.copy(state, scratch, MODELS << 2);
      return y;
    }
  }
  return heightPx;
}

/** @param upBytes to the row above; 0 in the first */
function encodeRow(pixels: usize, upBytes: usize, widthPx: i32, state: usize): void {
  const end = pixels + ((widthPx as usize) << 2);
  const isFirst = upBytes === 0;
  let above = isFirst ? i16x8.splat(MIDDLE) : numbersOf(pixels - upBytes, false);
  let left = above;
  let aboveLeft = above;
  for (let pixel = pixels; pixel < end; pixel += 4) {
    const aboveRight = isFirst ? left : pixel + 4 < end ? numbersOf(pixel + 4 - upBytes, false) : above;
    if (isFirst) above = left;
    const numbers = numbersOf(pixel, false);
    const off = i16x8.shr_s(i16x8.shl(i16x8.sub(numbers, guess(left, above, aboveLeft)), 8), 8);
    const change = changeAround(left, above, aboveLeft, aboveRight);
    const green = i16x8.extract_lane_s(off, 0);
    const red = i16x8.extract_lane_s(off, 1);
    encodeOff(modelsOf(state, 0, i16x8.extract_lane_s(change, 0), 0), green);
    encodeOff(modelsOf(state, 1, i16x8.extract_lane_s(change, 1), green), red);
    encodeOff(modelsOf(state, 2, i16x8.extract_lane_s(change, 2), red), i16x8.extract_lane_s(off, 2));
    left = numbers;
    aboveLeft = isFirst ? left : above;
    above = aboveRight;
  }
}

/** @param off −128 … 127 */
function encodeOff(models: usize, off: i32): void {
  encodeBit(models, off !== 0);
  if (off === 0) return;
  encodeBit(models + IS_BELOW, off < 0);
  const far = abs(off) as u32;
  const bits: u32 = 31 - clz(far);
  for (let i: u32 = 0; i < bits; i++) encodeBit(models + BITS + (i << 2), true);
  if (bits < 7) encodeBit(models + BITS + (bits << 2), false);
  if (bits === 0) return;
  encodeBit(models + NEXT_BIT + (bits << 2), ((far >>> (bits - 1)) & 1) === 1);
  encodeRaw(far & ((1 << (bits - 1)) - 1), bits - 1);
}
