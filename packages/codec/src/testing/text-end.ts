import { type Rect, type ScreenSize, textBoundBytes } from '@fjernhjelp/protocol';
import { noise } from './codec-pair.ts';
import { RangeCodedEnd } from './range-coded-end.ts';

/** What the kernels set aside for a row that may be taken back: its pixels and the models. */
const JOURNAL_BYTES_PER_PIXEL = 24;
const MODELS_BYTES = 32_768;

/** One end of text. */
export class TextEnd extends RangeCodedEnd {
  constructor(size: ScreenSize) {
    super(size, (kernels) => ({
      stateBytes: kernels.textStateBytes(),
      reset: kernels.resetText,
      encode: kernels.encodeText,
      decode: kernels.decodeText,
      boundBytes: textBoundBytes,
      beyondBytes: 32 * size.widthPx,
      savedBytes: JOURNAL_BYTES_PER_PIXEL * size.widthPx + MODELS_BYTES,
    }));
  }

  override decode(rects: readonly Rect[], payload: Uint8Array, isAnew = false): void {
    if (isAnew) this.forget();
    super.decode(rects, payload);
  }
}

/** What a picture of text may have in it: the names say of what. */
export const contents = ['flat', 'letters', 'coloured', 'few', 'many', 'mixed'] as const;
export type Content = (typeof contents)[number];

/** Fills the frame with something that depends on the seed. */
export function paintContent(end: TextEnd, content: Content, seed: number): void {
  end.paintFrame(contents, content, seed, colourAt);
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
