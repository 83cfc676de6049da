import type { Rect } from '@fjernhjelp/protocol';

const THICK_PX = 4;
/** 0xRRGGBB */
export const FRAME_COLOUR = 0xe8590c;

/** @returns the four stripes just inside a screen's edge; none lies on another */
export function frameEdges({ xPx, yPx, widthPx, heightPx }: Rect): Rect[] {
  const insidePx = Math.max(1, heightPx - 2 * THICK_PX);
  return [
    { xPx, yPx, widthPx, heightPx: THICK_PX },
    { xPx, yPx: yPx + heightPx - THICK_PX, widthPx, heightPx: THICK_PX },
    { xPx, yPx: yPx + THICK_PX, widthPx: THICK_PX, heightPx: insidePx },
    { xPx: xPx + widthPx - THICK_PX, yPx: yPx + THICK_PX, widthPx: THICK_PX, heightPx: insidePx },
  ];
}
