// Rects of the frame, row by row.
import { encodeBit, encodedTo, encodeNumber, encodeRaw, mark, rewind } from '../range-coder';
import * as at from './contexts';

/** More than one pixel can ever take, in bytes, and what ends them all. */
const PIXEL_BOUND: usize = 32;
const END_BYTES: usize = 4;
const EMPTY: u16 = 0xffff;

function slotOf(colour: u32): u32 {
  return (colour * 0x9e3779b1) >>> (32 - at.LOOKUP_BITS);
}

function slotAfter(slot: u32): u32 {
  return (slot + 1) & ((1 << at.LOOKUP_BITS) - 1);
}

function slotPlace(slot: u32): usize {
  return at.state + at.LOOKUP + ((slot as usize) << 1);
}

/** How many colours the lookup has; those that the other end is not yet told of come last. */
let listed: u32 = 0;

export function forgetListed(): void {
  listed = 0;
}

/** @returns its place, which may be a new one */
function placeOf(colour: u32): u32 {
  let slot = slotOf(colour);
  for (;;) {
    const place = load<u16>(slotPlace(slot));
    if (place === EMPTY) break;
    if (load<u32>(at.colours + ((place as usize) << 2)) === colour) return place;
    slot = slotAfter(slot);
  }
  if (listed === at.MOST_COLOURS) return at.UNLISTED;
  store<u16>(slotPlace(slot), listed as u16);
  store<u32>(at.colours + ((listed as usize) << 2), colour);
  return listed++;
}

/** Colours are forgotten in the order opposite to that in which they came, so that what lies behind a slot was there before it. */
function unlist(count: u32): void {
  while (listed > count) {
    listed--;
    let slot = slotOf(load<u32>(at.colours + ((listed as usize) << 2)));
    while (load<u16>(slotPlace(slot)) !== (listed as u16)) slot = slotAfter(slot);
    store<u16>(slotPlace(slot), EMPTY);
  }
}

/** Whether four pixels are of one colour. */
function isAllOf(pixels: usize, colour: u32): bool {
  const others = v128.xor(v128.load(pixels), i32x4.splat(colour as i32));
  return !v128.any_true(v128.and(others, i32x4.splat(0xffffff)));
}

/** Writes the places of a row of pixels. @returns how many are of another colour than the one before */
function list(pixels: usize, widthPx: i32): i32 {
  let last: u32 = 0xffffffff;
  let place: u32 = 0;
  let changes = -1;
  let to = at.row;
  const end = pixels + ((widthPx as usize) << 2);
  for (let from = pixels; from < end; ) {
    const colour = load<u32>(from) & 0xffffff;
    if (colour !== last) {
      place = placeOf(colour);
      last = colour;
      changes++;
    } else if (from + 16 <= end && isAllOf(from, colour)) {
      store<u64>(to, at.splat(place));
      from += 16;
      to += 8;
      continue;
    }
    store<u16>(to, place as u16);
    from += 4;
    to += 2;
  }
  return changes;
}

/**
 * Looks at one row of so many of a rect.
 * @param mostNew colours that the book lacks
 * @param mostChanges pixels of another colour than the one before
 * @returns 0 when there is more of either; 1: text; 2: text, and the book has no room for it
 */
export function isText(
  frame: usize,
  stridePx: i32,
  xPx: i32,
  yPx: i32,
  widthPx: i32,
  heightPx: i32,
  state: usize,
  everyRows: i32,
  mostNew: i32,
  mostChanges: i32,
): i32 {
  at.take(state);
  at.startRect(widthPx);
  let changes = 0;
  let fits = true;
  for (let y = yPx; y < yPx + heightPx && fits; y += everyRows) {
    changes += list(frame + (((y * stridePx + xPx) as usize) << 2), widthPx);
    fits = changes <= mostChanges && ((listed - at.known) as i32) <= mostNew;
  }
  const isFull = listed === at.MOST_COLOURS;
  unlist(at.known);
  return !fits ? 0 : isFull ? 2 : 1;
}

/**
 * Encodes one rect of the frame, row by row, as far as there is room.
 * @param state `textStateBytes`, of this screen
 * @param out where all bytes since `startWriting` go
 * @param capacity in bytes, of all of them
 * @param scratch room for 24 bytes a pixel of a row and for the models
 * @returns how many rows were written
 */
