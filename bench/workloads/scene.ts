import type { Canvas } from './canvas.ts';
import { marker, type Strip, type StripGroups } from './marker.ts';

/** What a workload paints. */
export interface Scene {
  /** Time between two steps; undefined when only keys make it change. */
  readonly everyMs: number | undefined;
  readonly strips: StripGroups;
  /** Paints the first picture, with number 0. */
  begin(): void;
  /** Paints the step of that number, 1 …, with its strips. */
  step(sequence: number): void;
  /** Paints that so many keys have been pressed. */
  key?(pressed: number): void;
}

export type CreateScene = (screen: Canvas) => Scene;

/** @returns an area of at most that size in the middle of the screen, on the marker's grid */
export function inTheMiddle(screen: Canvas, widthPx: number, heightPx: number) {
  const align = (value: number) => Math.floor(value / marker.blockPx) * marker.blockPx;
  const size = {
    widthPx: Math.min(widthPx, align(screen.widthPx * 0.9)),
    heightPx: Math.min(heightPx, align(screen.heightPx * 0.8)),
  };
  const place: Strip = {
    xPx: align((screen.widthPx - size.widthPx) / 2),
    yPx: align((screen.heightPx - size.heightPx) / 2),
  };
  return { ...size, ...place };
}

/** @returns strips at the first and the last rows of an area that is at least as wide as a strip */
export function bookends(area: Strip & { widthPx: number; heightPx: number }): Strip[] {
  const xPx = area.xPx + Math.floor((area.widthPx - marker.widthPx) / 2);
  return [
    { xPx, yPx: area.yPx },
    { xPx, yPx: area.yPx + area.heightPx - marker.heightPx },
  ];
}
