import {
  InvariantError,
  ProtocolViolation,
  type Rect,
  type ScreenSize,
  totalAreaPx,
} from '@fjernhjelp/protocol';
import type { Kernels } from '../kernels.ts';
import { noise } from './codec-pair.ts';
import { GuardedEnd } from './guarded-end.ts';

/** What the kernels have for one kind of exact pixels. */
export interface RangeCoding {
  readonly stateBytes: number;
  readonly reset: Kernels['resetText' | 'resetPhoto'];
  readonly encode: Kernels['encodeText' | 'encodePhoto'];
  readonly decode: Kernels['decodeText' | 'decodePhoto'];
  /** @returns the most that so many pixels may take */
  readonly boundBytes: (pixels: number) => number;
  /** How far a row that is taken back may have gone beyond what there was room for. */
  readonly beyondBytes: number;
  /** What is set aside for a row that may be taken back. */
  readonly savedBytes: number;
}

/** What of the rects was written: the last of them may have fewer rows. */
export interface Written {
  readonly rects: readonly Rect[];
  readonly payload: Uint8Array;
}

/** One end, either the host or the viewer, of what is range coded row by row and learnt from: a BGRX picture and an RGBA one. */
export class RangeCodedEnd extends GuardedEnd {
  readonly frame: number;
  readonly picture: number;
  /** Where payloads lie, and how much room there is. */
  protected readonly raw: { readonly at: number; readonly sizeBytes: number };
  readonly #coding: RangeCoding;
  readonly #state: number;
  readonly #saved: number;

  constructor(size: ScreenSize, codingOf: (kernels: Kernels) => RangeCoding) {
    super(size);
    const coding = codingOf(this.kernels);
    // Several rects may each be the whole picture.
    const sizeBytes = 8 * coding.boundBytes(size.widthPx * size.heightPx);
    this.#coding = coding;
    this.#state = this.place(coding.stateBytes);
    this.raw = { at: this.place(sizeBytes + coding.beyondBytes), sizeBytes };
    this.#saved = this.place(coding.savedBytes);
    this.frame = this.placePicture();
    this.picture = this.placePicture();
    this.seal(this.picture);
    this.forget();
  }

  /** All that was learnt. */
  forget(): void {
    this.#coding.reset(this.#state);
  }

  /**
   * @param capacityBytes what is more than this is not written
   * @returns undefined when there is no room for one row
   */
  encode(rects: readonly Rect[], capacityBytes = this.raw.sizeBytes): Written | undefined {
    const { kernels, size, frame, raw } = this;
    if (totalAreaPx(rects) > 4 * totalAreaPx([size])) throw new InvariantError('more than there is room for');
    const written: Rect[] = [];
    kernels.startWriting(raw.at);
    for (const { xPx, yPx, widthPx, heightPx } of rects) {
      const rect = [xPx, yPx, widthPx, heightPx] as const;
      const places = [this.#state, raw.at, capacityBytes, this.#saved] as const;
      const rows = this.#coding.encode(frame, size.widthPx, ...rect, ...places);
      if (rows > 0) written.push({ xPx, yPx, widthPx, heightPx: rows });
      if (rows < heightPx) break;
    }
    if (written.length === 0) return undefined;
    return { rects: written, payload: this.bytes(raw.at, kernels.finishWriting() - raw.at).slice() };
  }

  /** @throws ProtocolViolation "malformed" */
  decode(rects: readonly Rect[], payload: Uint8Array): void {
    const { kernels, size, picture, raw } = this;
    this.bytes(raw.at, payload.length).set(payload);
    kernels.startReading(raw.at, payload.length);
    for (const { xPx, yPx, widthPx, heightPx } of rects)
      if (this.#coding.decode(picture, size.widthPx, xPx, yPx, widthPx, heightPx, this.#state) !== 0)
        throw new ProtocolViolation('malformed');
    if (!kernels.readAll()) throw new ProtocolViolation('malformed');
  }

  /**
   * Fills the frame. The fourth byte is rubbish on purpose.
   * @param content of `contents`, the last of which is all others side by side
   * @param colourAt of the others; 24 bits: blue, green, red from the lowest
   */
  paintFrame<Content>(
    contents: readonly Content[],
    content: Content,
    seed: number,
    colourAt: (content: Content, x: number, y: number, seed: number) => number,
  ): void {
    const parts = contents.slice(0, -1);
    const isMixed = content === contents.at(-1);
    const pixels = this.pixels(this.frame);
    for (let i = 0; i * 4 < pixels.length; i++) {
      const [x, y] = [i % this.size.widthPx, Math.floor(i / this.size.widthPx)];
      const part = isMixed ? parts[(noise(x >> 4, y >> 4, seed) >>> 5) % parts.length]! : content;
      const colour = colourAt(part, x, y, seed);
      pixels.set([colour, colour >>> 8, colour >>> 16, x + y + seed], i * 4);
    }
  }
}
