import { type Area, placeInArea } from '../watch/area.ts';

/** A place on a remote screen, in the screen's own pixels, origin top-left. */
export interface Position {
  readonly screen: number;
  readonly xPx: number;
  readonly yPx: number;
}

/** Where the picture stands on the page, in CSS pixels, as `getBoundingClientRect` tells it. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Finds the remote pixel under a point of the page; what lies outside the picture, or between its screens, becomes the nearest
 * pixel.
 * @param clientX CSS pixels, as of a mouse event; may be fractional and outside the box
 * @param box wider and higher than 0
 */
export function mapToScreen(clientX: number, clientY: number, box: Box, shown: Area): Position {
  const xPx = along(clientX - box.left, box.width, shown.widthPx);
  const yPx = along(clientY - box.top, box.height, shown.heightPx);
  return placeInArea(shown, xPx, yPx);
}

function along(offset: number, shownLength: number, lengthPx: number): number {
  const pixel = Math.floor((offset / shownLength) * lengthPx);
  return Math.max(0, Math.min(lengthPx - 1, pixel));
}
