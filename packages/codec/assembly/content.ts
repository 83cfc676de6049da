// What a tile shows: text and flat colour, or a picture of many colours.

import { CHECK, DIFFERS } from './tiles';

/** The colours of a tile of a moving picture are counted one time in so many; whether hardly any pixels are alike there is looked at each time. */
const LOOKED_AT_EVERY: i32 = 32;

/** Of a tile of a moving picture that may have become text, such as at its edge, one row of so many is looked at. */
const LOOKED_AT_ROWS: i32 = 2;

/** One bit for each of so many hashes of a colour. */
const BITS: i32 = 1024;

/** What is narrower has too few neighbours to tell text by. */
const NARROW_PX: i32 = 5;

/** What is looked at of the tile at hand. */
let part: usize = 0;
let partWidthPx: i32 = 0;
let partRows: i32 = 0;
/** The tile beside it that is further within the rect which cuts it, in tiles to the right and down: both are 0 where none does. */
let inwardX: i32 = 0;
let inwardY: i32 = 0;
let isNarrow = false;

/** Looks at what of a tile lies in the rect left … right × top … bottom, which is larger than it; at all of it where nothing does. */
function lookAt(
  frame: usize,
  stridePx: i32,
  x: i32,
  y: i32,
  widthPx: i32,
  rows: i32,
  left: i32,
  top: i32,
  right: i32,
  bottom: i32,
): void {
  const isBeside = x >= right || x + widthPx <= left || y >= bottom || y + rows <= top;
  inwardX = isBeside ? 0 : x < left ? 1 : x + widthPx > right ? -1 : 0;
  inwardY = isBeside ? 0 : y < top ? 1 : y + rows > bottom ? -1 : 0;
  const fromX = inwardX > 0 ? left : x;
  const fromY = inwardY > 0 ? top : y;
  part = frame + (((fromY * stridePx + fromX) as usize) << 2);
  partWidthPx = (inwardX < 0 ? right : x + widthPx) - fromX;
  partRows = (inwardY < 0 ? bottom : y + rows) - fromY;
  isNarrow = inwardX !== 0 && partWidthPx < NARROW_PX;
}

/** Whether what is looked at has so many colours, or as many for its size where it is not all of the tile. */
function partHasColours(stridePx: i32, widthPx: i32, rows: i32, threshold: i32, bitmap: usize): bool {
  const most = widthPx * rows;
  const share = (threshold * partWidthPx * partRows + most - 1) / most;
  return hasColours(part, stridePx, partWidthPx, partRows, share, bitmap);
}

/** Whether that has few pixels that are as the one to the right; of what is narrow, whether most are of colours of their own. */
function partIsRough(stridePx: i32, bitmap: usize): bool {
  return isNarrow
    ? hasColours(part, stridePx, partWidthPx, partRows, (partWidthPx * partRows + 3) >> 2, bitmap)
    : isRough(part, stridePx, partWidthPx, partRows);
}

function partIsText(stridePx: i32, every: i32): bool {
  return !isNarrow && isText(part, stridePx, partWidthPx, partRows, every);
}

/** How often `markKnown` takes a tile that was just marked to be the same again: the tiles are not all counted at the same time. */
function timesKnown(moves: bool, tile: i32): u8 {
  return moves ? ((1 + (tile % LOOKED_AT_EVERY)) as u8) : 0;
}

