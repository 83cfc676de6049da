/**
 * `node bench/micro/scale.ts`: what making a screen smaller leaves of it, by the filter of the host (`PictureScaler`) and by the usual ones.
 * Gratings tell how much of what fine lines there is left, and how much of what is too fine comes back as something else; a step tells of halos;
 * a page of text what the sharpness costs in bytes. docs/decisions/0029 quotes it.
 */
import { PictureEncoder, PictureScaler } from '@fjernhjelp/codec';
import type { ScreenSize } from '@fjernhjelp/protocol';
import { createNodeCompressor } from '../../apps/client/src/picture/zstd.ts';
import { TextPage } from './text-screen.ts';

interface Picture extends ScreenSize {
  readonly pixels: Uint8Array;
}
type Scale = (source: Picture, target: ScreenSize) => Picture;

const GREY = 128;
const AMPLITUDE = 100;
/** Of the gratings: so wide that every phase is met. */
const source: ScreenSize = { widthPx: 1200, heightPx: 60 };
const page: ScreenSize = { widthPx: 1920, heightPx: 1080 };
const factors = [0.8, 2 / 3, 0.5];

const byHost: Scale = (from, target) => {
  const scaler = new PictureScaler(from, target);
  scaler.frame.pixels.set(from.pixels);
  const into = blank(target);
  scaler.scale([{ xPx: 0, yPx: 0, widthPx: from.widthPx, heightPx: from.heightPx }], into);
  return into;
};

/** @param reach of the kernel, in pixels of the target */
function byKernel(reach: number, kernel: (x: number) => number): Scale {
  return (from, target) => {
    const across = weights(from.widthPx, target.widthPx, reach, kernel);
    const down = weights(from.heightPx, target.heightPx, reach, kernel);
    const into = blank(target);
    const row = new Float64Array(target.widthPx * from.heightPx * 3);
    for (let y = 0; y < from.heightPx; y++)
      for (let x = 0; x < target.widthPx; x++)
        for (let part = 0; part < 3; part++)
          row[(y * target.widthPx + x) * 3 + part] = across[x]!.reduce(
            (sum, [at, weight]) => sum + weight * from.pixels[(y * from.widthPx + at) * 4 + part]!,
            0,
          );
    for (let y = 0; y < target.heightPx; y++)
      for (let x = 0; x < target.widthPx; x++)
        for (let part = 0; part < 3; part++) {
          const value = down[y]!.reduce(
            (sum, [at, weight]) => sum + weight * row[(at * target.widthPx + x) * 3 + part]!,
            0,
          );
          into.pixels[(y * target.widthPx + x) * 4 + part] = Math.max(0, Math.min(255, Math.round(value)));
        }
    return into;
  };
}

/** For each pixel of the target those of the source, and how much of each. */
function weights(
  from: number,
  to: number,
  reach: number,
  kernel: (x: number) => number,
): [number, number][][] {
  const step = from / to;
  return Array.from({ length: to }, (_, i) => {
    const middle = (i + 0.5) * step;
    const found: [number, number][] = [];
    for (let at = Math.ceil(middle - reach * step - 0.5); at <= middle + reach * step - 0.5; at++)
      found.push([Math.max(0, Math.min(from - 1, at)), kernel((at + 0.5 - middle) / step)]);
    const sum = found.reduce((all, [, weight]) => all + weight, 0);
    return found.map(([at, weight]) => [at, weight / sum]);
  });
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}
/** Mitchell and Netravali's family of cubics (1988). */
function cubic(b: number, c: number): (x: number) => number {
  return (x) => {
    const a = Math.abs(x);
    if (a >= 2) return 0;
    if (a < 1) return ((12 - 9 * b - 6 * c) * a ** 3 + (-18 + 12 * b + 6 * c) * a ** 2 + 6 - 2 * b) / 6;
    return ((-b - 6 * c) * a ** 3 + (6 * b + 30 * c) * a ** 2 + (-12 * b - 48 * c) * a + 8 * b + 24 * c) / 6;
  };
}

