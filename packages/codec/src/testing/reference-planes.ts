interface Plane {
  readonly stride: number;
  readonly samples: Uint8Array;
}

/** Y of each pixel, Co and Cg of each 2 × 2 (PROTOCOL.md UP21). */
export type Planes = readonly [y: Plane, co: Plane, cg: Plane];

/** @param fullWidthPx @param fullHeightPx in whole cells: the last column and row are repeated */
export function splitPlanes(
  rgb: Uint8Array,
  widthPx: number,
  heightPx: number,
  fullWidthPx: number,
  fullHeightPx: number,
): Planes {
  const channel = (x: number, y: number, which: number) =>
    rgb[(Math.min(y, heightPx - 1) * widthPx + Math.min(x, widthPx - 1)) * 3 + which]!;
  const four = (x: number, y: number, which: number) =>
    channel(x, y, which) + channel(x + 1, y, which) + channel(x, y + 1, which) + channel(x + 1, y + 1, which);
  const luma = (x: number, y: number) =>
    (channel(x, y, 0) + 2 * channel(x, y, 1) + channel(x, y, 2) + 2) >> 2;
  const orange = (x: number, y: number) =>
    Math.min(255, 128 + ((four(2 * x, 2 * y, 0) - four(2 * x, 2 * y, 2) + 4) >> 3));
  const green = (x: number, y: number) => {
    const redAndBlue = four(2 * x, 2 * y, 0) + four(2 * x, 2 * y, 2);
    return Math.min(255, 128 + ((2 * four(2 * x, 2 * y, 1) - redAndBlue + 8) >> 4));
  };
  return [
    plane(fullWidthPx, fullHeightPx, luma),
    plane(fullWidthPx / 2, fullHeightPx / 2, orange),
    plane(fullWidthPx / 2, fullHeightPx / 2, green),
  ];
}

function plane(width: number, height: number, sample: (x: number, y: number) => number): Plane {
  return {
    stride: width,
    samples: Uint8Array.from({ length: width * height }, (_, i) => sample(i % width, Math.floor(i / width))),
  };
}

/** Paints the cell whose first pixel is at xPx, yPx. */
export function joinPlanes(
  [luma, orange, green]: Planes,
  rgb: Uint8Array,
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
  xPx: number,
  yPx: number,
): void {
  for (let y = yPx; y < Math.min(heightPx, yPx + 16); y++) {
    for (let x = xPx; x < Math.min(widthPx, xPx + 16); x++) {
      const Y = luma.samples[y * luma.stride + x]!;
      const Co = orange.samples[(y >> 1) * orange.stride + (x >> 1)]! - 128;
      const Cg = green.samples[(y >> 1) * green.stride + (x >> 1)]! - 128;
      const pixel = [Y - Cg + Co, Y + Cg, Y - Cg - Co].map((value) => Math.max(0, Math.min(255, value)));
      rgb.set(pixel, (y * widthPx + x) * 3);
    }
  }
}
