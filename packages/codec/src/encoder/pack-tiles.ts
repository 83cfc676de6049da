import {
  limits,
  operationSizeBytes,
  type PhotoTiles,
  type PlaneTiles,
  photoBoundBytes,
  planesRawBytes,
  type Rect,
  rectsHeaderBytes,
  type TextTiles,
  textBoundBytes,
  textHeaderBytes,
  totalAreaPx,
} from '@fjernhjelp/protocol';
import type { Compressor } from '../compression.ts';
import type { Kernels } from '../kernels.ts';
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

/**
 * Updates that may hold no more go over lines that take longer for a third of a photograph than both ends take to range code it, even when busy (docs/decisions/0027-exact-photographs.md).
 */
const THIN_LINE_BYTES = 32 * 1024;
/** A payload that is range coded has so much room: a row more would fit in behind it. */
const MOST_PAYLOAD_BYTES = planesRawBytes(limits.pixelsPerOperation) / 2;

/** What `isText` of the kernels says. */
const texts = { none: 0, known: 1, full: 2 } as const;

/** What was packed, and what of the rects was not; and whether it is no larger than it may be. */
export interface Packed {
  readonly operation: PlaneTiles | PhotoTiles | TextTiles;
  readonly rest: readonly Rect[];
  readonly fits: boolean;
}

/** Packs exact pixels: as text where they have few colours, else as photographs, on fast lines as planes. */
export class TilePacker {
  readonly #memory: PictureMemory;
  readonly #compressor: Compressor;
  /** Text is learnt anew: the viewer does not know yet. */
  #isAnew = false;
  #isThinLine = false;

  constructor(memory: PictureMemory, compressor: Compressor) {
    this.#memory = memory;
    this.#compressor = compressor;
  }

  /** The viewer has nothing. */
  restart(): void {
    const { kernels, at } = this.#memory;
    kernels.resetText(at.text);
    kernels.resetPhoto(at.photo);
    this.#isAnew = false;
  }

  /** @param budgetBytes of the update that what is packed from here on goes into */
  begin(budgetBytes: number): void {
    this.#isThinLine = budgetBytes <= THIN_LINE_BYTES;
  }

  /**
   * Packs those of the rects that are text, or else all of them.
   * @param pixels of all rects, 1 … `limits.pixelsPerOperation`
   * @param mostBytes what the operation may take. One of text or of a photograph keeps to it and **has to be sent**: the viewer learns from it as
   *   this has. Planes may be larger
   * @returns undefined when there is room for none of it
   */
  pack(rects: readonly Rect[], pixels: number, mostBytes: number): Packed | undefined {
    const text = rects.filter((rect) => this.#isText(rect));
    if (text.length > 0) {
      const packed = this.#asText(text, rects, mostBytes);
      if (packed !== undefined || mostBytes < Number.POSITIVE_INFINITY) return packed;
    }
    return this.#isThinLine ? this.#asPhoto(rects, mostBytes) : this.#asPlanes(rects, pixels, mostBytes);
  }

  #asPlanes(rects: readonly Rect[], pixels: number, mostBytes: number): Packed {
    const { kernels, at, frame } = this.#memory;
    let green = at.raw;
    for (const { xPx, yPx, widthPx, heightPx } of rects) {
      const red = green + pixels;
      kernels.gatherRect(at.frame, frame.widthPx, xPx, yPx, widthPx, heightPx, green, red, red + pixels);
      green += widthPx * heightPx;
    }
    const payload = this.#compressor.compress(this.#memory.bytes(at.raw, planesRawBytes(pixels)));
    const operation = { type: 'planes', rects, pixels, payload } as const;
    return { operation, rest: [], fits: operationSizeBytes(operation) <= mostBytes };
  }

  #asPhoto(rects: readonly Rect[], mostBytes: number): Packed | undefined {
    const { kernels, at } = this.#memory;
    const mostPayloadBytes = Math.min(
      photoBoundBytes(totalAreaPx(rects)),
      mostBytes - rectsHeaderBytes(rects.length),
    );
    const coded = this.#code(rects, kernels.encodePhoto, at.photo, mostPayloadBytes);
    if (coded === undefined) return undefined;
    const { done, rest, payload } = coded;
    const operation = { type: 'photo', rects: done, pixels: totalAreaPx(done), payload } as const;
    return { operation, rest, fits: true };
  }

  /** @returns undefined when there is no room for a row */
  #asText(text: readonly Rect[], rects: readonly Rect[], mostBytes: number): Packed | undefined {
    const { kernels, at } = this.#memory;
    const pixels = totalAreaPx(text);
    const worthBytes = Math.min(textBoundBytes(pixels), FEW_BYTES + pixels * BYTES_PER_PIXEL);
    const mostPayloadBytes = Math.min(worthBytes, mostBytes - textHeaderBytes(text.length));
    const coded = this.#code(text, kernels.encodeText, at.text, mostPayloadBytes);
    if (coded === undefined) return undefined;
    const { done, payload } = coded;
    const isAnew = this.#isAnew;
    this.#isAnew = false;
    const rest = [...coded.rest, ...rects.filter((rect) => !text.includes(rect))];
    const operation = { type: 'text', rects: done, pixels: totalAreaPx(done), isAnew, payload } as const;
    return { operation, rest, fits: true };
  }

  /**
   * Range codes the rects row by row, as far as there is room.
   * @param state what both ends have learnt
   * @returns undefined when there is no room for a row
   */
  #code(
    rects: readonly Rect[],
    encode: Kernels['encodePhoto' | 'encodeText'],
    state: number,
    mostBytes: number,
  ): { done: readonly Rect[]; rest: readonly Rect[]; payload: Uint8Array } | undefined {
    const { kernels, at, frame } = this.#memory;
    const capacity = Math.max(0, Math.min(mostBytes, MOST_PAYLOAD_BYTES));
    const done: Rect[] = [];
    const rest: Rect[] = [];
    kernels.startWriting(at.raw);
    for (const [i, { xPx, yPx, widthPx, heightPx }] of rects.entries()) {
      const rows = encode(
        at.frame,
        frame.widthPx,
        xPx,
        yPx,
        widthPx,
        heightPx,
        state,
        at.raw,
        capacity,
        at.saved,
      );
      if (rows > 0) done.push({ xPx, yPx, widthPx, heightPx: rows });
      if (rows === heightPx) continue;
      rest.push({ xPx, yPx: yPx + rows, widthPx, heightPx: heightPx - rows }, ...rects.slice(i + 1));
      break;
    }
    if (done.length === 0) return undefined;
    const payload = this.#memory.bytes(at.raw, kernels.finishWriting() - at.raw).slice();
    return { done, rest, payload };
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
}
