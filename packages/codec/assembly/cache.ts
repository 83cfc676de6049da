// Tiles that are kept, and how they are told apart.

import { sameTile } from './tiles';

/** How long the key of `hashTiles` is: a word for each of a tile's pixels, and as many again as the second sum is shifted. */
const SHIFT_BYTES: usize = 16;

/**
 * Hashes tiles with a secret key: two sums of products as in NH (UMAC, RFC 4418, section 5.2), 64 bits each. For any two
 * tiles that differ, the chance that one of the sums is the same is 2^-32 over the choice of the key.
 * @param states only tiles in this state are hashed
 * @param key a random word for each pixel of a tile, and 4 more
 * @param out 16 bytes a tile, row by row; those of other tiles stay as they are
 */
export function hashTiles(
  picture: usize,
  states: usize,
  state: i32,
  widthPx: i32,
  heightPx: i32,
  tileWidthPx: i32,
  tileHeightPx: i32,
  key: usize,
  out: usize,
): void {
  const columns = (widthPx + tileWidthPx - 1) / tileWidthPx;
  for (let y = 0; y < heightPx; y += tileHeightPx) {
    const rows = min(tileHeightPx, heightPx - y);
    let any = false;
    // Tiles that are cut at an edge are another kind of tile: they hold other places.
    for (let column = 0; column < columns; column++) {
      if (load<u8>(states + column) !== (state as u8)) continue;
      const size = (min(tileWidthPx, widthPx - column * tileWidthPx) << 8) | rows;
      v128.store(out + ((column as usize) << 4), i64x2.splat(size as i64));
      any = true;
    }
    // Row by row of pixels, as they lie in memory: see `comparePending`.
    for (let row = 0; any && row < rows; row++) {
      const pixels = picture + (((row * widthPx) as usize) << 2);
      const words = key + (((row * tileWidthPx) as usize) << 2);
      for (let x = 0, column = 0; x < widthPx; x += tileWidthPx, column++) {
        if (load<u8>(states + column) !== (state as u8)) continue;
        const sums = out + ((column as usize) << 4);
        const tilePx = min(tileWidthPx, widthPx - x);
        v128.store(sums, i64x2.add(v128.load(sums), hashRow(pixels + ((x as usize) << 2), tilePx, words)));
      }
    }
    picture += ((rows * widthPx) as usize) << 2;
    states += columns;
    out += (columns as usize) << 4;
  }
}

/** What a row of a tile's pixels adds to its two sums. */
function hashRow(pixel: usize, widthPx: i32, word: usize): v128 {
  const mask = i32x4.splat(0x00ffffff);
  let first = i64x2.splat(0);
  let second = i64x2.splat(0);
  for (const end = pixel + (((widthPx & ~3) as usize) << 2); pixel < end; pixel += 16) {
    const pixels = v128.and(v128.load(pixel), mask);
    first = i64x2.add(first, products(i32x4.add(pixels, v128.load(word))));
    second = i64x2.add(second, products(i32x4.add(pixels, v128.load(word + SHIFT_BYTES))));
    word += 16;
  }
  const rest = widthPx & 3;
  if (rest > 0) {
    let pixels = i32x4.splat(0);
    pixels = i32x4.replace_lane(pixels, 0, load<u32>(pixel));
    if (rest > 1) pixels = i32x4.replace_lane(pixels, 1, load<u32>(pixel, 4));
    if (rest > 2) pixels = i32x4.replace_lane(pixels, 2, load<u32>(pixel, 8));
    pixels = v128.and(pixels, mask);
    first = i64x2.add(first, products(i32x4.add(pixels, v128.load(word))));
    second = i64x2.add(second, products(i32x4.add(pixels, v128.load(word + SHIFT_BYTES))));
  }
  return i64x2.add(i64x2.shuffle(first, second, 0, 2), i64x2.shuffle(first, second, 1, 3));
}

/** The first two words by the last two: 64 bits each. */
function products(words: v128): v128 {
  return i64x2.extmul_low_i32x4_u(words, i32x4.shuffle(words, words, 2, 3, 0, 1));
}

/** Keeps a tile of the picture as it is. @param cell as large as a whole tile */
export function keepTile(
  picture: usize,
  stridePx: i32,
  xPx: i32,
  yPx: i32,
  widthPx: i32,
  heightPx: i32,
  cell: usize,
): void {
  let from = picture + (((yPx * stridePx + xPx) as usize) << 2);
  for (let row = 0; row < heightPx; row++) {
    memory.copy(cell, from, (widthPx as usize) << 2);
    from += (stridePx as usize) << 2;
    cell += (widthPx as usize) << 2;
  }
}

/**
 * Paints a tile, or a part of one, as it was kept; opaque, also where nothing was kept.
 * @param cell its first pixel
 * @param cellStridePx how wide the tile was that was kept
 */
export function recallTile(
  picture: usize,
  stridePx: i32,
  xPx: i32,
  yPx: i32,
  widthPx: i32,
  heightPx: i32,
  cell: usize,
  cellStridePx: i32,
): void {
  const opaque = i32x4.splat(0xff000000);
  const vectors = widthPx >> 2;
  const rest = widthPx & 3;
  let to = picture + (((yPx * stridePx + xPx) as usize) << 2);
  for (let row = 0; row < heightPx; row++) {
    let pixel = to;
    for (let i = 0; i < vectors; i++) {
      v128.store(pixel, v128.or(v128.load(cell), opaque));
      pixel += 16;
      cell += 16;
    }
    for (let i = 0; i < rest; i++) {
      store<u32>(pixel, load<u32>(cell) | 0xff000000);
      pixel += 4;
      cell += 4;
    }
    to += (stridePx as usize) << 2;
    cell += ((cellStridePx - widthPx) as usize) << 2;
  }
}

