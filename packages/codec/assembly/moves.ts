// Finding what moved within the picture: scrolls, dragged windows.

import { hasColours, isClose } from './content';
import { CLEAN, comparePending, DIFFERS, PENDING, sameTile } from './tiles';

/** A place is known again by so many pixels in a row, some letters: fewer are often to be seen twice. What is narrower is no window worth looking at. */
const SPAN_PX: i32 = 32;
/** Places of recognisable pixels, by hash: direct-mapped, 8 bytes an entry (hash, place). */
const ANCHORS: i32 = 1 << 14;
/** Vectors that were voted for: open addressing, 8 bytes an entry (vector, votes). */
const VECTORS: i32 = 1 << 12;
const NOWHERE: u32 = 0xffff_ffff;
/** Places are looked at four at a time. */
const PLACES: i32 = 4;
/** More places than these are not needed to see what moved; grain has no end of them. */
const MOST_PICKED: i32 = 8000;
/** A vector that fewer places agree on is chance. */
const LEAST_VOTES: i32 = 3;
/** Among so many that moved one that did not is painted over. */
const FILL_SHARE: i32 = 2;
/** Of a vector's fields: more than any screen is wide. */
const BIAS: i32 = 8192;

/** Of the pass at hand. */
let picksLeft: i32 = 0;

/** How many bytes `findMoves` needs to work in. */
export function movesScratchBytes(): i32 {
  return (ANCHORS + VECTORS) << 3;
}

/**
 * Looks for vectors by which pixels of the reference moved to where the frame differs from it. Places are compared that
 * their own content picks (a hash of 16 pixels in a row) and compared over 32 pixels, so that it does not matter where anything lies.
 * @param states tiles that are DIFFERS are looked at
 * @param sampling one of so many places is picked, 1 … 256, a power of two
 * @param thinning of the reference one of so many rows is noted, of the frame one of so many tiles of a row looked up: 1 … 256, a power of two
 * @param scratch `movesScratchBytes()`
 * @param out room for `most` pairs of i32: how far right, how far down; most votes first
 * @returns how many vectors there are
 */
export function findMoves(
  frame: usize,
  reference: usize,
  states: usize,
  widthPx: i32,
  heightPx: i32,
  tileWidthPx: i32,
  tileHeightPx: i32,
  sampling: i32,
  thinning: i32,
  scratch: usize,
  out: usize,
  most: i32,
): i32 {
  const vectors = scratch + ((ANCHORS as usize) << 3);
  memory.fill(scratch, 0xff, (ANCHORS as usize) << 3);
  memory.fill(vectors, 0, (VECTORS as usize) << 3);
  const columns = (widthPx + tileWidthPx - 1) / tileWidthPx;
  for (let pass = 0; pass < 2; pass++) {
    picksLeft = MOST_PICKED;
    let row = states;
    for (let top = 0; top < heightPx; top += tileHeightPx) {
      const bottom = min(top + tileHeightPx, heightPx);
      for (let column = 0; column < columns; ) {
        if (load<u8>(row + column) !== DIFFERS) {
          column++;
          continue;
        }
        const first = column;
        while (column < columns && load<u8>(row + column) === DIFFERS) {
          column++;
          if (pass === 1 && thinning > 1) break;
        }
        // Each row of tiles begins with another one, so that what is narrow is met too.
        if (pass === 1 && ((first + top / tileHeightPx) & (thinning - 1)) !== 0) continue;
        const left = first * tileWidthPx;
        const right = min(column * tileWidthPx, widthPx - SPAN_PX - PLACES);
        if (left >= right) continue;
        for (let y = top; y < bottom && picksLeft > 0; y++) {
          if (pass === 0 && !isNoted(y, thinning)) continue;
          const at = ((y * widthPx) as usize) << 2;
          if (pass === 0) note(reference + at, left, right, y, sampling, scratch);
          else vote(frame + at, left, right, y, sampling, scratch, vectors);
        }
      }
      row += columns;
    }
  }
  return elect(vectors, out, most);
}

/** One of so many rows, at no even distance: lines of text have one, and would be met between their letters each time. */
function isNoted(y: i32, thinning: i32): bool {
  return (((y as u32) * 0x9e3779b1) >>> 24) % (thinning as u32) === 0;
}

