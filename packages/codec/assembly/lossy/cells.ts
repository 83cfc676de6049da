// Where everything lies in the caller's scratch memory, and what both ends do alike with a cell of 16 × 16 pixels.

import { resetModels } from '../range-coder';
import { LEVEL_MODELS_BYTES, makeScan, SCAN_BYTES } from './levels';
import { copyChroma, copyLuma } from './motion';
import { CELL_PLANES_BYTES, isWithin, join, makeRoom, PLANES_ROOM_BYTES, split, splitCells } from './planes';
import { makeQuantiser, QUANTISER_BYTES } from './transform';

export const CELL: i32 = 16;

/** Models of four bytes each; `LEVELS` has four sets: brightness and colour, each without and with a reference. */
export const SKIPPED: usize = 0; // 3, by how many neighbours were
export const INTRA: usize = 12; // 3
export const CODED: usize = 24; // 4 × 3
export const HOW: usize = 72; // 2 × 3
export const STILL: usize = 96; // 2
export const AWAY: usize = 104; // 2 × 16
export const LEVELS: usize = 232;
const MODELS_BYTES: usize = LEVELS + 4 * LEVEL_MODELS_BYTES;

/** Bits that a cell leaves to those beside and below. */
export const WAS_CODED: u8 = 1;
export const WAS_INTRA: u8 = 2;

export let scan: usize = 0;
export let quantiser: usize = 0;
export let models: usize = 0;
/** To work in, with the constants of `makeRoom`. */
export let room: usize = 0;
/** In bytes, of nearly all processors. */
const CACHE_LINE: usize = 64;
/** So many cells of the frame are split together. */
const SPLIT_TOGETHER: i32 = 64;
/** The cell of the frame at hand: 256 bytes of Y, 64 of Co, 64 of Cg. */
export let source: usize = 0;
let sources: usize = 0;
/** Of six blocks of 8 × 8: four of Y, Co, Cg. */
export let levels: usize = 0;
/** 64 bits for each of the six: which levels are not 0, in the order of the zigzag. */
export let masks: usize = 0;
/** One byte a column of cells. */
export let traces: usize = 0;
/** What prediction from another place has left of each of the last row of cells, 32 bits a column. */
let costs: usize = 0;
/** One vector a cell: 16 bits of x, 16 of y, in half pixels. At the encoder those of the last call are there, as a hint. */
export let vectors: usize = 0;
/** What of a cell is still to be done, one byte a cell: its planes may be another thing than a split of its pixels gives; it is not painted. */
const BEYOND: u8 = 1;
const OWED: u8 = 2;
let debts: usize = 0;
/** What the viewer has, and what it will have. */
export let oldY: usize = 0;
export let oldCo: usize = 0;
export let oldCg: usize = 0;
export let newY: usize = 0;
export let newCo: usize = 0;
export let newCg: usize = 0;
export let columns: i32 = 0;
export let rows: i32 = 0;
export let strideY: usize = 0;
export let strideC: usize = 0;

/** @param turned whether the old planes lie where otherwise the new ones go */
function layOut(widthPx: i32, heightPx: i32, scratch: usize, turned: bool): void {
  columns = (widthPx + CELL - 1) / CELL;
  rows = (heightPx + CELL - 1) / CELL;
  strideY = (columns * CELL) as usize;
  strideC = strideY >> 1;
  const cells = (columns * rows) as usize;
  scan = scratch;
  quantiser = scan + SCAN_BYTES;
  room = quantiser + QUANTISER_BYTES;
  sources = room + PLANES_ROOM_BYTES;
  levels = sources + (SPLIT_TOGETHER as usize) * CELL_PLANES_BYTES;
  masks = levels + 768;
  models = masks + 48;
  traces = models + ((MODELS_BYTES + 15) & ~15);
  costs = traces + (((columns as usize) + 15) & ~15);
  vectors = costs + (((columns as usize) * 4 + 15) & ~15);
  debts = vectors + ((cells * 4 + 15) & ~15);
  const planes = debts + ((cells + 15) & ~15);
  oldY = planes + (turned ? cells * 384 : 0);
  oldCo = oldY + cells * 256;
  oldCg = oldCo + cells * 64;
  newY = planes + (turned ? 0 : cells * 384);
  newCo = newY + cells * 256;
  newCg = newCo + cells * 64;
}

/**
 * Lays out the scratch memory and splits the picture.
 * @param kept whether it is as the last call with this scratch memory and this rect has left it: its planes are there then
 */
