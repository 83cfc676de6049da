import type { Rect, ScreenSize } from '@fjernhjelp/protocol';
import type { Frame } from '../ports.ts';

const BYTES_PER_PIXEL = 4;

/** @returns a black one */
export function createFrame({ widthPx, heightPx }: ScreenSize): Frame {
  return { widthPx, heightPx, pixels: new Uint8Array(widthPx * heightPx * BYTES_PER_PIXEL) };
}

/** @param from, to of the same size */
export function copyRect(from: Frame, to: Frame, { xPx, yPx, widthPx, heightPx }: Rect): void {
  for (let y = yPx; y < yPx + heightPx; y++) {
    const start = (y * from.widthPx + xPx) * BYTES_PER_PIXEL;
    to.pixels.set(from.pixels.subarray(start, start + widthPx * BYTES_PER_PIXEL), start);
  }
}