/** Four pixels' worth of hash for each of four neighbouring places: sums of products, 16 bits by 16. */
// @ts-expect-error: decorator
function hash4(a: v128, b: v128): v128 {
  const first = i32x4.dot_i16x8_s(a, i32x4.splat(0x1b873593));
  const second = i32x4.dot_i16x8_s(next(a, b), i32x4.splat(0x2545f491));
  const third = i32x4.dot_i16x8_s(
    i8x16.shuffle(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23),
    i32x4.splat(0x4cf5ad43),
  );
  const fourth = i32x4.dot_i16x8_s(
    i8x16.shuffle(a, b, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27),
    i32x4.splat(0x27d4eb2f),
  );
  return i32x4.add(i32x4.add(first, second), i32x4.add(third, fourth));
}

/** The pixel to the right of each of four. */
// @ts-expect-error: decorator
function next(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
}

/** Four pixels, without what a fourth byte holds. @inline */
function fourPixels(at: usize): v128 {
  return v128.and(v128.load(at), i32x4.splat(0x00ffffff));
}

/** The hash of the 32 pixels from here to the right. */
function hashSpan(at: usize): u32 {
  let lanes = i32x4.splat(0);
  for (let i = 0; i < SPAN_PX; i += 4) {
    lanes = i32x4.mul(v128.xor(lanes, fourPixels(at)), i32x4.splat(0x9e3779b1));
    lanes = v128.xor(lanes, i32x4.shr_u(lanes, 15));
    at += 16;
  }
  let hash: u32 = i32x4.extract_lane(lanes, 0);
  hash = hash * 0x85ebca6b + i32x4.extract_lane(lanes, 1);
  hash = hash * 0x85ebca6b + i32x4.extract_lane(lanes, 2);
  hash = hash * 0x85ebca6b + i32x4.extract_lane(lanes, 3);
  return hash ^ (hash >>> 15);
}

/** Notes the picked places of a row, each with what is to be seen there; what is to be seen twice is ambiguous. */
function note(row: usize, left: i32, right: i32, y: i32, sampling: i32, anchors: usize): void {
  eachPicked(row, left, right, y, sampling, anchors, 0);
}

/** Looks the picked places of a row up, and votes for the vectors that lead there. */
function vote(
  row: usize,
  left: i32,
  right: i32,
  y: i32,
  sampling: i32,
  anchors: usize,
  vectors: usize,
): void {
  eachPicked(row, left, right, y, sampling, anchors, vectors);
}

/** @param vectors 0 to note, else to vote */
// @ts-expect-error: decorator
function eachPicked(
  row: usize,
  left: i32,
  right: i32,
  y: i32,
  sampling: i32,
  anchors: usize,
  vectors: usize,
): void {
  const bits = i32x4.splat(sampling - 1);
  let at = row + ((left as usize) << 2);
  // Of each four of 16 pixels the hash, which is that of the next place's four before.
  let last = fourPixels(at + 48);
  let first = hash4(fourPixels(at), fourPixels(at + 16));
  let second = hash4(fourPixels(at + 16), fourPixels(at + 32));
  let third = hash4(fourPixels(at + 32), last);
  for (let x = left; x < right; x += PLACES) {
    const more = fourPixels(at + 64);
    const fourth = hash4(last, more);
    let hash = i32x4.add(i32x4.shl(first, 3), second);
    hash = i32x4.add(i32x4.shl(hash, 3), third);
    hash = i32x4.mul(i32x4.add(i32x4.shl(hash, 3), fourth), i32x4.splat(0x9e3779b1));
    const here = fourPixels(at);
    const flat = i32x4.eq(here, next(here, fourPixels(at + 16)));
    const chosen = i32x4.eq(v128.and(i32x4.shr_u(hash, 24), bits), i32x4.splat(0));
    let lanes = i32x4.bitmask(v128.andnot(chosen, flat));
    while (lanes !== 0) {
      const lane = ctz(lanes);
      lanes &= lanes - 1;
      picksLeft--;
      const span = hashSpan(at + ((lane as usize) << 2));
      if (vectors === 0) noteOne(anchors, span, x + lane, y);
      else voteOne(anchors, vectors, span, x + lane, y);
    }
    first = second;
    second = third;
    third = fourth;
    last = more;
    at += PLACES << 2;
  }
}

function noteOne(anchors: usize, hash: u32, x: i32, y: i32): void {
  const entry = anchors + (((hash >>> 18) as usize) << 3);
  const place = ((y << 16) | x) as u32;
  if (load<u32>(entry) === hash && load<u32>(entry, 4) !== place) store<u32>(entry, NOWHERE, 4);
  else {
    store<u32>(entry, hash);
    store<u32>(entry, place, 4);
  }
}

