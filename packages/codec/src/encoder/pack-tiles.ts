import {
  type DifferenceTiles,
  type PaletteTiles,
  type PlaneTiles,
  planesRawBytes,
  type Rect,
} from '@fjernhjelp/protocol';
import type { Compressor } from '../compression.ts';
import type { PictureMemory } from './picture-memory.ts';

export type ExactOperation = PlaneTiles | PaletteTiles | DifferenceTiles;

/** So few pixels are packed in both ways. */
const FEW_PIXELS = 4096;
/** Of larger operations one of so many is packed in both ways, to see which is smaller now. */
const TRY_BOTH_EVERY = 8;
/** A palette is quicker at both ends: planes have to be so much smaller. */
const CLEARLY = 0.95;
/** The palette is not for pictures of more than this share of other colours. */
const MOST_ESCAPES = 1 / 2;

/** Packs exact pixels: as planes or with a palette, whichever was smaller lately, or as differences to what is there. */
export class TilePacker {
  readonly #memory: PictureMemory;
  readonly #compressor: Compressor;
  #planesPay = false;
  #packed = 0;

  constructor(memory: PictureMemory, compressor: Compressor) {
    this.#memory = memory;
    this.#compressor = compressor;
  }

  /** @param pixels of all rects, 1 … `limits.pixelsPerOperation` */
  pack(rects: readonly Rect[], pixels: number): ExactOperation {
    const isSmall = pixels <= FEW_PIXELS;
    const tries = isSmall || this.#packed++ % TRY_BOTH_EVERY === 0;
    if (this.#planesPay && !tries) return this.#asPlanes(rects, pixels);
    const palette = this.#withPalette(rects, pixels);
    if (palette !== undefined && !tries) return palette;
    const planes = this.#asPlanes(rects, pixels);
    if (palette === undefined) return planes;
    if (!isSmall) this.#planesPay = sizeOf(planes) < CLEARLY * sizeOf(palette);
    return sizeOf(planes) < sizeOf(palette) ? planes : palette;
  }

  /** For what the viewer has about right. */
  packDifference(rects: readonly Rect[], pixels: number): DifferenceTiles {
    const { kernels, at, frame } = this.#memory;
    const reference = this.#memory.referenceOf(rects);
    this.#forPlanes(rects, pixels, (rect, planes) =>
      kernels.gatherDifference(at.frame, reference, frame.widthPx, ...rect, ...planes),
    );
    return { type: 'difference', rects, pixels, payload: this.#compress(planesRawBytes(pixels)) };
  }

  #asPlanes(rects: readonly Rect[], pixels: number): PlaneTiles {
    const { kernels, at, frame } = this.#memory;
    this.#forPlanes(rects, pixels, (rect, planes) =>
      kernels.gatherRect(at.frame, frame.widthPx, ...rect, ...planes),
    );
    return { type: 'planes', rects, pixels, payload: this.#compress(planesRawBytes(pixels)) };
  }

  #forPlanes(
    rects: readonly Rect[],
    pixels: number,
    gather: (
      rect: [xPx: number, yPx: number, widthPx: number, heightPx: number],
      planes: [green: number, red: number, blue: number],
    ) => void,
  ): void {
    let green = this.#memory.at.raw;
    for (const { xPx, yPx, widthPx, heightPx } of rects) {
      gather([xPx, yPx, widthPx, heightPx], [green, green + pixels, green + 2 * pixels]);
      green += widthPx * heightPx;
    }
  }

  /** @returns undefined when there are too many colours */
  #withPalette(rects: readonly Rect[], pixels: number): PaletteTiles | undefined {
    const { kernels, at, frame } = this.#memory;
    this.#memory.bytes(at.palette, kernels.paletteBytes()).fill(0);
    const escapes = at.raw + pixels;
    const mostEscapes = Math.floor(pixels * MOST_ESCAPES);
    let indexes = at.raw;
    for (const { xPx, yPx, widthPx, heightPx } of rects) {
      const rect = [xPx, yPx, widthPx, heightPx] as const;
      const done = kernels.indexRect(
        at.frame,
        frame.widthPx,
        ...rect,
        at.palette,
        indexes,
        escapes,
        mostEscapes,
      );
      if (!done) return undefined;
      indexes += widthPx * heightPx;
    }
    const [count, escaped] = new Uint32Array(kernels.buffer, at.palette, 2) as unknown as [number, number];
    const colours = this.#colours(count);
    return { type: 'palette', rects, pixels, colours, payload: this.#compress(pixels + 3 * escaped) };
  }

  #colours(count: number): Uint8Array {
    const { kernels, at } = this.#memory;
    const words = new Uint32Array(kernels.buffer, at.palette + 8, count);
    const colours = new Uint8Array(count * 3);
    words.forEach((word, i) => {
      colours[i * 3] = word >>> 16;
      colours[i * 3 + 1] = word >>> 8;
      colours[i * 3 + 2] = word;
    });
    return colours;
  }

  #compress(rawBytes: number): Uint8Array {
    return this.#compressor.compress(this.#memory.bytes(this.#memory.at.raw, rawBytes));
  }
}

function sizeOf(operation: ExactOperation): number {
  return operation.payload.length + (operation.type === 'palette' ? operation.colours.length : 0);
}
