import {
  type DifferenceTiles,
  type PaletteTiles,
  type PlaneTiles,
  paletteSizeBytes,
  planesRawBytes,
  type Rect,
} from '@fjernhjelp/protocol';
import type { Compressor } from '../compression.ts';
import { ColourBook } from './colour-book.ts';
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

/** The number of a pixel whose colour is in no palette. */
const ESCAPE = 255;

/** Packs exact pixels: as planes or with a palette, whichever was smaller lately, or as differences to what is there. */
export class TilePacker {
  readonly #memory: PictureMemory;
  readonly #compressor: Compressor;
  readonly #book = new ColourBook();
  #planesPay = false;
  #packed = 0;

  constructor(memory: PictureMemory, compressor: Compressor) {
    this.#memory = memory;
    this.#compressor = compressor;
  }

  /** The viewer has nothing. */
  restart(): void {
    this.#book.restart();
  }

  /** The viewer will have this. */
  sent(operation: ExactOperation): void {
    if (operation.type === 'palette') this.#book.sent(operation);
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
    const colours = new Uint32Array(kernels.buffer, at.palette + 8, count);
    const numbers = this.#memory.bytes(at.numbers, ESCAPE + 1);
    numbers[ESCAPE] = ESCAPE;
    const palette = this.#book.choose(colours, numbers);
    if (palette.book !== undefined) kernels.renumber(at.raw, pixels, at.numbers);
    return { type: 'palette', rects, pixels, ...palette, payload: this.#compress(pixels + 3 * escaped) };
  }

  #compress(rawBytes: number): Uint8Array {
    return this.#compressor.compress(this.#memory.bytes(this.#memory.at.raw, rawBytes));
  }
}

function sizeOf(operation: ExactOperation): number {
  return operation.payload.length + (operation.type === 'palette' ? paletteSizeBytes(operation) : 0);
}