/**
 * Marks tiles that differ and show many colours.
 * @param heat one byte a tile: how often in a row it changed fast
 * @param many colours that text seldom has in half a tile: every other row is looked at
 * @param few the same for tiles that are hot: of what always moves, only plain things are exact
 * @param hot from this heat on
 * @param warm from this heat on what has many colours is a moving picture
 * @param known one byte a tile, written for those that are marked: for how many times `markKnown` takes it to be the same again
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
  warm: i32,
  known: usize,
  bitmap: usize,
  mark: i32,
): i32 {
  let marked = 0;
  let tile = 0;
  for (let y = 0; y < heightPx; y += tileHeightPx) {
    const rows = min(tileHeightPx, heightPx - y);
    for (let x = 0; x < widthPx; x += tileWidthPx) {
      if (load<u8>(states) === DIFFERS) {
        const warmth = load<u8>(heat) as i32;
        const threshold = warmth >= hot ? few : many;
        const width = min(tileWidthPx, widthPx - x);
        const at = frame + (((y * widthPx + x) as usize) << 2);
        if (
          hasColours(at, widthPx, width, rows, threshold, bitmap) &&
          !isText(at, widthPx, width, rows, 1) &&
          !hasStrokes(frame, widthPx, heightPx, x, y, width, rows, strokeOf(warmth >= warm))
        ) {
          store<u8>(states, mark as u8);
          store<u8>(known, timesKnown(warmth >= warm, tile));
          marked++;
        }
      }
      tile++;
      states++;
      heat++;
      known++;
    }
  }
  return marked;
}

/**
 * Marks what differs in the midst of photographs, and is part of one too though it has fewer colours: two of the tiles around it are marked, or the one
 * further within the rect that cuts it, and few of its pixels are as the one to the right.
 * @param left, top, right, bottom a rect: what differs of a tile lies there, if any of the tile does
 * @param edge colours that it has at least
 * @param heat, warm, known, bitmap, mark as of `markPhotos`, after which this is called
 */
export function markBesidePhotos(
  frame: usize,
  states: usize,
  heat: usize,
  widthPx: i32,
  heightPx: i32,
  tileWidthPx: i32,
  tileHeightPx: i32,
  left: i32,
  top: i32,
  right: i32,
  bottom: i32,
  edge: i32,
  warm: i32,
  known: usize,
  bitmap: usize,
  mark: i32,
): void {
  const columns = (widthPx + tileWidthPx - 1) / tileWidthPx;
  let tile = -1;
  for (let y = 0; y < heightPx; y += tileHeightPx) {
    const rows = min(tileHeightPx, heightPx - y);
    for (let x = 0, column = 0; x < widthPx; x += tileWidthPx, column++) {
      tile++;
      const state = states + (tile as usize);
      if (load<u8>(state) !== DIFFERS) continue;
      const width = min(tileWidthPx, widthPx - x);
      lookAt(frame, widthPx, x, y, width, rows, left, top, right, bottom);
      if (inwardX !== 0 || inwardY !== 0) {
        if (load<u8>(states + ((tile + inwardX + inwardY * columns) as usize)) !== mark) continue;
      } else {
        let beside = 0;
        if (column > 0 && load<u8>(state - 1) === mark) beside++;
        if (column + 1 < columns && load<u8>(state + 1) === mark) beside++;
        if (y > 0 && load<u8>(state - columns) === mark) beside++;
        if (y + rows < heightPx && load<u8>(state + columns) === mark) beside++;
        if (beside < 2) continue;
      }
      if (!partIsRough(widthPx, bitmap) || !partHasColours(widthPx, width, rows, edge, bitmap)) continue;
      const moves = (load<u8>(heat + (tile as usize)) as i32) >= warm;
      if (hasStrokes(frame, widthPx, heightPx, x, y, width, rows, strokeOf(moves))) continue;
      store<u8>(state, mark as u8);
      store<u8>(known + (tile as usize), timesKnown(moves, tile));
    }
  }
}

/**
 * Whether few pixels are as the one to the right, as in what a camera made: text, however dense, stands on something flat.
 * One row of four is looked at, in steps of four pixels; only one of eight where hardly any are alike there, as in nearly all of a film.
 */
function isRough(at: usize, stridePx: i32, widthPx: i32, rows: i32): bool {
  return isAlikeBelow(1, at, stridePx, widthPx, rows, 8) || isAlikeBelow(3, at, stridePx, widthPx, rows, 4);
}

/** Whether fewer than so many eighths of the pixels in one row of so many are as the one to the right. */
function isAlikeBelow(eighths: i32, at: usize, stridePx: i32, widthPx: i32, rows: i32, every: i32): bool {
  const mask = i32x4.splat(0x00ffffff);
  const zero = i32x4.splat(0);
  let alike = zero;
  let pixels = 0;
  for (let row = 0; row < rows; row += every) {
    const end = at + (((widthPx - 1) & ~3) << 2);
    for (let pixel = at; pixel < end; pixel += 16) {
      const apart = v128.and(v128.xor(v128.load(pixel), v128.load(pixel, 4)), mask);
      alike = i32x4.sub(alike, i32x4.eq(apart, zero));
    }
    pixels += (widthPx - 1) & ~3;
    at += ((stridePx * every) as usize) << 2;
  }
  return total(alike) << 3 < eighths * pixels;
}

