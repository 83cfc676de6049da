import type { PixelPart, PixelPut } from './frame-hold.ts';

/** Of one update, put in one task: 32 MiB, all of 3840×2160, which takes 6 to 8 ms of CPU (docs/decisions/0007). */
const PARTS_AT_ONCE = 8;

/** Takes the parts of updates, in order. @param isLast of its update */
export type TakePart = (screen: number, part: PixelPart, isLast: boolean) => void;

/**
 * Keeps the parts of an update until all are there: a frame that came between two of them would copy the canvas once more, and show half of
 * the update.
 * @param put takes an update, or so much of one as is put in one task
 */
export function createWholeUpdates(put: (update: PixelPut) => void): TakePart {
  let parts: PixelPart[] = [];
  return (screen, part, isLast) => {
    parts.push(part);
    if (!isLast && parts.length < PARTS_AT_ONCE) return;
    const due = parts;
    parts = [];
    put({ screen, parts: due });
  };
}
