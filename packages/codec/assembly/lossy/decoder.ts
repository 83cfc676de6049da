// The other way round than encoder.ts. Every number that comes out of the bytes is taken as it is: a place is moved into the
// picture, a level wraps, so nothing but the rect can be painted, whatever the bytes are.

import { decodeBit, decodeNumber, decodeRawBit } from '../range-coder';
import * as at from './cells';
import { lookAround, predictFromAround } from './intra';
import { decodeLevels } from './levels';
import { inverse } from './transform';

function decodeVector(axis: usize): i32 {
  if (!decodeBit(at.models + at.STILL + (axis << 2))) return 0;
  const negative = decodeRawBit();
  const size = 1 + (decodeNumber(at.models + at.AWAY + (axis << 6)) as i32);
  return negative ? -size : size;
}

function decodeHow(block: i32): i32 {
  const models = at.models + at.HOW + (block < 4 ? 0 : 12);
  const high: i32 = decodeBit(models) ? 1 : 0;
  return (high << 1) | (decodeBit(models + 4 + ((high as usize) << 2)) ? 1 : 0);
}

/**
 * Decodes one cell and paints it.
 * @param pixels the cell in the picture, RGBA
 * @param beside the trace of the cell to the left
 * @returns the cell's trace
 */
export function decodeCell(
  column: i32,
  row: i32,
  pixels: usize,
  strideBytes: usize,
  widthPx: i32,
  heightPx: i32,
  beside: u32,
): u8 {
  const above: u32 = load<u8>(at.traces + (column as usize));
  const neighbours = (above & at.WAS_CODED) + (beside & at.WAS_CODED);
  if (decodeBit(at.models + at.SKIPPED + ((neighbours as usize) << 2))) {
    at.setVector(column, row, 0, 0);
    at.predictFromOld(column, row, 0, 0);
    return 0;
  }
  const wereIntra = ((above & at.WAS_INTRA) + (beside & at.WAS_INTRA)) >> 1;
  const intra = decodeBit(at.models + at.INTRA + ((wereIntra as usize) << 2));
  let vectorX: i32 = 0;
  let vectorY: i32 = 0;
  if (!intra) {
    // As the vector is kept, in 16 bits, so that what it is expected from and where it points are the same.
    vectorX = (at.expectedX(column, row) + decodeVector(0)) as i16 as i32;
    vectorY = (at.expectedY(column, row) + decodeVector(1)) as i16 as i32;
    at.predictFromOld(column, row, vectorX, vectorY);
  }
  at.setVector(column, row, vectorX, vectorY);
  let coded: u32 = 0;
  for (let block = 0; block < 6; block++) {
    const stride = block < 4 ? at.strideY : at.strideC;
    const to = at.newBlock(column, row, block);
    if (intra) {
      const inside = block < 4;
      lookAround(to, stride, row > 0 || (inside && block >= 2), column > 0 || (inside && (block & 1) === 1));
      predictFromAround(decodeHow(block), to, stride);
    }
    const isCoded = decodeBit(at.codedModel(block, intra, at.codedAround(block, above, beside, coded)));
    if (!isCoded) continue;
    coded |= (1 as u32) << (block as u32);
    memory.fill(at.levels, 0, 128);
    const last = decodeLevels(at.levels, at.scan, at.levelModels(block, intra));
    inverse(at.levels, at.quantiser, last === 0, at.room, to, stride);
  }
  at.paint(column, row, true, pixels, strideBytes, widthPx, heightPx);
  return at.traceOf(intra, coded);
}