/** By how much a part of a colour jumps from a pixel to the one to the right where a letter begins or ends, 0 … 255. */
const JUMP: i8 = 40;

/**
 * Whether it is text, whatever number of colours it has: letters that are smoothed in colours have more than a hundred. At least three of
 * eight pixels are as the one to the right, and three of sixteen jump: of a film's tiles hardly any is so, of text's nearly all are.
 * @param every one row of so many is looked at
 */
function isText(at: usize, stridePx: i32, widthPx: i32, rows: i32, every: i32): bool {
  const mask = i32x4.splat(0x00ffffff);
  const zero = i32x4.splat(0);
  const jump = i8x16.splat(JUMP);
  let alike = zero;
  let jumps = zero;
  let pixels = 0;
  for (let row = 0; row < rows; row += every) {
    let pixel = at;
    for (let x = 0; x + 4 < widthPx; x += 4) {
      const one = v128.load(pixel);
      const next = v128.load(pixel, 4);
      const apart = v128.and(v128.or(i8x16.sub_sat_u(one, next), i8x16.sub_sat_u(next, one)), mask);
      alike = i32x4.sub(alike, i32x4.eq(apart, zero));
      jumps = i32x4.sub(jumps, i32x4.ne(i8x16.gt_u(apart, jump), zero));
      pixel += 16;
      pixels += 4;
    }
    at += ((stridePx * every) as usize) << 2;
  }
  return total(alike) << 3 >= 3 * pixels && total(jumps) << 4 >= 3 * pixels;
}

/** By how much more than half of a part of a colour, less half of the green one, differs from what lies two pixels to both sides of a coloured line. */
const STROKE: i8 = 32;
/** The same in a moving picture, which has edges of its own that come as near to one another. */
const STROKE_MOVING: i8 = 64;
/** One such pixel is grain. */
const STROKES: i32 = 2;

function strokeOf(moves: bool): i8 {
  return moves ? STROKE_MOVING : STROKE;
}

/**
 * Whether thin lines, or letters, of another colour than what they stand on run through it: colour that is shared by four pixels blurs them.
 */
function hasStrokes(
  frame: usize,
  stridePx: i32,
  heightPx: i32,
  x: i32,
  y: i32,
  widthPx: i32,
  rows: i32,
  stroke: i8,
): bool {
  const zero = i32x4.splat(0);
  const limit = i8x16.splat(stroke);
  const right = min(x + widthPx, stridePx - 5);
  let strokes = zero;
  for (let row = y; row < y + rows; row++) {
    const start = frame + ((row * stridePx) << 2);
    for (let at = max(x, 2); at < right; at += 4)
      strokes = i32x4.sub(strokes, strokeAt(start + (at << 2), 8, limit));
    if (row >= 2 && row + 2 < heightPx)
      for (let at = x; at < right; at += 4)
        strokes = i32x4.sub(strokes, strokeAt(start + (at << 2), (stridePx as usize) << 3, limit));
    if ((row & 3) === 3 && total(strokes) >= STROKES) return true;
  }
  return total(strokes) >= STROKES;
}

/** For each of four pixels, all bits where it is of another colour than those before and after it, both in the same way. @inline */
function strokeAt(pixel: usize, apart: usize, limit: v128): v128 {
  const colours = coloursAt(pixel);
  const before = i8x16.sub_sat_s(colours, coloursAt(pixel - apart));
  const after = i8x16.sub_sat_s(colours, coloursAt(pixel + apart));
  const more = i8x16.min_s(before, after);
  const less = i8x16.max_s(before, after);
  const stands = v128.or(i8x16.gt_s(more, limit), i8x16.lt_s(less, i8x16.neg(limit)));
  return i32x4.ne(stands, i32x4.splat(0));
}

/** Half of the blue and the red part of four pixels, less half of the green one: −127 … 127, the rest 0. @inline */
function coloursAt(pixel: usize): v128 {
  const half = i8x16.shr_u(v128.load(pixel), 1);
  const green = i8x16.shuffle(half, half, 1, 1, 1, 1, 5, 5, 5, 5, 9, 9, 9, 9, 13, 13, 13, 13);
  return v128.and(i8x16.sub(half, green), i32x4.splat(0x00ff00ff));
}

