import { InvariantError, type Rect, type ScreenSize } from '@fjernhjelp/protocol';
import { refuses } from './guarded-end.ts';
import { bgrx, colours, rgba } from './lossy-end.ts';
import type { RangeCodedEnd } from './range-coded-end.ts';
import type { RgbPicture } from './reference-text-decoder.ts';

/** As vectors have them. */
export type VectorRects = readonly (readonly [xPx: number, yPx: number, widthPx: number, heightPx: number])[];

export function rectsOf({ rects }: { readonly rects: VectorRects }): Rect[] {
  return rects.map(([xPx, yPx, widthPx, heightPx]) => ({ xPx, yPx, widthPx, heightPx }));
}

/** The kernels and a decoder that was written from PROTOCOL.md, fed alike; and what they should show. Throws InvariantError where they differ. */
export class BothEnds<End extends RangeCodedEnd> {
  readonly kernels: End;
  readonly rgb: Uint8Array;
  readonly #expected: Uint8Array;

  constructor(kernels: End) {
    const { widthPx, heightPx } = kernels.size;
    this.kernels = kernels;
    this.rgb = new Uint8Array(widthPx * heightPx * 3);
    this.#expected = this.rgb.slice();
  }

  get shown(): Uint8Array {
    const { kernels } = this;
    return colours(kernels.pixels(kernels.picture), rgba);
  }

  expectEqual(): void {
    if (!isEqual(this.shown, this.rgb))
      throw new InvariantError('the kernels show what the document does not');
  }

  /** Both are to show these rects as the host has them, and all else as before. */
  expectAsAt(host: End, rects: readonly Rect[]): void {
    const source = colours(host.pixels(host.frame), bgrx);
    for (const i of valuesIn(host.size, rects)) this.#expected[i] = source[i]!;
    if (!isEqual(this.shown, this.#expected))
      throw new InvariantError('the kernels show what the host does not');
    this.expectEqual();
  }

  /** @returns whether it is malformed, to both of them */
  protected refuse(byKernels: () => void, byDocument: (picture: RgbPicture) => void): boolean {
    const { kernels, rgb } = this;
    const isRefused = refuses(byKernels);
    if (refuses(() => byDocument({ rgb, widthPx: kernels.size.widthPx })) !== isRefused)
      throw new InvariantError(`the kernels alone ${isRefused ? 'refuse' : 'take'} it`);
    kernels.checkGuards();
    if (kernels.pixels(kernels.picture).some((value, i) => i % 4 === 3 && value !== 255))
      throw new InvariantError('a pixel is not opaque');
    return isRefused;
  }
}

export const shapeKinds = ['any', 'any', 'whole', 'column', 'row', 'dot'] as const;

/** Of any picture: fractions, 0 … 999, are scaled to its size. */
export interface Shape {
  readonly kind: (typeof shapeKinds)[number];
  readonly at: readonly [x: number, y: number, width: number, height: number];
}

export function rectsIn({ widthPx, heightPx }: ScreenSize, shapes: readonly Shape[]): Rect[] {
  return shapes.map(({ kind, at: [x, y, w, h] }) => {
    if (kind === 'whole') return { xPx: 0, yPx: 0, widthPx, heightPx };
    const xPx = Math.floor((x * widthPx) / 1000);
    const yPx = Math.floor((y * heightPx) / 1000);
    const width = 1 + Math.floor((w * (widthPx - xPx)) / 1000);
    const height = 1 + Math.floor((h * (heightPx - yPx)) / 1000);
    return {
      xPx,
      yPx,
      widthPx: kind === 'column' || kind === 'dot' ? 1 : width,
      heightPx: kind === 'row' || kind === 'dot' ? 1 : height,
    };
  });
}

export const damages = ['flip', 'flip', 'cut', 'add', 'replace', 'anything', 'ones'] as const;

/** What happens to a payload, and where in it. */
export interface Damage {
  readonly how: (typeof damages)[number];
  readonly at: number;
  readonly bit: number;
  readonly bytes: Uint8Array;
}

export function damaged(payload: Uint8Array, damage: Damage | null): Uint8Array {
  if (damage === null) return payload;
  const { how, bit, bytes } = damage;
  const at = damage.at % payload.length;
  if (how === 'anything') return bytes;
  // Beyond whatever is left of the range, from the first bit on.
  if (how === 'ones') return payload.slice().fill(0xff);
  if (how === 'cut') return payload.subarray(0, at);
  if (how === 'add') return Uint8Array.of(...payload, ...bytes);
  if (how === 'replace') return Uint8Array.of(...payload.subarray(0, at), ...bytes);
  const flipped = payload.slice();
  flipped[at]! ^= 1 << bit;
  return flipped;
}

/** @returns whether all of the rects were written */
export function isWhole(written: readonly Rect[], rects: readonly Rect[]): boolean {
  return (
    written.length === rects.length && written.every(({ heightPx }, i) => rects[i]!.heightPx === heightPx)
  );
}

/** Nothing but the rects is another than before. */
export function expectSameOutside(
  size: ScreenSize,
  rects: readonly Rect[],
  before: Uint8Array,
  after: Uint8Array,
): void {
  const painted = new Set(valuesIn(size, rects));
  if (after.some((value, i) => value !== before[i] && !painted.has(i)))
    throw new InvariantError('something outside of the rects was painted');
}

/** Where the rects' values lie in a picture of 3 bytes a pixel. */
function* valuesIn({ widthPx: stridePx }: ScreenSize, rects: readonly Rect[]): Generator<number> {
  for (const { xPx, yPx, widthPx, heightPx } of rects)
    for (let y = yPx; y < yPx + heightPx; y++)
      for (let x = 3 * xPx; x < 3 * (xPx + widthPx); x++) yield y * 3 * stridePx + x;
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
