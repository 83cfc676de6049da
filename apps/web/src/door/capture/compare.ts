import type { Bytes, Rect, ScreenSize } from '@fjernhjelp/protocol';
import type { Plane } from './frames.ts';

/** Rows that are told together, and columns: both even, as a sample of a plane may stand for two by two pixels. */
const BAND_PX = 16;
const COLUMN_PX = 64;
const BYTES_PER_WORD = 4;

/**
 * Finds what changed between two pictures of one size, in rows of tiles: a browser tells of frames, not of damage.
 * @param before @param after whole words, in which the planes lie alike
 * @param planes each with samples of the whole picture
 * @returns rects that hold everything that differs, none over another, from the top
 */
export function comparePictures(
  before: Bytes,
  after: Bytes,
  planes: readonly Plane[],
  { widthPx, heightPx }: ScreenSize,
): Rect[] {
  const bands = Math.ceil(heightPx / BAND_PX);
  const differing = { lefts: new Int32Array(bands).fill(widthPx), rights: new Int32Array(bands) };
  const [one, other] = [wordsOf(before), wordsOf(after)];
  for (const plane of planes) comparePlane(one, other, plane, widthPx, heightPx, differing);

  const rects: Rect[] = [];
  for (let band = 0; band < bands; band++) {
    const [left, right] = [differing.lefts[band]!, differing.rights[band]!];
    if (right === 0) continue;
    const yPx = band * BAND_PX;
    const rows = Math.min(BAND_PX, heightPx - yPx);
    const xPx = left - (left % COLUMN_PX);
    const width = Math.min(widthPx, Math.ceil(right / COLUMN_PX) * COLUMN_PX) - xPx;
    const above = rects.at(-1);
    const isSame = above?.xPx === xPx && above.widthPx === width;
    if (above !== undefined && isSame && above.yPx + above.heightPx === yPx)
      rects[rects.length - 1] = { ...above, heightPx: above.heightPx + rows };
    else rects.push({ xPx, yPx, widthPx: width, heightPx: rows });
  }
  return rects;
}

/** @param differing of each band, the first column that differs and the one after the last: made wider by what this plane tells */
function comparePlane(
  before: Uint32Array,
  after: Uint32Array,
  { offset, stride, rows }: Plane,
  widthPx: number,
  heightPx: number,
  { lefts, rights }: { readonly lefts: Int32Array; readonly rights: Int32Array },
): void {
  const bytesPerPx = stride >= widthPx ? Math.round(stride / widthPx) : 1 / Math.round(widthPx / stride);
  const pxPerRow = Math.round(heightPx / rows);
  for (let row = 0; row < rows; row++) {
    const band = Math.floor((row * pxPerRow) / BAND_PX);
    const start = offset + row * stride;
    // A word that two rows share is told of both.
    const from = Math.floor(start / BYTES_PER_WORD);
    const to = Math.ceil((start + stride) / BYTES_PER_WORD);
    const [left, right] = [lefts[band]!, rights[band]!];
    // Only what lies outside of what is known to differ can tell anything new.
    const end = Math.min(to, Math.ceil((start + left * bytesPerPx) / BYTES_PER_WORD));
    let first = from;
    while (first < end && before[first] === after[first]) first++;
    if (first < end)
      lefts[band] = Math.min(left, Math.max(0, Math.floor((first * BYTES_PER_WORD - start) / bytesPerPx)));
    else if (end === to) continue;
    const begin = Math.max(from, Math.floor((start + right * bytesPerPx) / BYTES_PER_WORD));
    let last = to - 1;
    while (last >= begin && before[last] === after[last]) last--;
    if (last < begin) continue;
    const endPx = Math.ceil(((last + 1) * BYTES_PER_WORD - start) / bytesPerPx);
    rights[band] = Math.min(widthPx, Math.max(right, endPx));
  }
}

/** @param bytes whole words */
export function wordsOf({ buffer, byteOffset, byteLength }: Uint8Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, byteLength / BYTES_PER_WORD);
}
