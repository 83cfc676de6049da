import { createRandom } from '../micro/text-screen.ts';

export interface Image {
  readonly widthPx: number;
  readonly heightPx: number;
  /** BGRX, one number a pixel. */
  readonly pixels: Uint32Array;
}

/** Lattice spacing in pixels and how much each octave of brightness counts. */
const OCTAVES = [
  { cellPx: 240, weight: 60 },
  { cellPx: 80, weight: 30 },
  { cellPx: 24, weight: 16 },
  { cellPx: 8, weight: 9 },
  { cellPx: 3, weight: 6 },
];
const TINTS = [
  { cellPx: 300, weight: 34 },
  { cellPx: 180, weight: 28 },
];

/** A picture as a camera makes it: soft shades, fine texture, things with edges. Every channel is 8 … 240. */
export function photograph(widthPx: number, heightPx: number, seed: number): Image {
  const light = new Float32Array(widthPx * heightPx).fill(120);
  OCTAVES.forEach((octave, i) => {
    addNoise(light, widthPx, heightPx, octave, seed + i);
  });
  addThings(light, widthPx, heightPx, seed + 50);
  const [warm, green] = TINTS.map((tint, i) => {
    const plane = new Float32Array(widthPx * heightPx);
    addNoise(plane, widthPx, heightPx, tint, seed + 100 + i);
    return plane;
  }) as [Float32Array, Float32Array];
  const pixels = new Uint32Array(widthPx * heightPx);
  for (let i = 0; i < pixels.length; i++) {
    const y = light[i] ?? 0;
    const w = warm[i] ?? 0;
    const g = green[i] ?? 0;
    pixels[i] = (level(y + w) << 16) | (level(y + g) << 8) | level(y - w - g / 2);
  }
  return { widthPx, heightPx, pixels };
}

function level(value: number): number {
  return value < 8 ? 8 : value > 240 ? 240 : Math.round(value);
}

interface Octave {
  readonly cellPx: number;
  readonly weight: number;
}

/** Value noise: random numbers on a lattice, smoothly between. */
function addNoise(
  plane: Float32Array,
  widthPx: number,
  heightPx: number,
  { cellPx, weight }: Octave,
  seed: number,
): void {
  const random = createRandom(seed);
  const columns = Math.ceil(widthPx / cellPx) + 2;
  const rows = Math.ceil(heightPx / cellPx) + 2;
  const lattice = Float32Array.from({ length: columns * rows }, () => (random() * 2 - 1) * weight);
  for (let y = 0; y < heightPx; y++) {
    const row = Math.floor(y / cellPx);
    const down = smooth(y / cellPx - row);
    for (let x = 0; x < widthPx; x++) {
      const column = Math.floor(x / cellPx);
      const along = smooth(x / cellPx - column);
      const at = row * columns + column;
      const upper = lattice[at]! + (lattice[at + 1]! - lattice[at]!) * along;
      const below = at + columns;
      const lower = lattice[below]! + (lattice[below + 1]! - lattice[below]!) * along;
      plane[y * widthPx + x]! += upper + (lower - upper) * down;
    }
  }
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}

/** Lighter and darker ellipses with hard edges. */
function addThings(plane: Float32Array, widthPx: number, heightPx: number, seed: number): void {
  const random = createRandom(seed);
  const count = Math.ceil((widthPx * heightPx) / 40_000);
  for (let i = 0; i < count; i++) {
    const radiusX = 10 + random() * 90;
    const radiusY = 10 + random() * 70;
    const centreX = random() * widthPx;
    const centreY = random() * heightPx;
    const shade = (random() * 2 - 1) * 60;
    const lastY = Math.min(heightPx - 1, centreY + radiusY);
    for (let y = Math.max(0, Math.ceil(centreY - radiusY)); y <= lastY; y++) {
      const half = radiusX * Math.sqrt(Math.max(0, 1 - ((y - centreY) / radiusY) ** 2));
      const lastX = Math.min(widthPx - 1, centreX + half);
      for (let x = Math.max(0, Math.ceil(centreX - half)); x <= lastX; x++)
        plane[y * widthPx + x]! += shade * (1 - (0.5 * (x - centreX + half)) / (2 * half + 1));
    }
  }
}
