import type { DecodedPicture } from '@fjernhjelp/codec';
import { type Bytes, type Rect, totalAreaPx } from '@fjernhjelp/protocol';

/** Of one buffer: 4 MiB, half of a 1920×1080 screen. */
const BUFFER_PX = 1024 * 1024;
const BYTES_PER_PIXEL = 4;
/** Buffers that wait to be used again; more are let go. So many hold a picture of 3840×2160. */
const KEPT_BUFFERS = 8;

/** Takes pixels out of a picture, to be put on the page's canvas. */
export interface PixelPacker {
  /**
   * @param give is called for each buffer with the rects that it holds, one after the other, as RGBA; it owns the buffer, which may be longer
   */
  pack(
    picture: DecodedPicture,
    rects: readonly Rect[],
    give: (rects: Rect[], pixels: Bytes, isLast: boolean) => void,
  ): void;
  /** A buffer that is done with. */
  back(buffer: ArrayBuffer): void;
}

/** @param bufferPx the most pixels in one buffer, at least as many as the widest picture's row */
export function createPixelPacker(bufferPx: number = BUFFER_PX): PixelPacker {
  const kept: ArrayBuffer[] = [];

  /** A fresh buffer costs more than filling it: the system has to find and clear its pages. */
  function take(sizeBytes: number): ArrayBuffer {
    const found = kept.findIndex((buffer) => buffer.byteLength >= sizeBytes);
    if (found >= 0) return kept.splice(found, 1)[0]!;
    // Small ones are the rule, and one size for them is found again.
    return new ArrayBuffer(Math.max(sizeBytes, 64 * 1024));
  }

  return {
    pack(picture, rects, give) {
      const source = new Uint32Array(
        picture.rgba.buffer,
        picture.rgba.byteOffset,
        picture.widthPx * picture.heightPx,
      );
      const groups = [...groupsOf(rects, bufferPx)];
      for (const group of groups) {
        const sizePx = totalAreaPx(group);
        const buffer = take(sizePx * BYTES_PER_PIXEL);
        copyRects(source, picture.widthPx, group, new Uint32Array(buffer));
        give(group, new Uint8Array(buffer, 0, sizePx * BYTES_PER_PIXEL), group === groups.at(-1));
      }
    },
    back(buffer) {
      kept.push(buffer);
      if (kept.length <= KEPT_BUFFERS) return;
      // The smallest is the easiest to replace.
      kept.sort((a, b) => b.byteLength - a.byteLength).pop();
    },
  };
}

/** Cuts rects into bands that fit, and puts together what fits into one buffer. */
function* groupsOf(rects: readonly Rect[], bufferPx: number): Generator<Rect[]> {
  let group: Rect[] = [];
  let freePx = bufferPx;
  for (const { xPx, yPx, widthPx, heightPx } of rects) {
    for (let row = 0; row < heightPx; ) {
      const rows = Math.min(heightPx - row, Math.floor(freePx / widthPx));
      if (rows === 0) {
        yield group;
        group = [];
        freePx = bufferPx;
        continue;
      }
      group.push({ xPx, yPx: yPx + row, widthPx, heightPx: rows });
      freePx -= rows * widthPx;
      row += rows;
    }
  }
  if (group.length > 0) yield group;
}

function copyRects(source: Uint32Array, stridePx: number, rects: readonly Rect[], target: Uint32Array): void {
  let at = 0;
  for (const { xPx, yPx, widthPx, heightPx } of rects) {
    for (let y = yPx; y < yPx + heightPx; y++) {
      const start = y * stridePx + xPx;
      target.set(source.subarray(start, start + widthPx), at);
      at += widthPx;
    }
  }
}
