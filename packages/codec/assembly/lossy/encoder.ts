// One cell of 16 × 16 pixels after the other: where it comes from, what is left, and its bits.

import { encodeBit, encodeNumber, encodeRawBit } from '../range-coder';
import * as at from './cells';
import { lookAround, nearestPrediction, predictFromAround } from './intra';
import { encodeLevels, zigzagMask } from './levels';
import { distanceAt, isSmoother } from './motion';
import { loudBlocks } from './quiet';
import { forward, inverse } from './transform';

/** How far a search goes, in half pixels: 16 pixels, then half as far each time. */
const FAR: i32 = 32;
const NEAR: i32 = 2;
/** The sum over a cell below which it is taken to be still: no search. More blurs what moves slowly. */
const STILL: i32 = 256;
/** The sum over a cell from which on what is found is not near enough to look only around it. */
const ROUGH: i32 = 1536;

/** One cell of so many in a row is searched around what was found, however near that is: so that what is better comes up somewhere. */
const SEARCHED_EVERY: i32 = 8;

let bestX: i32 = 0;
let bestY: i32 = 0;
let bestCost: i32 = 0;
let bitCost: i32 = 0;
/** Of the quantiser. */
let step: i32 = 0;
let expectedX: i32 = 0;
let expectedY: i32 = 0;

/** @returns about how many bits a vector takes beside the expected one */
function vectorBits(x: i32, y: i32): i32 {
  return 126 - 2 * (clz(abs(x) + 1) + clz(abs(y) + 1));
}

function tryVector(column: i32, row: i32, x: i32, y: i32): bool {
  const cellX = column * at.CELL * 2;
  const cellY = row * at.CELL * 2;
  const placeX = at.withinX(cellX + x);
  const placeY = at.withinY(cellY + y);
  x = placeX - cellX;
  y = placeY - cellY;
  const bits = bitCost * vectorBits(x - expectedX, y - expectedY);
  const cost = bits + distanceAt(at.source, at.oldY, at.strideY, placeX, placeY, bestCost - bits);
  if (cost >= bestCost) return false;
  bestX = x;
  bestY = y;
  bestCost = cost;
  return true;
}

/** The same for a vector of another cell or picture, which is mostly the one that was tried. */
function tryOther(column: i32, row: i32, vector: u32): void {
  const x = at.vectorX(vector);
  const y = at.vectorY(vector);
  if ((x === 0 && y === 0) || (x === expectedX && y === expectedY)) return;
  tryVector(column, row, x, y);
}

/**
 * Looks where the neighbours and the last picture point, then around the best of those.
 * @param near a cost that is as near as what is around has come
 */
function searchVector(column: i32, row: i32, near: i32): void {
  bestCost = i32.MAX_VALUE;
  tryVector(column, row, 0, 0);
  if (bestCost < STILL) return;
  if (expectedX !== 0 || expectedY !== 0) tryVector(column, row, expectedX, expectedY);
  if (column > 0) tryOther(column, row, load<u32>(at.vectorPlace(column - 1, row)));
  if (bestCost <= near && ((column + 3 * row) & (SEARCHED_EVERY - 1)) !== 0) return;
  tryOther(column, row, load<u32>(at.vectorPlace(column, row)));
  for (let away = bestCost > ROUGH ? FAR : bestCost > near ? NEAR : 1; away > 0; away >>= 1) {
    for (let again = 0; again < 4; again++) {
      const x = bestX;
      const y = bestY;
      tryVector(column, row, x - away, y);
      tryVector(column, row, x + away, y);
      tryVector(column, row, x, y - away);
      tryVector(column, row, x, y + away);
      if (x === bestX && y === bestY) break;
    }
  }
}

function sourceBlock(block: i32): usize {
  if (block >= 4) return at.source + 256 + (((block - 4) << 6) as usize);
  return at.source + (((block >> 1) * 128 + (block & 1) * 8) as usize);
}

function levelsOf(block: i32): usize {
  return at.levels + ((block as usize) << 7);
}

/** Turns what a block differs from its prediction into levels, and paints what they give. @returns the zigzag's mask */
function settleBlock(column: i32, row: i32, block: i32, intra: bool): u64 {
  const stride = block < 4 ? at.strideY : at.strideC;
  const pixels = at.newBlock(column, row, block);
  const levels = levelsOf(block);
  const sourceStride: usize = block < 4 ? 16 : 8;
  const raw = forward(sourceBlock(block), sourceStride, pixels, stride, at.quantiser, !intra, levels);
  if (raw === 0) return 0;
  inverse(levels, at.quantiser, raw === 1, at.room, pixels, stride);
  return zigzagMask(raw, at.scan);
}

