/** How wide and high the mark is; what is pointed at is its middle pixel. */
export const MARK_SIZE_PX = 25;
export const MARK_CENTRE_PX = (MARK_SIZE_PX - 1) / 2;

/** From the centre: the coloured ring, and a light one on both sides of it that shows on any ground. */
const ring = { innerPx: 6, outerPx: 12.5, colouredInnerPx: 7.5, colouredOuterPx: 11 };
const BLUE_GREEN_RED = [0x6a, 0x00, 0xd4] as const;

/** @returns BGRA, rows from the top: the same ring as on X11, nothing in its middle and around it */
export function markPixels(): Uint8Array {
  const pixels = new Uint8Array(MARK_SIZE_PX * MARK_SIZE_PX * 4);
  for (let y = 0; y < MARK_SIZE_PX; y++) {
    for (let x = 0; x < MARK_SIZE_PX; x++) {
      const distancePx = Math.hypot(x - MARK_CENTRE_PX, y - MARK_CENTRE_PX);
      if (distancePx <= ring.innerPx || distancePx > ring.outerPx) continue;
      const isColoured = distancePx > ring.colouredInnerPx && distancePx <= ring.colouredOuterPx;
      const colour = isColoured ? BLUE_GREEN_RED : [255, 255, 255];
      pixels.set([...colour, 255], (y * MARK_SIZE_PX + x) * 4);
    }
  }
  return pixels;
}
