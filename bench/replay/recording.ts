import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';

export interface Rect {
  readonly xPx: number;
  readonly yPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Rows without a change between two rects of damage that are still joined. */
const JOINED_ROWS = 16;
const LENGTH_BYTES = 4;

/**
 * @param before the picture's pixels and @param after the same after a step
 * @returns what has changed as bands of rows, from the first to the last pixel of each
 */
export function damageBetween(before: Uint32Array, after: Uint32Array, widthPx: number): Rect[] {
  const rects: Rect[] = [];
  for (let y = 0; y * widthPx < after.length; y++) {
    const row = y * widthPx;
    let left = 0;
    while (left < widthPx && before[row + left] === after[row + left]) left++;
    if (left === widthPx) continue;
    let right = widthPx;
    while (before[row + right - 1] === after[row + right - 1]) right--;
    const last = rects.at(-1);
    if (last !== undefined && y - (last.yPx + last.heightPx) < JOINED_ROWS) {
      const xPx = Math.min(last.xPx, left);
      const end = Math.max(last.xPx + last.widthPx, right);
      rects[rects.length - 1] = { xPx, yPx: last.yPx, widthPx: end - xPx, heightPx: y + 1 - last.yPx };
    } else rects.push({ xPx: left, yPx: y, widthPx: right - left, heightPx: 1 });
  }
  return rects;
}

/** @returns a step as bytes: a length, the rects as JSON, their pixels one after the other, packed */
export function packStep(pixels: Uint32Array, widthPx: number, rects: readonly Rect[]): Buffer {
  const parts = rects.flatMap((rect) =>
    Array.from({ length: rect.heightPx }, (_, row) => {
      const at = (rect.yPx + row) * widthPx + rect.xPx;
      return Buffer.from(pixels.buffer, pixels.byteOffset + at * 4, rect.widthPx * 4);
    }),
  );
  const packed = zstdCompressSync(Buffer.concat([Buffer.from(`${JSON.stringify(rects)}\n`), ...parts]));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(packed.length);
  return Buffer.concat([length, packed]);
}

/** One step of a recording. */
export interface Step {
  readonly damage: Rect[];
  /** BGRX of the rects, one after the other. */
  readonly pixels: Buffer;
}

export function unpackSteps(recording: Buffer): Step[] {
  const steps: Step[] = [];
  for (let at = 0; at < recording.length; ) {
    const start = at + LENGTH_BYTES;
    at = start + recording.readUInt32LE(at);
    const bytes = zstdDecompressSync(recording.subarray(start, at));
    const end = bytes.indexOf('\n');
    steps.push({
      damage: JSON.parse(bytes.subarray(0, end).toString()) as Rect[],
      pixels: bytes.subarray(end + 1),
    });
  }
  return steps;
}

/** Puts a step's pixels into a picture. */
export function applyStep({ damage, pixels }: Step, target: Uint8Array, widthPx: number): void {
  let from = 0;
  for (const rect of damage) {
    for (let row = 0; row < rect.heightPx; row++) {
      const to = ((rect.yPx + row) * widthPx + rect.xPx) * 4;
      target.set(pixels.subarray(from, from + rect.widthPx * 4), to);
      from += rect.widthPx * 4;
    }
  }
}
