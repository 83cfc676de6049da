import type { ScreenSize } from '@fjernhjelp/protocol';
import type { CapturedFrame } from '../../../packages/codec/src/encoder/picture-memory.ts';
import { photograph } from '../../workloads/texture.ts';

export const fullHd: ScreenSize = { widthPx: 1920, heightPx: 1080 };
export const fourK: ScreenSize = { widthPx: 3840, heightPx: 2160 };
/** No multiple of a line or of a tile. */
export const SCROLL_PX = 53;
/** A film among text: none of its edges is one of a tile's. */
export const film = { xPx: 989, yPx: 173, widthPx: 848, heightPx: 480 } as const;

export function wholeOf({ widthPx, heightPx }: ScreenSize) {
  return [0, 0, widthPx, heightPx] as const;
}

/** Puts a photograph where the film is. */
export function paintFilm({ pixels, widthPx: stridePx }: CapturedFrame): void {
  const { xPx, yPx, widthPx, heightPx } = film;
  const picture = photograph(widthPx, heightPx, 1).pixels;
  const target = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4);
  for (let row = 0; row < heightPx; row++)
    target.set(picture.subarray(row * widthPx, (row + 1) * widthPx), (yPx + row) * stridePx + xPx);
}

/** @returns whether a BGRX picture and an RGBA one show the same */
export function showsSame(bgrx: Uint8Array, rgba: Uint8Array | Uint8ClampedArray): boolean {
  for (let i = 0; i < bgrx.length; i += 4)
    if (bgrx[i] !== rgba[i + 2] || bgrx[i + 1] !== rgba[i + 1] || bgrx[i + 2] !== rgba[i]) return false;
  return bgrx.length === rgba.length;
}
