// How the 64 levels of a block become bits: along the zigzag, after each level that is not 0 whether it was the last; each with
// a model by where it is and how large the one before was.
import { decodeBit, decodeNumber, decodeRawBit, encodeBit, encodeNumber, encodeRawBit } from '../range-coder';

const BANDS: i32 = 16;
const SIZES: i32 = 3;
const SIZE_PLACES: i32 = 3;
/** Bytes of models for one kind of block. */
const OF_BANDS: usize = ((BANDS * SIZES) as usize) << 2;
const MORE: usize = 0;
const LAST: usize = OF_BANDS;
const ABOVE_1: usize = 2 * OF_BANDS;
const ABOVE_2: usize = ABOVE_1 + 64;
const NUMBER: usize = ABOVE_2 + 64;
export const LEVEL_MODELS_BYTES: usize = NUMBER + 64;

/** Zigzag place to level, level to zigzag place, and zigzag place to the offset of its models: 64 bytes each. */
export const SCAN_BYTES: usize = 256;
const PLACES: usize = 64;
const BAND_OFFSETS: usize = 128;

export function makeScan(scan: usize): void {
  let row = 0;
  let column = 0;
  for (let place = 0; place < 64; place++) {
    const level = (row << 3) | column;
    store<u8>(scan + (place as usize), level as u8);
    store<u8>(scan + (level as usize), place as u8, PLACES);
    store<u8>(scan + (place as usize), (bandOf(place) * SIZES) as u8, BAND_OFFSETS);
    if (((row + column) & 1) === 0) {
      if (column === 7) row++;
      else {
        column++;
        if (row > 0) row--;
      }
    } else if (row === 7) column++;
    else {
      row++;
      if (column > 0) column--;
    }
  }
}

function bandOf(place: i32): i32 {
  if (place < 6) return place;
  if (place < 10) return 6 + ((place - 6) >> 1);
  if (place < 16) return 8 + (place - 10) / 3;
  if (place < 28) return 10 + (place - 16) / 6;
  return 12 + (place - 28) / 9;
}

function sizeModels(models: usize, place: i32, before: i32): usize {
  const group = place === 0 ? 0 : place < 6 ? 1 : 2;
  return models + (((group * SIZE_PLACES + before) as usize) << 2);
}

/** @returns the mask of `forward` in the order of the zigzag */
export function zigzagMask(mask: u64, scan: usize): u64 {
  let ordered: u64 = 0;
  while (mask !== 0) {
    ordered |= (1 as u64) << (load<u8>(scan + (ctz(mask) as usize), PLACES) as u64);
    mask &= mask - 1;
  }
  return ordered;
}

/** @param mask which levels are not 0, in the order of the zigzag; at least one */
export function encodeLevels(levels: usize, mask: u64, scan: usize, models: usize): void {
  let place = 0;
  let before = 0;
  for (;;) {
    let band = bandModels(scan, models, place, before);
    while (((mask >> (place as u64)) & 1) === 0) {
      encodeBit(band + MORE, false);
      place++;
      before = 0;
      band = bandModels(scan, models, place, 0);
    }
    if (place < 63) encodeBit(band + MORE, true);
    const level = load<i16>(levels + ((load<u8>(scan + (place as usize)) as usize) << 1)) as i32;
    const size = abs(level);
    const sized = sizeModels(models, place, before);
    encodeBit(sized + ABOVE_1, size > 1);
    if (size > 1) {
      encodeBit(sized + ABOVE_2, size > 2);
      if (size > 2) encodeNumber(models + NUMBER, size - 3);
    }
    encodeRawBit(level < 0);
    before = size > 1 ? 2 : 1;
    if (place === 63) return;
    place++;
    const last = mask >> (place as u64) === 0;
    encodeBit(bandModels(scan, models, place, before) + LAST, last);
    if (last) return;
  }
}

function bandModels(scan: usize, models: usize, place: i32, before: i32): usize {
  return models + (((load<u8>(scan + (place as usize), BAND_OFFSETS) as i32) + before) << 2);
}

/**
 * @param levels 64 × 16 bits, all 0; written
 * @returns the zigzag place of the last level that is not 0
 */
export function decodeLevels(levels: usize, scan: usize, models: usize): i32 {
  let place = 0;
  let before = 0;
  let last = false;
  do {
    while (place < 63 && !decodeBit(bandModels(scan, models, place, before) + MORE)) {
      place++;
      before = 0;
    }
    const sized = sizeModels(models, place, before);
    let size: i32 = 1;
    if (decodeBit(sized + ABOVE_1))
      size = decodeBit(sized + ABOVE_2) ? 3 + (decodeNumber(models + NUMBER) as i32) : 2;
    const level = decodeRawBit() ? -size : size;
    store<i16>(levels + ((load<u8>(scan + (place as usize)) as usize) << 1), level as i16);
    before = size > 1 ? 2 : 1;
    place++;
    last = place === 64 || decodeBit(bandModels(scan, models, place, before) + LAST);
  } while (!last);
  return place - 1;
}
