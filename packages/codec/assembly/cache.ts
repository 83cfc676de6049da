// Tiles that are kept, and how they are told apart.

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
  for (let y = 0; y < heightPx; y += tileHeightPx) {
    const rows = min(tileHeightPx, heightPx - y);
    for (let x = 0; x < widthPx; x += tileWidthPx) {
      if (load<u8>(states) === (state as u8)) {
        const at = picture + (((y * widthPx + x) as usize) << 2);
        hashTile(at, widthPx, min(tileWidthPx, widthPx - x), rows, tileWidthPx, key, out);
      }
      states++;
      out += 16;
    }
  }
}

function hashTile(
  at: usize,
  stridePx: i32,
  widthPx: i32,
  rows: i32,
  tileWidthPx: i32,
  key: usize,
  out: usize,
): void {
  const mask = i32x4.splat(0x00ffffff);
  const vectors = widthPx >> 2;
  const rest = widthPx & 3;
  let first = i64x2.splat(0);
  let second = i64x2.splat(0);
  for (let row = 0; row < rows; row++) {
    let pixel = at;
    let word = key + (((row * tileWidthPx) as usize) << 2);
    for (let i = 0; i < vectors; i++) {
      const pixels = v128.and(v128.load(pixel), mask);
      first = i64x2.add(first, products(i32x4.add(pixels, v128.load(word))));
      second = i64x2.add(second, products(i32x4.add(pixels, v128.load(word + SHIFT_BYTES))));
      pixel += 16;
      word += 16;
    }
    if (rest > 0) {
      let pixels = i32x4.splat(0);
      pixels = i32x4.replace_lane(pixels, 0, load<u32>(pixel));
      if (rest > 1) pixels = i32x4.replace_lane(pixels, 1, load<u32>(pixel, 4));
      if (rest > 2) pixels = i32x4.replace_lane(pixels, 2, load<u32>(pixel, 8));
      pixels = v128.and(pixels, mask);
      first = i64x2.add(first, products(i32x4.add(pixels, v128.load(word))));
      second = i64x2.add(second, products(i32x4.add(pixels, v128.load(word + SHIFT_BYTES))));
    }
    at += (stridePx as usize) << 2;
  }
  // Tiles that are cut at an edge are another kind of tile: they hold other places.
  const size = ((widthPx << 8) | rows) as i64;
  store<i64>(out, i64x2.extract_lane(first, 0) + i64x2.extract_lane(first, 1) + size);
  store<i64>(out, i64x2.extract_lane(second, 0) + i64x2.extract_lane(second, 1), 8);
}

/** The first two words by the last two: 64 bits each. */
// @ts-expect-error: decorator
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

/** Paints a tile as it was kept; opaque, also where nothing was kept. */
export function recallTile(
  picture: usize,
  stridePx: i32,
  xPx: i32,
  yPx: i32,
  widthPx: i32,
  heightPx: i32,
  cell: usize,
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
  }
}