export function encodeText(
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
  at.take(state);
  at.startRect(widthPx);
  for (let y = 0; y < heightPx; y++) {
    const pixels = frame + ((((yPx + y) * stridePx + xPx) as usize) << 2);
    const mayNotFit = encodedTo() - out + (widthPx as usize) * PIXEL_BOUND + END_BYTES > capacity;
    const before = at.known;
    if (mayNotFit) {
      mark();
      at.startJournal(scratch);
    }
    list(pixels, widthPx);
    encodeRow(pixels, widthPx);
    if (mayNotFit) {
      at.endJournal();
      if (encodedTo() - out + END_BYTES > capacity) {
        rewind();
        at.undo();
        unlist(before);
        at.setKnown(before);
        return y;
      }
    }
    at.endRow();
  }
  return heightPx;
}

function encodeRow(pixels: usize, widthPx: i32): void {
  let wasWrong = false;
  for (let x = 0; x < widthPx; ) {
    const isFlat = at.isFlat(x);
    const end = skipRight(x, widthPx);
    if (end > x || wrongPlace !== at.NONE) {
      const isWrong = wrongPlace !== at.NONE;
      encodeBit(at.wrongModel(isFlat, wasWrong), isWrong);
      wasWrong = isWrong;
      if (isWrong) encodeNumber(at.lengthModels(isFlat), end - x);
      x = end;
      if (!isWrong) continue;
    }
    encodePixel(pixels, x, wrongPlace);
    x++;
  }
}

/** The sure guess that is wrong where `skipRight` stopped; NONE when there is none. */
let wrongPlace: u32 = at.NONE;

/** @returns where sure guesses that are right end */
function skipRight(from: i32, widthPx: i32): i32 {
  wrongPlace = at.NONE;
  let x = from;
  while (x < widthPx) {
    if (at.isFlat(x)) {
      const place = at.placeAt(x - 1);
      const end = at.endOfFlat(x, widthPx);
      const all = at.splat(place);
      while (x + 4 <= end && at.fourPlacesAt(x) === all) x += 4;
      while (x < end && at.placeAt(x) === place) x++;
      if (x === end) continue;
      wrongPlace = place;
      break;
    }
    const entry = at.farEntry(x);
    const guess = at.guessAt(entry);
    if (!at.isSure(guess)) break;
    if (guess >>> 4 !== at.placeAt(x)) {
      wrongPlace = guess >>> 4;
      break;
    }
    at.learn(entry, guess >>> 4);
    x++;
  }
  return x;
}

function encodePixel(pixels: usize, x: i32, notThis: u32): void {
  const place = at.placeAt(x);
  const farEntry = at.farEntry(x);
  const nearEntry = at.nearEntry(x);
  const nextEntry = at.nextEntry(x);
  const far = at.guessAt(farEntry);
  const near = at.guessAt(nearEntry);
  const next = at.guessAt(nextEntry);
  const a = far >>> 4;
  const b = near >>> 4;
  const c = next >>> 4;
  let isRight = false;
  let wrong = 0;
  if (a !== at.NONE && a !== notThis) {
    isRight = a === place;
    encodeBit(at.rightModel(0, 0, (a === b ? 1 : 0) + (a === c ? 1 : 0), far), isRight);
    wrong = 1;
  }
  if (!isRight && b !== at.NONE && b !== notThis && b !== a) {
    isRight = b === place;
    encodeBit(at.rightModel(1, wrong, b === c ? 1 : 0, near), isRight);
    wrong++;
  }
  if (!isRight && c !== at.NONE && c !== notThis && c !== a && c !== b) {
    isRight = c === place;
    encodeBit(at.rightModel(2, wrong, 0, next), isRight);
  }
  if (!isRight) encodePlace(pixels + ((x as usize) << 2), place);
  at.learn(farEntry, place);
  at.learn(nearEntry, place);
  at.learn(nextEntry, place);
}

function encodePlace(pixel: usize, place: u32): void {
  const isNew = place >= at.known;
  const coded = isNew ? at.NONE : place;
  let node: u32 = 1;
  for (let bit = 11; bit >= 0; bit--) {
    const isSet = ((coded >>> bit) & 1) === 1;
    encodeBit(at.placeModel(node), isSet);
    node = (node << 1) | (isSet ? 1 : 0);
  }
  if (!isNew) return;
  const colour = load<u32>(pixel) & 0xffffff;
  encodeRaw(colour >>> 12, 12);
  encodeRaw(colour & 0xfff, 12);
  at.addColour(colour);
}
