import type { ScreenSize } from '@fjernhjelp/protocol';
import { encodeMarker, marker, type Strip } from '../workloads/marker.ts';

/** Of a picture, each third pixel of each third row is looked at. */
const EVERY_PX = 3;
/** What is sent about right differs by less … */
const CLOSE = 64;
/** … but for one in so many. */
const MOST = 2000;
const HALF = 128;

/** @returns the number that a strip shows; undefined when it is none, or two at once */
export function readStrip(
  rgba: Uint8ClampedArray,
  { widthPx }: ScreenSize,
  { xPx, yPx }: Strip,
): number | undefined {
  const isLight = (block: number, row: number) =>
    rgba[((yPx + row) * widthPx + xPx + (block + 0.5) * marker.blockPx) * 4 + 1]! >= HALF;
  let sequence = 0;
  for (let block = 0; block < 24; block++)
    sequence = sequence * 2 + (isLight(block, marker.heightPx / 2) ? 1 : 0);
  const rows = [1, marker.heightPx / 2, marker.heightPx - 2];
  const isWhole = rows.every((row) =>
    encodeMarker(sequence).every((isOn, block) => isOn === isLight(block, row)),
  );
  return isWhole ? sequence : undefined;
}

/** @returns green of some of the pixels, whose order does not matter here */
export function samplePicture(pixels: ArrayLike<number>, { widthPx, heightPx }: ScreenSize): Uint8Array {
  const across = Math.floor(widthPx / EVERY_PX);
  const samples = new Uint8Array(across * Math.floor(heightPx / EVERY_PX));
  for (let i = 0; i < samples.length; i++) {
    const [x, y] = [i % across, Math.floor(i / across)];
    samples[i] = pixels[(y * widthPx + x) * EVERY_PX * 4 + 1]!;
  }
  return samples;
}

/** Whether two pictures are the same, but for what is about right. */
export function isClose(a: Uint8Array, b: Uint8Array): boolean {
  let left = a.length / MOST;
  return a.every((value, i) => Math.abs(value - b[i]!) <= CLOSE || --left >= 0);
}

/** @param bgrx of the screen. @returns whether the viewer has just these pixels */
export function isExact(rgba: Uint8ClampedArray, bgrx: Uint8Array): boolean {
  for (let at = 0; at < rgba.length; at += 4)
    if (rgba[at] !== bgrx[at + 2] || rgba[at + 1] !== bgrx[at + 1] || rgba[at + 2] !== bgrx[at]) return false;
  return true;
}