function encodeVector(axis: usize, difference: i32): void {
  encodeBit(at.models + at.STILL + (axis << 2), difference !== 0);
  if (difference === 0) return;
  encodeRawBit(difference < 0);
  encodeNumber(at.models + at.AWAY + (axis << 6), abs(difference) - 1);
}

function encodeHow(block: i32, how: i32): void {
  const models = at.models + at.HOW + (block < 4 ? 0 : 12);
  encodeBit(models, how >> 1 !== 0);
  encodeBit(models + 4 + (((how >> 1) as usize) << 2), (how & 1) !== 0);
}

/** @param quality what a bit is weighed with */
export function startCells(quality: i32): void {
  bitCost = max(1, (quality * 3) >> 3);
  step = quality;
}

/**
 * Encodes one cell, which the new planes then have as the viewer will.
 * @param isCut whether it reaches beyond the rect
 * @param beside the trace of the cell to the left
 * @param skip whether there is no room for anything else
 * @returns the cell's trace
 */
export function encodeCell(column: i32, row: i32, isCut: bool, beside: u32, skip: bool): u8 {
  const above: u32 = load<u8>(at.traces + (column as usize));
  const neighbours = (above & at.WAS_CODED) + (beside & at.WAS_CODED);
  const skipped = at.models + at.SKIPPED + ((neighbours as usize) << 2);
  let intra = false;
  let coded: u32 = 0;
  let how: i32 = 0;
  /** One bit for each block of which something may be left. */
  let loud: i32 = 63;
  if (!skip) {
    expectedX = at.expectedX(column, row);
    expectedY = at.expectedY(column, row);
    const near = at.nearCost(column, row);
    searchVector(column, row, near);
    at.setCost(column, bestCost);
    // What came as near as its neighbours is as they are.
    const isLikeThem = bestCost <= near && ((above | beside) & at.WAS_INTRA) === 0;
    intra = !isLikeThem && isSmoother(at.source, bestCost);
    if (intra) {
      bestX = 0;
      bestY = 0;
    } else {
      at.predictFromOld(column, row, bestX, bestY);
      loud = loudBlocks(
        at.source,
        at.newBlock(column, row, 0),
        at.strideY,
        at.newBlock(column, row, 4),
        at.newBlock(column, row, 5),
        at.strideC,
        step,
      );
    }
    for (let block = 0; block < 6; block++) {
      if (((loud >> block) & 1) === 0) continue;
      if (intra) {
        const stride = block < 4 ? at.strideY : at.strideC;
        const to = at.newBlock(column, row, block);
        const inside = block < 4;
        lookAround(
          to,
          stride,
          row > 0 || (inside && block >= 2),
          column > 0 || (inside && (block & 1) === 1),
        );
        const nearest = nearestPrediction(sourceBlock(block), inside ? 16 : 8);
        how |= nearest << (block << 1);
        predictFromAround(nearest, to, stride);
      }
      const mask = settleBlock(column, row, block, intra);
      store<u64>(at.masks + ((block as usize) << 3), mask);
      if (mask !== 0) coded |= (1 as u32) << (block as u32);
    }
    skip = !intra && coded === 0 && bestX === 0 && bestY === 0;
    if (!skip) {
      encodeBit(skipped, false);
      at.setVector(column, row, bestX, bestY);
      const wereIntra = ((above & at.WAS_INTRA) + (beside & at.WAS_INTRA)) >> 1;
      encodeBit(at.models + at.INTRA + ((wereIntra as usize) << 2), intra);
      if (!intra) {
        encodeVector(0, bestX - expectedX);
        encodeVector(1, bestY - expectedY);
      }
      for (let block = 0; block < 6; block++) {
        if (intra) encodeHow(block, (how >> (block << 1)) & 3);
        const isCoded = (coded >> (block as u32)) & 1;
        encodeBit(at.codedModel(block, intra, at.codedAround(block, above, beside, coded)), isCoded !== 0);
        if (isCoded !== 0)
          encodeLevels(
            levelsOf(block),
            load<u64>(at.masks + ((block as usize) << 3)),
            at.scan,
            at.levelModels(block, intra),
          );
      }
      at.owe(column, row, isCut);
      return at.traceOf(intra, coded);
    }
  }
  encodeBit(skipped, true);
  at.setVector(column, row, 0, 0);
  at.predictFromOld(column, row, 0, 0);
  return 0;
}