export function begin(
  picture: usize,
  strideBytes: usize,
  widthPx: i32,
  heightPx: i32,
  rgba: bool,
  quality: i32,
  scratch: usize,
  kept: bool,
  turned: bool,
): void {
  layOut(widthPx, heightPx, scratch, turned);
  makeRoom(room);
  makeScan(scan);
  makeQuantiser(quantiser, quality);
  resetModels(models, (MODELS_BYTES >> 2) as i32);
  memory.fill(traces, 0, columns as usize);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const place = debts + ((row * columns + column) as usize);
      const pixels = picture + ((row * CELL) as usize) * strideBytes + (((column * CELL) as usize) << 2);
      const width = min(CELL, widthPx - column * CELL);
      const height = min(CELL, heightPx - row * CELL);
      const y = oldY + ((row * CELL) as usize) * strideY + ((column * CELL) as usize);
      const c = ((row * 8) as usize) * strideC + ((column * 8) as usize);
      if (kept) {
        const debt = load<u8>(place);
        if ((debt & BEYOND) === 0) continue;
        if ((debt & OWED) !== 0)
          join(y, strideY, oldCo + c, oldCg + c, strideC, rgba, room, pixels, strideBytes, width, height);
      }
      store<u8>(place, 0);
      split(pixels, strideBytes, width, height, rgba, room, y, strideY, oldCo + c, oldCg + c, strideC);
    }
  }
}

/**
 * Brings both planes of a row of cells into the cache, in the order in which they lie in memory: between two pictures of a film they have left it, and a
 * cell by itself asks for 64 rows of 16 or 8 bytes in as many places.
 * @returns something of all that was fetched, so that it is
 */
export function fetchRow(row: i32): i32 {
  if (row >= rows) return 0;
  let sum = 0;
  const y = ((row * CELL) as usize) * strideY;
  for (let at = y, end = y + strideY * 16; at < end; at += CACHE_LINE)
    sum += (load<u8>(oldY + at) as i32) + (load<u8>(newY + at) as i32);
  const c = ((row * 8) as usize) * strideC;
  for (let at = c, end = c + strideC * 8; at < end; at += CACHE_LINE) {
    sum += (load<u8>(oldCo + at) as i32) + (load<u8>(oldCg + at) as i32);
    sum += (load<u8>(newCo + at) as i32) + (load<u8>(newCg + at) as i32);
  }
  return sum;
}

/** Notes that a cell of the new planes is to be painted. */
export function owe(column: i32, row: i32, isCut: bool): void {
  // What is beyond the edge of a rect comes from the edge again.
  const isSame =
    !isCut &&
    isWithin(newBlock(column, row, 0), strideY, newBlock(column, row, 4), newBlock(column, row, 5), strideC);
  store<u8>(debts + ((row * columns + column) as usize), isSame ? OWED : OWED | BEYOND);
}

/**
 * Paints what is owed of a rect, with the scratch memory as its last call has left it.
 * @param leftPx, topPx, rightPx, bottomPx what cells are painted for, from the rect's corner: those that touch it
 */
export function paintOwed(
  picture: usize,
  strideBytes: usize,
  widthPx: i32,
  heightPx: i32,
  scratch: usize,
  turned: bool,
  leftPx: i32,
  topPx: i32,
  rightPx: i32,
  bottomPx: i32,
): void {
  layOut(widthPx, heightPx, scratch, turned);
  const endRow = (bottomPx + CELL - 1) / CELL;
  const endColumn = (rightPx + CELL - 1) / CELL;
  for (let row = topPx / CELL; row < endRow; row++) {
    for (let column = leftPx / CELL; column < endColumn; column++) {
      const place = debts + ((row * columns + column) as usize);
      const debt = load<u8>(place);
      if ((debt & OWED) === 0) continue;
      store<u8>(place, debt & ~OWED);
      const pixels = picture + ((row * CELL) as usize) * strideBytes + (((column * CELL) as usize) << 2);
      const width = min(CELL, widthPx - column * CELL);
      const height = min(CELL, heightPx - row * CELL);
      paint(column, row, false, pixels, strideBytes, width, height);
    }
  }
}

/**
 * Makes a cell of the frame the one at hand, and splits those to its right with it.
 * @param pixels the cell in the frame, BGRX
 * @param widthPx, heightPx from there to the end of the rect
 */
export function takeSource(
  column: i32,
  pixels: usize,
  strideBytes: usize,
  widthPx: i32,
  heightPx: i32,
): void {
  const place = column & (SPLIT_TOGETHER - 1);
  source = sources + (place as usize) * CELL_PLANES_BYTES;
  if (widthPx >= CELL && heightPx >= CELL) {
    if (place === 0) splitCells(pixels, strideBytes, min(SPLIT_TOGETHER, widthPx / CELL), room, source);
    return;
  }
  const width = min(CELL, widthPx);
  const height = min(CELL, heightPx);
  split(pixels, strideBytes, width, height, false, room, source, 16, source + 256, source + 320, 8);
}

/** @returns a place in half pixels, from which a whole cell lies within the picture */
export function withinX(halfX: i32): i32 {
  return max(0, min(halfX, (columns - 1) * CELL * 2));
}

export function withinY(halfY: i32): i32 {
  return max(0, min(halfY, (rows - 1) * CELL * 2));
}

