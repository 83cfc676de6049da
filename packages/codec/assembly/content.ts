// What a tile shows: text and flat colour, or a picture of many colours.

import { DIFFERS } from './tiles';

/** One bit for each of so many hashes of a colour. */
const BITS: i32 = 1024;

/**
 * Marks tiles that differ and show many colours.
 * @param heat one byte a tile: how often in a row it changed fast
 * @param many colours that text, however smoothed, does not have in half a tile: every other row is looked at
 * @param few the same for tiles that are hot: of what always moves, only plain things are exact
 * @param hot from this heat on
 * @param bitmap 128 bytes to work in
 * @param mark what their state becomes
 * @returns how many they are
 */
export function markPhotos(
  frame: usize,
  states: usize,
  heat: usize,
  widthPx: i32,
  heightPx: i32,
  tileWidthPx: i32,
  tileHeightPx: i32,
  many: i32,
  few: i32,
  hot: i32,
  bitmap: usize,
  mark: i32,
): i32 {
  let marked = 0;
  for (let y = 0; y < heightPx; y += tileHeightPx) {
    const rows = min(tileHeightPx, heightPx - y);
    for (let x = 0; x < widthPx; x += tileWidthPx) {
      if (load<u8>(states) === DIFFERS) {
        const threshold = (load<u8>(heat) as i32) >= hot ? few : many;
        const width = min(tileWidthPx, widthPx - x);
        const at = frame + (((y * widthPx + x) as usize) << 2);
        if (hasColours(at, widthPx, width, rows, threshold, bitmap)) {
          store<u8>(states, mark as u8);
          marked++;
        }
      }
      states++;
      heat++;
    }
  }
  return marked;
}

function hasColours(at: usize, stridePx: i32, widthPx: i32, rows: i32, threshold: i32, bitmap: usize): bool {
  memory.fill(bitmap, 0, BITS >> 3);
  let colours = 0;
  let last: u32 = 0xffff_ffff;
  const mask = i32x4.splat(0x00ffffff);
  for (let row = 0; row < rows; row += 2) {
    let pixel = at;
    for (let x = 0; x < widthPx; x++) {
      const colour = load<u32>(pixel) & 0x00ffffff;
      pixel += 4;
      if (colour === last) {
        // Most of a page is flat: four more at once.
        while (
          x + 4 < widthPx &&
          v128.any_true(v128.and(v128.xor(v128.load(pixel), i32x4.splat(last)), mask)) === false
        ) {
          pixel += 16;
          x += 4;
        }
        continue;
      }
      last = colour;
      const bit = (colour * 0x9e3779b1) >>> 22;
      const word = bitmap + (((bit >>> 5) as usize) << 2);
      const flag: u32 = 1 << (bit & 31);
      if ((load<u32>(word) & flag) !== 0) continue;
      store<u32>(word, load<u32>(word) | flag);
      if (++colours >= threshold) return true;
    }
    at += (stridePx as usize) << 3;
  }
  return false;
}
