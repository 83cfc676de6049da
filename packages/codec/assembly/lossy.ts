// AssemblyScript, not TypeScript: compiled by ../build.mjs into the same module as kernels.ts. About the right pixels for photographs and
// moving pictures (docs/decisions/0006-moving-pictures.md): the difference to what the viewer has, from the same or another place,
// transformed, quantised and range coded. Both ends run this on integers, so the encoder's reference is the viewer's picture.
import { begin, CELL, columns, fetchRow, paintOwed, rows, takeSource, traces } from './lossy/cells';
import { decodeCell } from './lossy/decoder';
import { encodeCell, startCells } from './lossy/encoder';
import {
  decodedAll,
  decodedTooFar,
  encodedTo,
  finishEncoding,
  startDecoding,
  startEncoding,
} from './range-coder';

/** More than one cell can ever take, in bytes: 384 levels of 26, and what goes before them. */
const CELL_BOUND: usize = 10_752;
/** The same for a cell that is left as it is. */
const SKIP_BOUND: usize = 2;
/** What ends the bytes. */
const END_BYTES: usize = 4;

/**
 * Encodes one rect of the frame; `paintLossy` makes the reference what the viewer will have. Cells of 16 × 16 pixels for which `out` has no
 * room left keep what the viewer has.
 * @param frame, reference BGRX, stridePx a row
 * @param quality 1 (finest) … 64: the quantiser's step
 * @param scratch `lossyScratchBytes` to work in; what is in there is taken as a hint, and may be anything
 * @param kept whether the viewer has there what the last call with this scratch memory and this rect has left; what of that is not painted yet
 *   is not read from the reference
 * @param turned whether that call was not turned; the planes of one are the old ones of the next
 * @param outCapacity in bytes, at least 2 a cell and 4
 * @returns how many bytes were written
 */
export function encodeLossy(
  frame: usize,
  reference: usize,
  stridePx: i32,
  xPx: i32,
  yPx: i32,
  widthPx: i32,
  heightPx: i32,
  quality: i32,
  scratch: usize,
  kept: bool,
  turned: bool,
  out: usize,
  outCapacity: usize,
): usize {
  const offset = ((yPx * stridePx + xPx) as usize) << 2;
  const strideBytes = (stridePx as usize) << 2;
  begin(reference + offset, strideBytes, widthPx, heightPx, false, quality, scratch, kept, turned);
  startCells(quality);
  startEncoding(out);
  let left = (columns * rows) as usize;
  fetchRow(0);
  for (let row = 0; row < rows; row++) {
    fetchRow(row + 1);
    let beside: u8 = 0;
    for (let column = 0; column < columns; column++) {
      left--;
      const full = encodedTo() - out + CELL_BOUND + left * SKIP_BOUND + END_BYTES > outCapacity;
      const cell = offset + ((row * CELL) as usize) * strideBytes + (((column * CELL) as usize) << 2);
      const width = widthPx - column * CELL;
      const height = heightPx - row * CELL;
      takeSource(column, frame + cell, strideBytes, width, height);
      beside = encodeCell(column, row, width < CELL || height < CELL, beside, full);
      store<u8>(traces + (column as usize), beside);
    }
  }
  return finishEncoding() - out;
}

/**
 * Paints into the reference what `encodeLossy` left to be painted of this rect, once or after several calls.
 * @param scratch of those calls
 * @param turned as in the last of them
 * @param leftPx, topPx, rightPx, bottomPx the part of the picture for which that is done, within the rect
 */
export function paintLossy(
  reference: usize,
  stridePx: i32,
  xPx: i32,
  yPx: i32,
  widthPx: i32,
  heightPx: i32,
  scratch: usize,
  turned: bool,
  leftPx: i32,
  topPx: i32,
  rightPx: i32,
  bottomPx: i32,
): void {
  paintOwed(
    reference + (((yPx * stridePx + xPx) as usize) << 2),
    (stridePx as usize) << 2,
    widthPx,
    heightPx,
    scratch,
    turned,
    leftPx - xPx,
    topPx - yPx,
    rightPx - xPx,
    bottomPx - yPx,
  );
}

/**
 * Paints what `encodeLossy` made of one rect. Reads nothing beyond the bytes and paints nothing beyond the rect, whatever they are.
 * @param picture RGBA, stridePx a row
 * @param quality 1 … 64, as it was encoded
 * @param scratch `lossyScratchBytes` to work in
 * @returns 0, or 1 when the bytes are too few, too many, or do not end as they should; some cells may have been painted then
 */
export function decodeLossy(
  picture: usize,
  stridePx: i32,
  xPx: i32,
  yPx: i32,
  widthPx: i32,
  heightPx: i32,
  quality: i32,
  scratch: usize,
  raw: usize,
  rawBytes: i32,
): i32 {
  const first = picture + (((yPx * stridePx + xPx) as usize) << 2);
  const strideBytes = (stridePx as usize) << 2;
  begin(first, strideBytes, widthPx, heightPx, true, quality, scratch, false, false);
  startDecoding(raw, rawBytes);
  for (let row = 0; row < rows; row++) {
    let beside: u8 = 0;
    for (let column = 0; column < columns; column++) {
      const cell = first + ((row * CELL) as usize) * strideBytes + (((column * CELL) as usize) << 2);
      const width = min(CELL, widthPx - column * CELL);
      const height = min(CELL, heightPx - row * CELL);
      beside = decodeCell(column, row, cell, strideBytes, width, height, beside);
      if (decodedTooFar()) return 1;
      store<u8>(traces + (column as usize), beside);
    }
  }
  return decodedAll() ? 0 : 1;
}