const filters: Readonly<Record<string, Scale>> = {
  'host: the mean of the area': byHost,
  'linear (triangle)': byKernel(1, (x) => Math.max(0, 1 - Math.abs(x))),
  'cubic (Mitchell)': byKernel(2, cubic(1 / 3, 1 / 3)),
  'cubic (Catmull-Rom)': byKernel(2, cubic(0, 1 / 2)),
  'Lanczos 2': byKernel(2, (x) => (Math.abs(x) < 2 ? sinc(x) * sinc(x / 2) : 0)),
  'Lanczos 3': byKernel(3, (x) => (Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0)),
};

function blank({ widthPx, heightPx }: ScreenSize): Picture {
  return { widthPx, heightPx, pixels: new Uint8Array(widthPx * heightPx * 4) };
}

function painted(size: ScreenSize, greyAt: (x: number) => number): Picture {
  const picture = blank(size);
  for (let i = 0; i < size.widthPx * size.heightPx; i++)
    picture.pixels.fill(Math.round(greyAt(i % size.widthPx)), i * 4, i * 4 + 3);
  return picture;
}

/** How much of a grating is left, of its own strength. @param cycles on a pixel of the target */
function left(scale: Scale, factor: number, cycles: number): number {
  const grating = painted(
    source,
    (x) => GREY + AMPLITUDE * Math.sin(2 * Math.PI * cycles * factor * (x + 0.5)),
  );
  return deviation(scale(grating, sizeOf(source, factor))) / deviation(grating);
}

/** Of the middle row, away from the edges. */
function deviation({ pixels, widthPx, heightPx }: Picture): number {
  const row = Math.floor(heightPx / 2) * widthPx;
  const values = Array.from({ length: widthPx - 40 }, (_, x) => pixels[(row + x + 20) * 4]!);
  const mean = values.reduce((a, b) => a + b) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** How far a step from 64 to 192 goes beyond both, in shades. */
function halo(scale: Scale, factor: number): number {
  const { pixels } = scale(
    painted(source, (x) => (x < 601 ? 64 : 192)),
    sizeOf(source, factor),
  );
  const shades = pixels.filter((_, i) => i % 4 === 0);
  return Math.max(64 - Math.min(...shades), Math.max(...shades) - 192, 0);
}

function sizeOf({ widthPx, heightPx }: ScreenSize, factor: number): ScreenSize {
  return { widthPx: Math.round(widthPx * factor), heightPx: Math.round(heightPx * factor) };
}

const text = blank(page);
new TextPage(page.widthPx, 400).paint(text.pixels, page.widthPx, page.heightPx, 0);

/** @returns what the page takes on the wire, and how many colours it has */
function ofPage(scale: Scale, factor: number): { kilobytes: number; colours: number; encodeMs: number } {
  const scaled = scale(text, sizeOf(page, factor));
  const encoder = new PictureEncoder(0, scaled, createNodeCompressor());
  encoder.frame.pixels.set(scaled.pixels);
  const before = process.threadCpuUsage().user;
  const message = encoder.encode([{ xPx: 0, yPx: 0, ...scaled }], 1e7, 1)!;
  const encodeMs = (process.threadCpuUsage().user - before) / 1000;
  const colours = new Set(new Uint32Array(scaled.pixels.buffer).map((word) => word & 0xffffff)).size;
  return { kilobytes: message.length / 1000, colours, encodeMs };
}

for (const factor of factors) {
  console.log(`\nto ${factor.toFixed(2)} of its size`);
  console.table(
    Object.fromEntries(
      Object.entries(filters).map(([name, scale]) => {
        const share = (cycles: number) => Number(left(scale, factor, cycles).toFixed(2));
        const { kilobytes, colours, encodeMs } = ofPage(scale, factor);
        const row = {
          'left of 1/4': share(0.25),
          'of 1/3': share(1 / 3),
          'of 0.45': share(0.45),
          'too fine: 0.6': share(0.6),
          '0.8': share(0.8),
          'halo, shades': halo(scale, factor),
          'page, kB': Number(kilobytes.toFixed(1)),
          colours,
          'encoding, ms': Math.round(encodeMs),
        };
        return [name, row];
      }),
    ),
  );
}