/** Paints a cell as it was at another place, in half pixels, which is moved into the picture. */
export function predictFromOld(column: i32, row: i32, vectorX: i32, vectorY: i32): void {
  const x = withinX(column * CELL * 2 + vectorX);
  const y = withinY(row * CELL * 2 + vectorY);
  copyLuma(oldY, strideY, x, y, newY + ((row * CELL) as usize) * strideY + ((column * CELL) as usize));
  const c = ((row * 8) as usize) * strideC + ((column * 8) as usize);
  copyChroma(oldCo, strideC, x, y, newCo + c);
  copyChroma(oldCg, strideC, x, y, newCg + c);
}

/** Writes a cell of the new planes as pixels. */
export function paint(
  column: i32,
  row: i32,
  rgba: bool,
  pixels: usize,
  strideBytes: usize,
  widthPx: i32,
  heightPx: i32,
): void {
  join(
    newBlock(column, row, 0),
    strideY,
    newBlock(column, row, 4),
    newBlock(column, row, 5),
    strideC,
    rgba,
    room,
    pixels,
    strideBytes,
    widthPx,
    heightPx,
  );
}

export function vectorX(vector: u32): i32 {
  return vector as i16 as i32;
}

export function vectorY(vector: u32): i32 {
  return (vector >>> 16) as i16 as i32;
}

export function vectorPlace(column: i32, row: i32): usize {
  return vectors + (((row * columns + column) as usize) << 2);
}

function vectorAt(column: i32, row: i32): u32 {
  if (column < 0 || column >= columns || row < 0) return 0;
  return load<u32>(vectorPlace(column, row));
}

export function setVector(column: i32, row: i32, x: i32, y: i32): void {
  store<u32>(vectorPlace(column, row), ((x as u32) & 0xffff) | ((y as u32) << 16));
}

export function setCost(column: i32, cost: i32): void {
  store<i32>(costs + ((column as usize) << 2), cost);
}

/** @returns about what the cells beside and above have cost; 0 where there are none */
export function nearCost(column: i32, row: i32): i32 {
  if (column === 0 || row === 0) return 0;
  const cost = costs + ((column as usize) << 2);
  return ((load<i32>(cost) + load<i32>(cost - 4)) * 5) >> 3;
}

/** What the vector of a cell is written as a difference to: the middle one of those around. */
export function expectedX(column: i32, row: i32): i32 {
  return middle(
    vectorX(vectorAt(column - 1, row)),
    vectorX(vectorAt(column, row - 1)),
    vectorX(vectorAt(column + 1, row - 1)),
  );
}

export function expectedY(column: i32, row: i32): i32 {
  return middle(
    vectorY(vectorAt(column - 1, row)),
    vectorY(vectorAt(column, row - 1)),
    vectorY(vectorAt(column + 1, row - 1)),
  );
}

function middle(a: i32, b: i32, c: i32): i32 {
  return max(min(a, b), min(max(a, b), c));
}

/** The place of a block's pixels in the new planes. @param block 0 … 3 of Y, 4 of Co, 5 of Cg */
export function newBlock(column: i32, row: i32, block: i32): usize {
  if (block >= 4)
    return (block === 4 ? newCo : newCg) + ((row * 8) as usize) * strideC + ((column * 8) as usize);
  const y = row * CELL + (block >> 1) * 8;
  return newY + (y as usize) * strideY + ((column * CELL + (block & 1) * 8) as usize);
}

/** The models of a block's levels. */
export function levelModels(block: i32, intra: bool): usize {
  return models + LEVELS + ((block >= 4 ? 2 : 0) + (intra ? 0 : 1)) * LEVEL_MODELS_BYTES;
}

/** The model of whether a block has any levels, by how many of its neighbours have. */
export function codedModel(block: i32, intra: bool, neighbours: i32): usize {
  const kind = (block >= 4 ? 2 : 0) + (intra ? 0 : 1);
  return models + CODED + ((kind * 3 + neighbours) << 2);
}

/**
 * How many of the two neighbours of a block have levels.
 * @param above, beside the traces of the cells there
 * @param coded one bit for each earlier block of this cell
 */
export function codedAround(block: i32, above: u32, beside: u32, coded: u32): i32 {
  const bit = block as u32;
  if (block >= 4) return ((above >> bit) & 1) + ((beside >> bit) & 1);
  const up = block < 2 ? above >> (2 + bit) : coded >> (bit - 2);
  const left = (block & 1) === 0 ? beside >> (6 + (bit >> 1)) : coded >> (bit - 1);
  return (up & 1) + (left & 1);
}

/**
 * What a cell leaves to those beside and below: bits 0 and 1 are `WAS_CODED` and `WAS_INTRA`, 2 and 3 its lower blocks of Y, 4 and 5 Co
 * and Cg, 6 and 7 its right blocks of Y.
 * @param coded one bit a block
 */
export function traceOf(intra: bool, coded: u32): u8 {
  let trace = WAS_CODED | (intra ? WAS_INTRA : 0);
  trace |= ((((coded >> 2) & 3) << 2) | (((coded >> 4) & 3) << 4)) as u8;
  trace |= ((((coded >> 1) & 1) << 6) | (((coded >> 3) & 1) << 7)) as u8;
  return trace;
}
