import {
  InvariantError,
  ProtocolViolation,
  type Rect,
  type ScreenSize,
  textBoundBytes,
  totalAreaPx,
} from '@fjernhjelp/protocol';
import { aligned, createKernels } from '../kernels.ts';
import { noise } from './codec-pair.ts';

const GUARD_BYTES = 4096;
const GUARD = 0xa5;
/** What the kernels set aside for a row that may be taken back: its pixels and the models. */
const JOURNAL_BYTES_PER_PIXEL = 24;
const MODELS_BYTES = 32_768;

/** What of the rects was written: the last of them may have fewer rows. */
export interface WrittenText {
  readonly rects: readonly Rect[];
  readonly payload: Uint8Array;
}

/** One end, either the host or the viewer: a BGRX picture and an RGBA one, with a guard before and after everything that is written. */
export class TextEnd {
  readonly kernels = createKernels();
  readonly size: ScreenSize;
  readonly frame: number;
  readonly picture: number;
  readonly #at: { readonly state: number; readonly raw: number; readonly saved: number };
  readonly #rawBytes: number;
  readonly #guards: number[] = [];

  constructor(size: ScreenSize) {
    this.size = size;
    let next = 0;
    const place = (sizeBytes: number) => {
      this.#guards.push(next);
      const at = next + GUARD_BYTES;
      next = at + aligned(sizeBytes);
      return at;
    };
    const pixels = size.widthPx * size.heightPx;
    // Several rects may each be the whole picture; a row that is taken back may have gone beyond.
    this.#rawBytes = 8 * textBoundBytes(pixels) + 32 * size.widthPx;
    this.#at = {
      state: place(this.kernels.textStateBytes()),
      raw: place(this.#rawBytes),
      saved: place(JOURNAL_BYTES_PER_PIXEL * size.widthPx + MODELS_BYTES),
    };
    this.frame = place(pixels * 4);
    this.picture = place(pixels * 4);
    this.#guards.push(next);
    this.kernels.reserve(next + GUARD_BYTES);
    for (const at of this.#guards) this.#bytes(at, GUARD_BYTES).fill(GUARD);
    this.pixels(this.picture).fill(0);
    for (let i = 3; i < pixels * 4; i += 4) this.pixels(this.picture)[i] = 255;
    this.forget();
  }

  pixels(at: number): Uint8Array {
    return this.#bytes(at, this.size.widthPx * this.size.heightPx * 4);
  }

  /** All that was learnt. */
  forget(): void {
    this.kernels.resetText(this.#at.state);
  }

  /**
   * @param capacityBytes what is more than this is not written
   * @returns undefined when there is no room for one row
   */
  encode(
    rects: readonly Rect[],
    capacityBytes = this.#rawBytes - 32 * this.size.widthPx,
  ): WrittenText | undefined {
    const { kernels, size, frame } = this;
    const { state, raw, saved } = this.#at;
    if (totalAreaPx(rects) > 4 * totalAreaPx([size])) throw new InvariantError('more than there is room for');
    const written: Rect[] = [];
    kernels.startText(raw);
    for (const { xPx, yPx, widthPx, heightPx } of rects) {
      const rect = [xPx, yPx, widthPx, heightPx] as const;
      const rows = kernels.encodeText(frame, size.widthPx, ...rect, state, raw, capacityBytes, saved);
      if (rows > 0) written.push({ xPx, yPx, widthPx, heightPx: rows });
      if (rows < heightPx) break;
    }
    if (written.length === 0) return undefined;
    return { rects: written, payload: this.#bytes(raw, kernels.finishText(raw)).slice() };
  }

  /** @throws ProtocolViolation "malformed" */
  decode(rects: readonly Rect[], payload: Uint8Array, isAnew = false): void {
    const { kernels, size, picture } = this;
    const { state, raw } = this.#at;
    if (isAnew) this.forget();
    this.#bytes(raw, payload.length).set(payload);
    kernels.startReadingText(raw, payload.length);
    for (const { xPx, yPx, widthPx, heightPx } of rects)
      if (kernels.decodeText(picture, size.widthPx, xPx, yPx, widthPx, heightPx, state) !== 0)
        throw new ProtocolViolation('malformed');
    if (!kernels.readAllText()) throw new ProtocolViolation('malformed');
  }

  checkGuards(): void {
    for (const at of this.#guards)
      if (this.#bytes(at, GUARD_BYTES).some((value) => value !== GUARD))
        throw new InvariantError('something beyond what may be written was written');
  }

  #bytes(at: number, sizeBytes: number): Uint8Array {
    return new Uint8Array(this.kernels.buffer, at, sizeBytes);
  }
}

/** What a picture of text may have in it: the names say of what. */
export const contents = ['flat', 'letters', 'coloured', 'few', 'many', 'mixed'] as const;
export type Content = (typeof contents)[number];

/** Fills the frame with something that depends on the seed. The fourth byte is rubbish on purpose. */
export function paintContent(end: TextEnd, content: Content, seed: number): void {
  const pixels = end.pixels(end.frame);
  for (let i = 0; i * 4 < pixels.length; i++) {
    const [x, y] = [i % end.size.widthPx, Math.floor(i / end.size.widthPx)];
    const part = content === 'mixed' ? contents[(noise(x >> 4, y >> 4, seed) >>> 5) % 5]! : content;
    const colour = colourAt(part, x, y, seed);
    pixels.set([colour, colour >>> 8, colour >>> 16, x + y + seed], i * 4);
  }
}

function colourAt(content: Content, x: number, y: number, seed: number): number {
  switch (content) {
    case 'flat':
      return (seed & 7) * 0x1d2b43;
    case 'letters':
    case 'coloured': {
      const letter = (noise(x >> 3, y >> 3, seed) >>> 5) % 6;
      if (y % 8 === 7 || (noise((x & 7) >> 1, (y & 7) >> 1, letter) & 64) !== 0) return 0xffffff;
      return content === 'letters' ? 0x101010 : noise((x & 7) >> 1, y & 7, letter) & 0xffffff;
    }
    case 'few':
      return ((noise(x, y, seed) >>> 5) & 3) * 0x3456ab;
    default:
      return noise(x, y, seed) & 0xffffff;
  }
}