/** @returns how many pixels of two rects of pictures of the same width are alike, of one row in four */
export function countAlike(
  a: usize,
  b: usize,
  stridePx: i32,
  xPx: i32,
  yPx: i32,
  widthPx: i32,
  heightPx: i32,
): i32 {
  const start = ((yPx * stridePx + xPx) as usize) << 2;
  let alike = 0;
  for (let row = 0; row < heightPx; row += 4) {
    let at = start + (((row * stridePx) as usize) << 2);
    for (let x = 0; x < widthPx; x++) {
      if (((load<u32>(a + at) ^ load<u32>(b + at)) & 0x00ffffff) === 0) alike++;
      at += 4;
    }
  }
  return alike;
}

/**
 * Finds tiles of which something that differs from the reference looks as in a third picture.
 * @param under as large as the frame
 * @param states tiles in this state are looked at
 * @param least pixels that are worth it
 * @param mark what their state becomes
 * @param rects four bytes a tile, row by row: left, top, width and height of what looks so, from the tile's corner; written for those that are marked
 * @returns how many they are
 */
export function uncoverTiles(
  frame: usize,
  reference: usize,
  under: usize,
  states: usize,
  state: i32,
  widthPx: i32,
  heightPx: i32,
  tileWidthPx: i32,
  tileHeightPx: i32,
  least: i32,
  mark: i32,
  rects: usize,
): i32 {
  let marked = 0;
  for (let y = 0; y < heightPx; y += tileHeightPx) {
    const rows = min(tileHeightPx, heightPx - y);
    for (let x = 0; x < widthPx; x += tileWidthPx) {
      if (load<u8>(states) === (state as u8)) {
        const at = ((y * widthPx + x) as usize) << 2;
        const columns = min(tileWidthPx, widthPx - x);
        if (uncoverTile(frame + at, reference + at, under + at, widthPx, columns, rows, least, rects)) {
          store<u8>(states, mark as u8);
          marked++;
        }
      }
      states++;
      rects += 4;
    }
  }
  return marked;
}

/** Around all that came out, the longest run of rows, or of columns, in which nothing else is; of that what came out. */
function uncoverTile(
  frame: usize,
  reference: usize,
  under: usize,
  stridePx: i32,
  columns: i32,
  rows: i32,
  least: i32,
  rect: usize,
): bool {
  findOut(frame, reference, under, stridePx, 0, 0, columns, rows);
  let left = outLeft;
  let top = outTop;
  let width = outRight - left;
  let height = outBottom - top;
  if (width * height < least || outBottom === 0) return false;
  const corner = ((top * stridePx + left) as usize) << 2;
  const wanted = frame + corner;
  const there = under + corner;
  if (!sameTile(wanted, there, stridePx, width, height)) {
    findRun(wanted, there, stridePx, width, 1, height, stridePx);
    const firstRow = runFirst;
    const runRows = runLength;
    findRun(wanted, there, stridePx, 1, height, width, 1);
    if (max(runRows * width, runLength * height) < least) return false;
    if (runRows * width >= runLength * height) {
      top += firstRow;
      height = runRows;
    } else {
      left += runFirst;
      width = runLength;
    }
    // There may be nothing in it that does not look so already.
    findOut(frame, reference, under, stridePx, left, top, left + width, top + height);
    left = outLeft;
    top = outTop;
    width = outRight - left;
    height = outBottom - top;
    if (width * height < least || outBottom === 0) return false;
  }
  store<u8>(rect, left as u8);
  store<u8>(rect, top as u8, 1);
  store<u8>(rect, width as u8, 2);
  store<u8>(rect, height as u8, 3);
  return true;
}

/** What `findOut` found; nothing where `outBottom` is 0. */
let outLeft: i32 = 0;
let outTop: i32 = 0;
let outRight: i32 = 0;
let outBottom: i32 = 0;

/** The bounds of what looks as in the third picture and differs from the reference. */
function findOut(
  frame: usize,
  reference: usize,
  under: usize,
  stridePx: i32,
  left: i32,
  top: i32,
  right: i32,
  bottom: i32,
): void {
  outLeft = right;
  outRight = 0;
  outTop = bottom;
  outBottom = 0;
  for (let y = top; y < bottom; y++) {
    const row = ((y * stridePx) as usize) << 2;
    for (let x = left; x < right; x++) {
      const at = row + ((x as usize) << 2);
      const pixel = load<u32>(frame + at);
      if (((pixel ^ load<u32>(under + at)) & 0x00ffffff) !== 0) continue;
      if (((pixel ^ load<u32>(reference + at)) & 0x00ffffff) === 0) continue;
      outLeft = min(outLeft, x);
      outRight = max(outRight, x + 1);
      outTop = min(outTop, y);
      outBottom = y + 1;
    }
  }
}

/** What `findRun` found. */
let runFirst: i32 = 0;
let runLength: i32 = 0;

/** The longest run of rows, or columns, that are alike in both. @param stepPx from one to the next */
function findRun(
  a: usize,
  b: usize,
  stridePx: i32,
  widthPx: i32,
  heightPx: i32,
  count: i32,
  stepPx: i32,
): void {
  runLength = 0;
  let length = 0;
  for (let i = 0; i < count; i++) {
    length = sameTile(a, b, stridePx, widthPx, heightPx) ? length + 1 : 0;
    if (length > runLength) {
      runLength = length;
      runFirst = i + 1 - length;
    }
    a += (stepPx as usize) << 2;
    b += (stepPx as usize) << 2;
  }
}
