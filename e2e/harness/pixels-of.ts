import type { Pixels } from './display.ts';

/** @returns the colour of a pixel as 0xRRGGBB */
export function colourAt({ rgba, widthPx }: Pixels, xPx: number, yPx: number): number {
  const at = (yPx * widthPx + xPx) * 4;
  return ((rgba[at] ?? 0) << 16) | ((rgba[at + 1] ?? 0) << 8) | (rgba[at + 2] ?? 0);
}

/** @returns how many pixels have that colour */
export function countOf({ rgba }: Pixels, colour: number): number {
  let count = 0;
  for (let at = 0; at < rgba.length; at += 4)
    if (((rgba[at]! << 16) | (rgba[at + 1]! << 8) | rgba[at + 2]!) === colour) count += 1;
  return count;
}