function voteOne(anchors: usize, vectors: usize, hash: u32, x: i32, y: i32): void {
  const entry = anchors + (((hash >>> 18) as usize) << 3);
  const place = load<u32>(entry, 4);
  if (load<u32>(entry) !== hash || place === NOWHERE) return;
  const dx = x - ((place & 0xffff) as i32);
  const dy = y - ((place >>> 16) as i32);
  if ((dx | dy) === 0) return;
  const vector = (((dy + BIAS) << 16) | (dx + BIAS)) as u32;
  let slot = ((vector * 0x9e3779b1) >>> 20) as i32;
  // A full table stops counting new ones: whatever moved much is in it by then.
  for (let tries = 0; tries < 16; tries++) {
    const at = vectors + ((slot as usize) << 3);
    const known = load<u32>(at);
    if (known === vector || known === 0) {
      store<u32>(at, vector);
      store<i32>(at, load<i32>(at, 4) + 1, 4);
      return;
    }
    slot = (slot + 1) & (VECTORS - 1);
  }
}

/** Writes the vectors with the most votes. */
function elect(vectors: usize, out: usize, most: i32): i32 {
  let found = 0;
  while (found < most) {
    let best: usize = 0;
    let votes = LEAST_VOTES - 1;
    for (let slot = 0; slot < VECTORS; slot++) {
      const at = vectors + ((slot as usize) << 3);
      if (load<i32>(at, 4) > votes) {
        votes = load<i32>(at, 4);
        best = at;
      }
    }
    if (best === 0) break;
    const vector = load<u32>(best);
    store<i32>(out, ((vector & 0xffff) as i32) - BIAS);
    store<i32>(out, ((vector >>> 16) as i32) - BIAS, 4);
    store<i32>(best, 0, 4);
    out += 8;
    found++;
  }
  return found;
}

/**
 * Marks the tiles that are DIFFERS and look just like the reference does so far away. Between them those are marked too that are CLEAN and do so:
 * blank places would cut the move into many; and what is DIFFERS still, when it shows many colours and is close to what it would be then, or when
 * nearly all between them moved, as it has to be sent anyway.
 * @param least fewer that were DIFFERS are no move, and those do not count whose rows are of one colour each, as they look so wherever they come from: then nothing is marked
 * @param most, mean how close, as `isClose` takes them
 * @param colours how many are many, as `markPhotos` counts them
 * @param bitmap 128 bytes to work in
 * @param close what the state of those that are close becomes
 * @param mark what that of those that look just like it becomes
 * @param fill what that of the others becomes
 * @returns how many look just like it that were DIFFERS; 0 when there are too few
 */
