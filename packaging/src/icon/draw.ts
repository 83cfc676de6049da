import type { Mark, Stroke } from './mark.ts';
import type { Point } from './path.ts';

/** Samples along each side of a pixel. */
const SAMPLES = 4;

/** Draws the mark in white on its ground. @returns RGBA, rows from the top, not premultiplied */
export function drawMark(mark: Mark, sizePx: number): Uint8Array {
  const rgba = new Uint8Array(sizePx * sizePx * 4);
  const unitsPerPx = mark.sizeUnits / sizePx;
  for (let y = 0; y < sizePx; y++) {
    for (let x = 0; x < sizePx; x++) {
      let covered = 0;
      let white = 0;
      for (let sample = 0; sample < SAMPLES ** 2; sample++) {
        const point: Point = [
          (x + ((sample % SAMPLES) + 0.5) / SAMPLES) * unitsPerPx,
          (y + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) * unitsPerPx,
        ];
        if (!isOnGround(mark, point)) continue;
        covered++;
        if (mark.strokes.some((stroke) => isOnStroke(stroke, point))) white++;
      }
      const share = covered === 0 ? 0 : white / covered;
      const at = (y * sizePx + x) * 4;
      mark.ground.color.forEach((value, channel) => {
        rgba[at + channel] = Math.round(value + (255 - value) * share);
      });
      rgba[at + 3] = Math.round((covered / SAMPLES ** 2) * 255);
    }
  }
  return rgba;
}

function isOnGround({ sizeUnits, ground: { radius } }: Mark, [x, y]: Point): boolean {
  const beyond = (value: number) => Math.max(radius - value, value - (sizeUnits - radius), 0);
  return Math.hypot(beyond(x), beyond(y)) <= radius;
}

function isOnStroke({ points, width, isFilled }: Stroke, point: Point): boolean {
  const reach = (width / 2) ** 2;
  const x = point[0];
  const y = point[1];
  // Written out: it runs some fifty million times for the largest picture.
  for (let end = 1; end < points.length; end++) {
    const fromX = points[end - 1]![0];
    const fromY = points[end - 1]![1];
    const dx = points[end]![0] - fromX;
    const dy = points[end]![1] - fromY;
    const length = dx * dx + dy * dy;
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - fromX) * dx + (y - fromY) * dy) / length));
    const offX = x - fromX - along * dx;
    const offY = y - fromY - along * dy;
    if (offX * offX + offY * offY <= reach) return true;
  }
  return isFilled && isInside(points, point);
}

function isInside(points: readonly Point[], [x, y]: Point): boolean {
  let inside = false;
  points.forEach(([x2, y2], index) => {
    const [x1, y1] = points.at(index - 1)!;
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  });
  return inside;
}
