// Photographs as planes, one number of each pixel after the other, for a compressor that knows nothing of pictures: for lines that are faster than
// range coding (docs/decisions/0027-exact-photographs.md).

import { MIDDLE } from './guesses';

/**
 * Writes how far the guesses of one rect of the frame are off as planes, to be compressed.
 * @param green, red, blue where this rect's part of each plane begins
 */
export function gatherRect(
  frame: usize,
  stridePx: i32,
  xPx: i32,
  yPx: i32,
  widthPx: i32,
  heightPx: i32,
  green: usize,
  red: usize,
  blue: usize,
): void {
  const vectors = widthPx >> 4;
  const rest = widthPx & 15;
  for (let row = yPx; row < yPx + heightPx; row++) {
    let from = frame + (((row * stridePx + xPx) as usize) << 2);
    for (let i = 0; i < vectors; i++) {
      split(v128.load(from), v128.load(from, 16), v128.load(from, 32), v128.load(from, 48), green, red, blue);
      from += 64;
      green += 16;
      red += 16;
      blue += 16;
    }
    for (let i = 0; i < rest; i++) {
      splitOne(load<u32>(from), green, red, blue);
      from += 4;
      green++;
      red++;
      blue++;
    }
  }
  const pixels = (widthPx * heightPx) as usize;
  takeGuesses(green - pixels, widthPx, heightPx);
  takeGuesses(red - pixels, widthPx, heightPx);
  takeGuesses(blue - pixels, widthPx, heightPx);
}

/** Leaves of one number of a rect how far its guesses are off: from the end, so that what is guessed by is still there. */
function takeGuesses(plane: usize, widthPx: i32, heightPx: i32): void {
  const width = widthPx as usize;
  for (let y = heightPx - 1; y > 0; y--) {
    const row = plane + (y as usize) * width;
    const up = row - width;
    let x = widthPx;
    while (x > 16) {
      x -= 16;
      const at = row + (x as usize);
      const left = v128.load(at - 1);
      const above = v128.load(up + (x as usize));
      const aboveLeft = v128.load(up + (x as usize) - 1);
      const least = i8x16.min_u(left, above);
      const most = i8x16.max_u(left, above);
      // What lies between both does not leave a byte; elsewhere the least or the most is taken.
      const even = i8x16.sub(i8x16.add(left, above), aboveLeft);
      const isHigh = i8x16.eq(i8x16.max_u(aboveLeft, most), aboveLeft);
      const isLow = i8x16.eq(i8x16.min_u(aboveLeft, least), aboveLeft);
      const guess = v128.bitselect(least, v128.bitselect(most, even, isLow), isHigh);
      v128.store(at, i8x16.sub(v128.load(at), guess));
    }
    while (--x > 0) {
      const at = row + (x as usize);
      const above = up + (x as usize);
      store<u8>(at, (load<u8>(at) as i32) - guessOf(load<u8>(at - 1), load<u8>(above), load<u8>(above - 1)));
    }
    store<u8>(row, load<u8>(row) - load<u8>(up));
  }
  for (let at = plane + width - 1; at > plane; at--) store<u8>(at, load<u8>(at) - load<u8>(at - 1));
  store<u8>(plane, load<u8>(plane) - MIDDLE);
}

function guessOf(left: i32, above: i32, aboveLeft: i32): i32 {
  return max(min(left + above - aboveLeft, max(left, above)), min(left, above));
}

/** The other way round, all three numbers together: each pixel waits for the one to its left. */
function addGuesses(green: usize, red: usize, blue: usize, widthPx: i32, heightPx: i32): void {
  let g: i32 = MIDDLE;
  let r: i32 = MIDDLE;
  let b: i32 = MIDDLE;
  const width = widthPx as usize;
  for (let x: usize = 0; x < width; x++) {
    g = (g + load<u8>(green + x)) & 0xff;
    r = (r + load<u8>(red + x)) & 0xff;
    b = (b + load<u8>(blue + x)) & 0xff;
    store<u8>(green + x, g);
    store<u8>(red + x, r);
    store<u8>(blue + x, b);
  }
  for (let y = 1; y < heightPx; y++) {
    // To the left of a row is what is above its beginning.
    let aboveG: i32 = load<u8>(green);
    let aboveR: i32 = load<u8>(red);
    let aboveB: i32 = load<u8>(blue);
    g = aboveG;
    r = aboveR;
    b = aboveB;
    const end = green + width;
    while (green < end) {
      const aboveLeftG = aboveG;
      const aboveLeftR = aboveR;
      const aboveLeftB = aboveB;
      aboveG = load<u8>(green);
      aboveR = load<u8>(red);
      aboveB = load<u8>(blue);
      g = (load<u8>(green + width) + guessOf(g, aboveG, aboveLeftG)) & 0xff;
      r = (load<u8>(red + width) + guessOf(r, aboveR, aboveLeftR)) & 0xff;
      b = (load<u8>(blue + width) + guessOf(b, aboveB, aboveLeftB)) & 0xff;
      store<u8>(green + width, g);
      store<u8>(red + width, r);
      store<u8>(blue + width, b);
      green++;
      red++;
      blue++;
    }
  }
}

