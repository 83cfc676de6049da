import {
  type DifferenceTiles,
  type PlaneTiles,
  planesRawBytes,
  type Rect,
  type TextTiles,
  textBoundBytes,
  textHeaderBytes,
  totalAreaPx,
} from '@fjernhjelp/protocol';
import type { Compressor } from '../compression.ts';
import type { PictureMemory } from './picture-memory.ts';

/** Of larger rects every fourth row is looked at. */
const FEW_PIXELS = 4096;
const LOOKED_AT = 4;
/** Text brings so few new colours along, and such a share of its pixels. */
const FEW_NEW_COLOURS = 32;
const NEW_COLOURS_SHARE = 1 / 16;
/** So many of its pixels are of another colour than the one to the left; a letter by itself is dense. */
const FEW_CHANGES = 256;
const CHANGES_SHARE = 5 / 8;

/** What takes more is no text. */
const FEW_BYTES = 64;
const BYTES_PER_PIXEL = 2;

/** What `isText` of the kernels says. */
const texts = { none: 0, known: 1, full: 2 } as const;

/** What was packed, and what of the rects was not. */
export interface Packed {
  readonly operation: PlaneTiles | TextTiles;
  readonly rest: readonly Rect[];
}

/** Packs exact pixels: as text where they have few colours, else as planes, or as differences to what is there. */
export class TilePacker {
  readonly #memory: PictureMemory;
  readonly #compressor: Compressor;
  /** Text is learnt anew: the viewer does not know yet. */
  #isAnew = false;

  constructor(memory: PictureMemory, compressor: Compressor) {
    this.#memory = memory;
    this.#compressor = compressor;
  }

  /** The viewer has nothing. */
  restart(): void {
    this.#memory.kernels.resetText(this.#memory.at.text);
    this.#isAnew = false;
  }

  /**
   * Packs those of the rects that are text, or else all of them.
   * @param pixels of all rects, 1 … `limits.pixelsPerOperation`
   * @param mostBytes what an operation of text may take. One **has to be sent**: the viewer learns from it as this has. Planes may be larger
   * @returns undefined when there is text, and room for none of it
   */
  pack(rects: readonly Rect[], pixels: number, mostBytes: number): Packed | undefined {
    const text = rects.filter((rect) => this.#isText(rect));
    if (text.length > 0) {
      const packed = this.#asText(text, rects, mostBytes);
      if (packed !== undefined || mostBytes < Number.POSITIVE_INFINITY) return packed;
    }
    return { operation: this.#asPlanes(rects, pixels), rest: [] };
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

  /** @returns undefined when there is no room for a row */
  #asText(text: readonly Rect[], rects: readonly Rect[], mostBytes: number): Packed | undefined {
    const { kernels, at, frame } = this.#memory;
    const pixels = totalAreaPx(text);
    const worthBytes = Math.min(textBoundBytes(pixels), FEW_BYTES + pixels * BYTES_PER_PIXEL);
    const capacity = Math.min(worthBytes, mostBytes - textHeaderBytes(text.length));
    const done: Rect[] = [];
    const rest = rects.filter((rect) => !text.includes(rect));
    kernels.startText(at.raw);
    for (const [i, { xPx, yPx, widthPx, heightPx }] of text.entries()) {
      const rows = kernels.encodeText(
        at.frame,
        frame.widthPx,
        xPx,
        yPx,
        widthPx,
        heightPx,
        at.text,
        at.raw,
        Math.max(0, capacity),
        at.saved,
      );
      if (rows > 0) done.push({ xPx, yPx, widthPx, heightPx: rows });
      if (rows === heightPx) continue;
      rest.push({ xPx, yPx: yPx + rows, widthPx, heightPx: heightPx - rows }, ...text.slice(i + 1));
      break;
    }
    if (done.length === 0) return undefined;
    const isAnew = this.#isAnew;
    this.#isAnew = false;
    const payload = this.#memory.bytes(at.raw, kernels.finishText(at.raw)).slice();
    return { operation: { type: 'text', rects: done, pixels: totalAreaPx(done), isAnew, payload }, rest };
  }

  #isText({ xPx, yPx, widthPx, heightPx }: Rect): boolean {
    const { kernels, at, frame } = this.#memory;
    const pixels = widthPx * heightPx;
    const everyRows = pixels > FEW_PIXELS ? LOOKED_AT : 1;
    const looked = pixels / everyRows;
    const mostNew = FEW_NEW_COLOURS + looked * NEW_COLOURS_SHARE;
    const look = () =>
      kernels.isText(
        at.frame,
        frame.widthPx,
        xPx,
        yPx,
        widthPx,
        heightPx,
        at.text,
        everyRows,
        mostNew,
        FEW_CHANGES + looked * CHANGES_SHARE,
      );
    const found = look();
    if (found !== texts.full) return found === texts.known;
    kernels.resetText(at.text);
    this.#isAnew = true;
    return look() === texts.known;
  }

  #compress(rawBytes: number): Uint8Array {
    return this.#compressor.compress(this.#memory.bytes(this.#memory.at.raw, rawBytes));
  }
}
