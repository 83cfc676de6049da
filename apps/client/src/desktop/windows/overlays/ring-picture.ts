import type { OverlayPicture } from './protocol.ts';

const SIZE_PX = 25;
/** From the picture's edge to the place that is pointed at. */
export const RING_CENTRE_PX = (SIZE_PX - 1) / 2;

/** From the centre: the coloured ring, and a light one on both sides of it that shows on any ground. */
const ring = { innerPx: 6, outerPx: 12.5, colouredInnerPx: 7.5, colouredOuterPx: 11 };

/** @param colour 0xRRGGBB @returns the same ring as on X11, nothing in its middle and around it */
export function ringPicture(colour: number): OverlayPicture {
  const bgra = new Uint8Array(SIZE_PX * SIZE_PX * 4);
  const ink = [colour & 0xff, (colour >> 8) & 0xff, (colour >> 16) & 0xff, 255];
  for (let y = 0; y < SIZE_PX; y++) {
    for (let x = 0; x < SIZE_PX; x++) {
      const distancePx = Math.hypot(x - RING_CENTRE_PX, y - RING_CENTRE_PX);
      if (distancePx <= ring.innerPx || distancePx > ring.outerPx) continue;
      const isColoured = distancePx > ring.colouredInnerPx && distancePx <= ring.colouredOuterPx;
      bgra.set(isColoured ? ink : [255, 255, 255, 255], (y * SIZE_PX + x) * 4);
    }
  }
  return { widthPx: SIZE_PX, heightPx: SIZE_PX, bgra };
}
