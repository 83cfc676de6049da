import {
  InvariantError,
  ProtocolViolation,
  type Rect,
  type ScreenSize,
  textBoundBytes,
  totalAreaPx,
} from '@fjernhjelp/protocol';
import { noise } from './codec-pair.ts';
import { GuardedEnd } from './guarded-end.ts';

/** What the kernels set aside for a row that may be taken back: its pixels and the models. */
const JOURNAL_BYTES_PER_PIXEL = 24;
const MODELS_BYTES = 32_768;

/** What of the rects was written: the last of them may have fewer rows. */
export interface WrittenText {
  readonly rects: readonly Rect[];
  readonly payload: Uint8Array;
}

/** One end, either the host or the viewer: a BGRX picture and an RGBA one. */
export class TextEnd extends GuardedEnd {
  readonly frame: number;
  readonly picture: number;
  readonly #at: { readonly state: number; readonly raw: number; readonly saved: number };
  readonly #rawBytes: number;

  constructor(size: ScreenSize) {
    super(size);
    const pixels = size.widthPx * size.heightPx;
    // Several rects may each be the whole picture; a row that is taken back may have gone beyond.
    this.#rawBytes = 8 * textBoundBytes(pixels) + 32 * size.widthPx;
    this.#at = {
      state: this.place(this.kernels.textStateBytes()),
      raw: this.place(this.#rawBytes),
      saved: this.place(JOURNAL_BYTES_PER_PIXEL * size.widthPx + MODELS_BYTES),
    };
    this.frame = this.placePicture();
    this.picture = this.placePicture();
    this.seal(this.picture);
    this.forget();
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
    return { rects: written, payload: this.bytes(raw, kernels.finishText(raw)).slice() };
  }

  /** @throws ProtocolViolation "malformed" */
  decode(rects: readonly Rect[], payload: Uint8Array, isAnew = false): void {
    const { kernels, size, picture } = this;
    const { state, raw } = this.#at;
    if (isAnew) this.forget();
    this.bytes(raw, payload.length).set(payload);
    kernels.startReadingText(raw, payload.length);
    for (const { xPx, yPx, widthPx, heightPx } of rects)
      if (kernels.decodeText(picture, size.widthPx, xPx, yPx, widthPx, heightPx, state) !== 0)
        throw new ProtocolViolation('malformed');
    if (!kernels.readAllText()) throw new ProtocolViolation('malformed');
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