function total(lanes: v128): i32 {
  return (
    i32x4.extract_lane(lanes, 0) +
    i32x4.extract_lane(lanes, 1) +
    i32x4.extract_lane(lanes, 2) +
    i32x4.extract_lane(lanes, 3)
  );
}

/**
 * Marks tiles that are CHECK, and were part of a moving picture just now, as part of it again where they still look like one: comparing
 * them and counting all their colours would say what is known. Now and then they are counted.
 * @param paintedAtMs 64-bit floats, one a tile: when it was last sent
 * @param sinceMs what was last sent before that is part of nothing that moves
 * @param left, top, right, bottom a rect: what may differ of a tile lies there, if any of the tile does
 * @param known one byte a tile, of `markPhotos`; 0 for those that are to be compared
 * @param few, bitmap, mark as there
 */
export function markKnown(
  frame: usize,
  states: usize,
  paintedAtMs: usize,
  widthPx: i32,
  heightPx: i32,
  tileWidthPx: i32,
  tileHeightPx: i32,
  left: i32,
  top: i32,
  right: i32,
  bottom: i32,
  sinceMs: f64,
  few: i32,
  edge: i32,
  known: usize,
  bitmap: usize,
  mark: i32,
): void {
  for (let y = 0; y < heightPx; y += tileHeightPx) {
    const rows = min(tileHeightPx, heightPx - y);
    for (let x = 0; x < widthPx; x += tileWidthPx) {
      const times = load<u8>(known);
      if (times > 0 && load<u8>(states) === CHECK) {
        const width = min(tileWidthPx, widthPx - x);
        lookAt(frame, widthPx, x, y, width, rows, left, top, right, bottom);
        const moves = load<f64>(paintedAtMs) >= sinceMs;
        const rough = moves && partIsRough(widthPx, bitmap);
        // What is rough is no text, but for what lies between the rows that were looked at.
        const isKnown =
          (rough && times > 1) ||
          (moves &&
            partHasColours(widthPx, width, rows, rough ? few : edge, bitmap) &&
            !partIsText(widthPx, LOOKED_AT_ROWS) &&
            !hasStrokes(frame, widthPx, heightPx, x, y, width, rows, STROKE_MOVING));
        store<u8>(known, !isKnown ? 0 : times > 1 ? times - 1 : (LOOKED_AT_EVERY as u8));
        if (isKnown) store<u8>(states, mark as u8);
      }
      states++;
      known++;
      paintedAtMs += 8;
    }
  }
}

/**
 * Whether two rects are about the same. The last pixels of a width that is no multiple of four are not looked at.
 * @param most the largest difference of a colour's part, 0 … 255
 * @param mean the largest mean difference of those; below 0 nothing is
 */
export function isClose(
  a: usize,
  b: usize,
  stridePx: i32,
  widthPx: i32,
  rows: i32,
  most: i32,
  mean: i32,
): bool {
  const mask = i32x4.splat(0x00ffffff);
  const vectors = widthPx >> 2;
  if (vectors === 0) return false;
  const limit = i8x16.splat(most as i8);
  let sums = i32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    let largest = i32x4.splat(0);
    let offset: usize = 0;
    for (let i = 0; i < vectors; i++) {
      const one = v128.load(a + offset);
      const other = v128.load(b + offset);
      const apart = v128.and(v128.or(i8x16.sub_sat_u(one, other), i8x16.sub_sat_u(other, one)), mask);
      largest = i8x16.max_u(largest, apart);
      sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(apart)));
      offset += 16;
    }
    // Most of what is not close is not so from its first rows on.
    if (v128.any_true(i8x16.gt_u(largest, limit))) return false;
    a += (stridePx as usize) << 2;
    b += (stridePx as usize) << 2;
  }
  return total(sums) <= mean * 3 * 4 * vectors * rows;
}

export function hasColours(
  at: usize,
  stridePx: i32,
  widthPx: i32,
  rows: i32,
  threshold: i32,
  bitmap: usize,
): bool {
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