export function matchMove(
  frame: usize,
  reference: usize,
  states: usize,
  widthPx: i32,
  heightPx: i32,
  tileWidthPx: i32,
  tileHeightPx: i32,
  dx: i32,
  dy: i32,
  least: i32,
  most: i32,
  mean: i32,
  colours: i32,
  bitmap: usize,
  close: i32,
  mark: i32,
  fill: i32,
): i32 {
  const columns = (widthPx + tileWidthPx - 1) / tileWidthPx;
  const rows = (heightPx + tileHeightPx - 1) / tileHeightPx;
  let matched = 0;
  let telling = 0;
  let left = columns;
  let right = -1;
  let top = rows;
  let bottom = -1;
  for (let row = 0; row < rows; row++) {
    const first = states + ((row * columns) as usize);
    markMoved(
      frame,
      reference,
      first,
      0,
      columns,
      DIFFERS,
      widthPx,
      heightPx,
      tileWidthPx,
      tileHeightPx,
      row,
      dx,
      dy,
    );
    for (let column = 0; column < columns; column++) {
      const state = first + (column as usize);
      if (!(load<u8>(state) & PENDING)) continue;
      store<u8>(state, mark as u8);
      matched++;
      const at = frame + (((row * tileHeightPx * widthPx + column * tileWidthPx) as usize) << 2);
      if (
        !hasPlainRows(
          at,
          widthPx,
          min(tileWidthPx, widthPx - column * tileWidthPx),
          min(tileHeightPx, heightPx - row * tileHeightPx),
        )
      )
        telling++;
      left = min(left, column);
      right = max(right, column);
      top = min(top, row);
      bottom = max(bottom, row);
    }
  }
  if (telling < least) {
    for (let row = top; row <= bottom; row++)
      for (let column = left; column <= right; column++) {
        const state = states + ((row * columns + column) as usize);
        if (load<u8>(state) === (mark as u8)) store<u8>(state, DIFFERS);
      }
    return 0;
  }
  let others = 0;
  for (let row = top; row <= bottom; row++)
    for (let column = left; column <= right; column++)
      if (load<u8>(states + ((row * columns + column) as usize)) === DIFFERS) others++;
  const fills = others * FILL_SHARE < matched;
  for (let row = top; row <= bottom; row++) {
    const first = states + ((row * columns) as usize);
    markMoved(
      frame,
      reference,
      first,
      left,
      right + 1,
      CLEAN,
      widthPx,
      heightPx,
      tileWidthPx,
      tileHeightPx,
      row,
      dx,
      dy,
    );
    for (let column = left; column <= right; column++) {
      const state = first + (column as usize);
      const is = load<u8>(state);
      if (is & PENDING) store<u8>(state, mark as u8);
      if (is !== DIFFERS) continue;
      const x = column * tileWidthPx;
      const y = row * tileHeightPx;
      const width = min(tileWidthPx, widthPx - x);
      const height = min(tileHeightPx, heightPx - y);
      if (!reaches(widthPx, heightPx, x, y, width, height, dx, dy)) continue;
      const at = frame + (((y * widthPx + x) as usize) << 2);
      const from = reference + ((((y - dy) * widthPx + x - dx) as usize) << 2);
      const comesClose =
        isClose(at, from, widthPx, width, height, most, mean) &&
        hasColours(at, widthPx, width, height, colours, bitmap);
      if (comesClose) store<u8>(state, close as u8);
      else if (fills) store<u8>(state, fill as u8);
    }
  }
  return matched;
}

/**
 * Makes those of a row of tiles PENDING that are in that state and look just like the reference does so far away.
 * @param states of the row, of which the columns from the first up to the end are looked at
 */
function markMoved(
  frame: usize,
  reference: usize,
  states: usize,
  first: i32,
  end: i32,
  is: u8,
  widthPx: i32,
  heightPx: i32,
  tileWidthPx: i32,
  tileHeightPx: i32,
  row: i32,
  dx: i32,
  dy: i32,
): void {
  const y = row * tileHeightPx;
  const height = min(tileHeightPx, heightPx - y);
  let any = false;
  for (let column = first; column < end; column++) {
    const state = states + (column as usize);
    const x = column * tileWidthPx;
    if (load<u8>(state) !== is) continue;
    if (!reaches(widthPx, heightPx, x, y, min(tileWidthPx, widthPx - x), height, dx, dy)) continue;
    store<u8>(state, is | PENDING);
    any = true;
  }
  if (!any) return;
  const at = frame + (((y * widthPx) as usize) << 2);
  const from = reference + ((((y - dy) * widthPx - dx) as usize) << 2);
  comparePending(at, from, states, widthPx, tileWidthPx, height);
}

/** Whether each row of a tile is of one colour. */
function hasPlainRows(tile: usize, stridePx: i32, widthPx: i32, heightPx: i32): bool {
  return sameTile(tile, tile + 4, stridePx, widthPx - 1, heightPx);
}

/** Whether a rect and where it comes from lie within the picture. */
function reaches(
  pictureWidthPx: i32,
  pictureHeightPx: i32,
  xPx: i32,
  yPx: i32,
  widthPx: i32,
  heightPx: i32,
  dx: i32,
  dy: i32,
): bool {
  return (
    min(xPx, xPx - dx) >= 0 &&
    min(yPx, yPx - dy) >= 0 &&
    max(xPx, xPx - dx) + widthPx <= pictureWidthPx &&
    max(yPx, yPx - dy) + heightPx <= pictureHeightPx
  );
}

/** Whether a rect of the frame is what the reference shows so far away; one that reaches out of the picture is not. */
function isMoved(
  frame: usize,
  reference: usize,
  pictureWidthPx: i32,
  pictureHeightPx: i32,
  xPx: i32,
  yPx: i32,
  widthPx: i32,
  heightPx: i32,
  dx: i32,
  dy: i32,
): bool {
  return (
    reaches(pictureWidthPx, pictureHeightPx, xPx, yPx, widthPx, heightPx, dx, dy) &&
    sameTile(
      frame + (((yPx * pictureWidthPx + xPx) as usize) << 2),
      reference + ((((yPx - dy) * pictureWidthPx + xPx - dx) as usize) << 2),
      pictureWidthPx,
      widthPx,
      heightPx,
    )
  );
}