/** Splits 16 pixels of BGRX. */
// @ts-expect-error: decorator
function split(a: v128, b: v128, c: v128, d: v128, green: usize, red: usize, blue: usize): void {
  const bg0 = i8x16.shuffle(a, b, 0, 4, 8, 12, 16, 20, 24, 28, 1, 5, 9, 13, 17, 21, 25, 29);
  const bg1 = i8x16.shuffle(c, d, 0, 4, 8, 12, 16, 20, 24, 28, 1, 5, 9, 13, 17, 21, 25, 29);
  const r0 = i8x16.shuffle(a, b, 2, 6, 10, 14, 18, 22, 26, 30, 2, 6, 10, 14, 18, 22, 26, 30);
  const r1 = i8x16.shuffle(c, d, 2, 6, 10, 14, 18, 22, 26, 30, 2, 6, 10, 14, 18, 22, 26, 30);
  const greens = i64x2.shuffle(bg0, bg1, 1, 3);
  v128.store(green, greens);
  const middle = i8x16.sub(greens, i8x16.splat(MIDDLE));
  v128.store(red, i8x16.sub(i64x2.shuffle(r0, r1, 0, 2), middle));
  v128.store(blue, i8x16.sub(i64x2.shuffle(bg0, bg1, 0, 2), middle));
}

// @ts-expect-error: decorator
function splitOne(pixel: u32, green: usize, red: usize, blue: usize): void {
  const g = (pixel >> 8) as u8;
  store<u8>(green, g);
  store<u8>(red, ((pixel >> 16) as u8) - g + MIDDLE);
  store<u8>(blue, (pixel as u8) - g + MIDDLE);
}

/**
 * Paints one rect from planes, the other way round than `gatherRect`. The planes are written over.
 * @param picture RGBA; every pixel that is painted becomes opaque
 */
export function scatterRect(
  picture: usize,
  stridePx: i32,
  xPx: i32,
  yPx: i32,
  widthPx: i32,
  heightPx: i32,
  green: usize,
  red: usize,
  blue: usize,
): void {
  addGuesses(green, red, blue, widthPx, heightPx);
  const opaque = i8x16.splat(-1);
  const vectors = widthPx >> 4;
  const rest = widthPx & 15;
  for (let row = yPx; row < yPx + heightPx; row++) {
    let to = picture + (((row * stridePx + xPx) as usize) << 2);
    for (let i = 0; i < vectors; i++) {
      const g = v128.load(green);
      const middle = i8x16.sub(g, i8x16.splat(MIDDLE));
      const r = i8x16.add(v128.load(red), middle);
      const b = i8x16.add(v128.load(blue), middle);
      const rg0 = i8x16.shuffle(r, g, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const rg1 = i8x16.shuffle(r, g, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      const ba0 = i8x16.shuffle(b, opaque, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const ba1 = i8x16.shuffle(b, opaque, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      v128.store(to, i16x8.shuffle(rg0, ba0, 0, 8, 1, 9, 2, 10, 3, 11));
      v128.store(to, i16x8.shuffle(rg0, ba0, 4, 12, 5, 13, 6, 14, 7, 15), 16);
      v128.store(to, i16x8.shuffle(rg1, ba1, 0, 8, 1, 9, 2, 10, 3, 11), 32);
      v128.store(to, i16x8.shuffle(rg1, ba1, 4, 12, 5, 13, 6, 14, 7, 15), 48);
      to += 64;
      green += 16;
      red += 16;
      blue += 16;
    }
    for (let i = 0; i < rest; i++) {
      const g = load<u8>(green);
      store<u8>(to, load<u8>(red) + g - MIDDLE);
      store<u8>(to, g, 1);
      store<u8>(to, load<u8>(blue) + g - MIDDLE, 2);
      store<u8>(to, 0xff, 3);
      to += 4;
      green++;
      red++;
      blue++;
    }
  }
}
