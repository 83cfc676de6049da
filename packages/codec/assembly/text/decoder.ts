// The other way round than encoder.ts. Whatever the bytes are, nothing but the rect is painted, and with a place that there is.
import { decodeBit, decodedTooFar, decodeNumber, decodeRaw } from '../range-coder';
import * as at from './contexts';

const OPAQUE: u32 = 0xff000000;

/**
 * Paints what `encodeText` made of one rect.
 * @param picture RGBA, stridePx a row
 * @param state `textStateBytes`, of this screen
 * @returns 0, or 1 when the bytes are not what an encoder writes; some rows may have been painted then
 */
export function decodeText(
  picture: usize,
  stridePx: i32,
  xPx: i32,
  yPx: i32,
  widthPx: i32,
  heightPx: i32,
  state: usize,
): i32 {
  at.take(state);
  at.startRect(widthPx);
  for (let y = 0; y < heightPx; y++) {
    const pixels = picture + ((((yPx + y) * stridePx + xPx) as usize) << 2);
    if (!decodeRow(pixels, widthPx)) return 1;
    at.endRow();
  }
  return 0;
}

function decodeRow(pixels: usize, widthPx: i32): bool {
  let wasWrong = false;
  for (let x = 0; x < widthPx; ) {
    const isFlat = at.isFlat(x);
    wrongPlace = at.NONE;
    if (isFlat || at.isSure(at.guessAt(at.farEntry(x)))) {
      const isWrong = decodeBit(at.wrongModel(isFlat, wasWrong));
      wasWrong = isWrong;
      const most = isWrong ? min(x + (decodeNumber(at.lengthModels(isFlat)) as i32), widthPx) : widthPx;
      x = paintRight(pixels, x, most, widthPx);
      if (!isWrong) continue;
      if (x === widthPx || wrongPlace === at.NONE) return false;
    }
    if (!decodePixel(pixels, x, wrongPlace) || decodedTooFar()) return false;
    x++;
  }
  return !decodedTooFar();
}

/** The sure guess for the pixel where `paintRight` stopped; NONE when there is none. */
let wrongPlace: u32 = at.NONE;

/** Paints what is guessed for sure. @returns where that ends, no further than `most` */
function paintRight(pixels: usize, from: i32, most: i32, widthPx: i32): i32 {
  wrongPlace = at.NONE;
  let x = from;
  while (x < widthPx) {
    if (at.isFlat(x)) {
      const place = at.placeAt(x - 1);
      if (x === most) {
        wrongPlace = place;
        break;
      }
      const end = min(at.endOfFlat(x, widthPx), most);
      const colour = load<u32>(pixels + ((x as usize) << 2) - 4);
      for (; x + 4 <= end; x += 4) paintFour(pixels, x, place, colour);
      for (; x < end; x++) paint(pixels, x, place, colour);
      continue;
    }
    const entry = at.farEntry(x);
    const guess = at.guessAt(entry);
    if (!at.isSure(guess)) break;
    if (x === most) {
      wrongPlace = guess >>> 4;
      break;
    }
    paintPlace(pixels, x, guess >>> 4);
    at.learn(entry, guess >>> 4);
    x++;
  }
  return x;
}

function paint(pixels: usize, x: i32, place: u32, colour: u32): void {
  store<u16>(at.row + ((x as usize) << 1), place as u16);
  store<u32>(pixels + ((x as usize) << 2), colour);
}

function paintFour(pixels: usize, x: i32, place: u32, colour: u32): void {
  store<u64>(at.row + ((x as usize) << 1), at.splat(place));
  v128.store(pixels + ((x as usize) << 2), i32x4.splat(colour as i32));
}

function decodePixel(pixels: usize, x: i32, notThis: u32): bool {
  const farEntry = at.farEntry(x);
  const nearEntry = at.nearEntry(x);
  const nextEntry = at.nextEntry(x);
  const far = at.guessAt(farEntry);
  const near = at.guessAt(nearEntry);
  const next = at.guessAt(nextEntry);
  const a = far >>> 4;
  const b = near >>> 4;
  const c = next >>> 4;
  let place = at.NONE;
  let wrong = 0;
  if (a !== at.NONE && a !== notThis) {
    if (decodeBit(at.rightModel(0, 0, (a === b ? 1 : 0) + (a === c ? 1 : 0), far))) place = a;
    wrong = 1;
  }
  if (place === at.NONE && b !== at.NONE && b !== notThis && b !== a) {
    if (decodeBit(at.rightModel(1, wrong, b === c ? 1 : 0, near))) place = b;
    wrong++;
  }
  if (place === at.NONE && c !== at.NONE && c !== notThis && c !== a && c !== b) {
    if (decodeBit(at.rightModel(2, wrong, 0, next))) place = c;
  }
  if (place !== at.NONE) {
    paintPlace(pixels, x, place);
  } else {
    place = decodePlace();
    if (place === at.NONE) place = paintNew(pixels, x);
    else if (place < at.known) paintPlace(pixels, x, place);
    else return false;
  }
  at.learn(farEntry, place);
  at.learn(nearEntry, place);
  at.learn(nextEntry, place);
  return true;
}

function paintPlace(pixels: usize, x: i32, place: u32): void {
  paint(pixels, x, place, load<u32>(at.colours + ((place as usize) << 2)));
}

/** @returns its place */
function paintNew(pixels: usize, x: i32): u32 {
  const high = decodeRaw(12);
  const colour = (high << 12) | decodeRaw(12);
  const rgba = (colour >>> 16) | (colour & 0xff00) | ((colour & 0xff) << 16) | OPAQUE;
  const place = at.addColour(rgba);
  paint(pixels, x, place, rgba);
  return place;
}

function decodePlace(): u32 {
  let node: u32 = 1;
  for (let bit = 0; bit < 12; bit++) node = (node << 1) | (decodeBit(at.placeModel(node)) ? 1 : 0);
  return node & 0xfff;
}