/**
 * Lets a rect that moved grow to the pixel where its surroundings moved along.
 * @param rect four i32, x, y, width, height: read and written
 * @param left, top, right, bottom how far to each side at the most
 */
export function growMove(
  frame: usize,
  reference: usize,
  pictureWidthPx: i32,
  pictureHeightPx: i32,
  rect: usize,
  dx: i32,
  dy: i32,
  left: i32,
  top: i32,
  right: i32,
  bottom: i32,
): void {
  let x = load<i32>(rect);
  let y = load<i32>(rect, 4);
  let width = load<i32>(rect, 8);
  let height = load<i32>(rect, 12);
  while (top-- > 0) {
    if (!isMoved(frame, reference, pictureWidthPx, pictureHeightPx, x, y - 1, width, 1, dx, dy)) break;
    y--;
    height++;
  }
  while (bottom-- > 0) {
    if (!isMoved(frame, reference, pictureWidthPx, pictureHeightPx, x, y + height, width, 1, dx, dy)) break;
    height++;
  }
  const beforeLeft = min(left, min(x, x - dx));
  const grownLeft = movedBeside(frame, reference, pictureWidthPx, x - 1, y, -1, height, beforeLeft, dx, dy);
  x -= grownLeft;
  width += grownLeft;
  const beforeRight = min(right, pictureWidthPx - max(x, x - dx) - width);
  width += movedBeside(frame, reference, pictureWidthPx, x + width, y, 1, height, beforeRight, dx, dy);
  store<i32>(rect, x);
  store<i32>(rect, y, 4);
  store<i32>(rect, width, 8);
  store<i32>(rect, height, 12);
}

/**
 * Of so many columns beside a rect, how many moved along. Row by row, as they lie in memory.
 * @param x the first of them
 * @param step 1 to the right, -1 to the left
 */
function movedBeside(
  frame: usize,
  reference: usize,
  stridePx: i32,
  x: i32,
  y: i32,
  step: i32,
  height: i32,
  most: i32,
  dx: i32,
  dy: i32,
): i32 {
  let found = max(0, most);
  for (let row = y; row < y + height && found > 0; row++) {
    let at = frame + (((row * stridePx + x) as usize) << 2);
    let from = reference + ((((row - dy) * stridePx + x - dx) as usize) << 2);
    for (let i = 0; i < found; i++) {
      if (((load<u32>(at) ^ load<u32>(from)) & 0x00ffffff) !== 0) found = i;
      at += (step << 2) as usize;
      from += (step << 2) as usize;
    }
  }
  return found;
}

/** Copies a rect within one picture of 4 bytes a pixel; it may overlap itself. */
export function moveRect(
  picture: usize,
  stridePx: i32,
  fromXPx: i32,
  fromYPx: i32,
  toXPx: i32,
  toYPx: i32,
  widthPx: i32,
  heightPx: i32,
): void {
  const stride = (stridePx as usize) << 2;
  const bytes = (widthPx as usize) << 2;
  let from = picture + (((fromYPx * stridePx + fromXPx) as usize) << 2);
  let to = picture + (((toYPx * stridePx + toXPx) as usize) << 2);
  if (toYPx > fromYPx) {
    from += stride * (heightPx - 1);
    to += stride * (heightPx - 1);
    for (let row = 0; row < heightPx; row++) {
      memory.copy(to, from, bytes);
      from -= stride;
      to -= stride;
    }
    return;
  }
  for (let row = 0; row < heightPx; row++) {
    memory.copy(to, from, bytes);
    from += stride;
    to += stride;
  }
}

/** Copies a rect from one picture to the same place of another of the same size. */
export function copyRect(
  from: usize,
  to: usize,
  stridePx: i32,
  xPx: i32,
  yPx: i32,
  widthPx: i32,
  heightPx: i32,
): void {
  let offset = ((yPx * stridePx + xPx) as usize) << 2;
  for (let row = 0; row < heightPx; row++) {
    memory.copy(to + offset, from + offset, (widthPx as usize) << 2);
    offset += (stridePx as usize) << 2;
  }
}
