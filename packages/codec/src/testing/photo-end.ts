import {
  InvariantError,
  photoBoundBytes,
  type Rect,
  type ScreenSize,
  totalAreaPx,
} from '@fjernhjelp/protocol';
import type { Kernels } from '../kernels.ts';
import { noise } from './codec-pair.ts';
import { RangeCodedEnd } from './range-coded-end.ts';
import type { PhotoBits, ReferencePhotoDecoder } from './reference-photo-decoder.ts';
import type { Model } from './reference-range-decoder.ts';
import { RangeEncoder } from './reference-range-encoder.ts';
import type { RgbPicture } from './reference-text-decoder.ts';

const BEHIND_PLANES = 0x5a;

type PlanesKernel = Kernels['gatherRect' | 'scatterRect'];

/** One end of photographs: range coded, or as planes. */
export class PhotoEnd extends RangeCodedEnd {
  constructor(size: ScreenSize) {
    super(size, (kernels) => ({
      stateBytes: kernels.photoStateBytes(),
      reset: kernels.resetPhoto,
      encode: kernels.encodePhoto,
      decode: kernels.decodePhoto,
      boundBytes: photoBoundBytes,
      beyondBytes: 48 * size.widthPx,
      savedBytes: kernels.photoStateBytes(),
    }));
  }

  /** @returns rects of the frame as planes (PROTOCOL.md UP6) */
  gather(rects: readonly Rect[]): Uint8Array {
    const planes = this.bytes(this.raw.at, 3 * totalAreaPx(rects));
    this.#callWithPlanes(this.kernels.gatherRect, this.frame, rects);
    return planes.slice();
  }

  /** Paints rects from planes. */
  scatter(rects: readonly Rect[], planes: Uint8Array): void {
    this.bytes(this.raw.at, planes.length).set(planes);
    this.#callWithPlanes(this.kernels.scatterRect, this.picture, rects);
  }

  #callWithPlanes(kernel: PlanesKernel, pixels: number, rects: readonly Rect[]): void {
    const { size, raw } = this;
    const planePx = totalAreaPx(rects);
    const behind = this.bytes(raw.at + 3 * planePx, 64).fill(BEHIND_PLANES);
    let green = raw.at;
    for (const { xPx, yPx, widthPx, heightPx } of rects) {
      const planes = [green, green + planePx, green + 2 * planePx] as const;
      kernel(pixels, size.widthPx, xPx, yPx, widthPx, heightPx, ...planes);
      green += widthPx * heightPx;
    }
    if (behind.some((value) => value !== BEHIND_PLANES))
      throw new InvariantError('something was written behind the planes');
  }
}

/** What a photograph may have in it: the names say of what. */
export const contents = ['flat', 'shades', 'grain', 'edges', 'saturated', 'noise', 'mixed'] as const;
export type Content = (typeof contents)[number];

/** Fills the frame with something that depends on the seed. */
export function paintContent(end: PhotoEnd, content: Content, seed: number): void {
  end.paintFrame(contents, content, seed, colourAt);
}

function colourAt(content: Content, x: number, y: number, seed: number): number {
  switch (content) {
    case 'flat':
      return (seed & 7) * 0x1d2b43;
    case 'shades':
    case 'grain': {
      const grain = content === 'grain' ? noise(x, y, seed) : 0;
      const light = 120 + 60 * Math.sin((x + 3 * seed) / 9) + 50 * Math.cos((y + 2 * seed) / 7);
      const [blue, green, red] = [light, light * 0.8, 200 - light / 2].map(
        (level, channel) => Math.floor(level) + ((grain >>> (8 * channel)) & 7),
      ) as [number, number, number];
      return (red << 16) | (green << 8) | blue;
    }
    case 'edges':
      return noise((x + seed) >> 2, y >> 2, seed) & 0xf0f0f0;
    case 'saturated': {
      // Channels are all but 0 or all but 255: red − green and blue − green are beyond ±127.
      const hue = noise(x >> 1, y >> 2, seed) >>> 7;
      const full = (hue & 1) * 0xff0000 + (hue & 2) * 0x7f80 + ((hue & 4) >> 2) * 0xff;
      return full ^ (noise(x, y, seed) & 0x030303);
    }
    default:
      return noise(x, y, seed) & 0xffffff;
  }
}

/** A host that says anything that has the form, as it chooses. */
class Writer implements PhotoBits {
  readonly isShort = false;
  readonly #bytes = new RangeEncoder();
  readonly #choose: (below: number) => number;

  constructor(choose: (below: number) => number) {
    this.#choose = choose;
  }

  bit(model: Model): boolean {
    const bit = this.#choose(2) === 1;
    this.#bytes.bit(model, bit);
    return bit;
  }

  raw(bits: number): number {
    const value = this.#choose(2 ** bits);
    this.#bytes.raw(value, bits);
    return value;
  }

  finish(): Uint8Array {
    return this.#bytes.finish();
  }
}

/**
 * Writes a payload that no host would send, but that has the form.
 * @param decoder has what the other end has learnt, and learns with it
 * @param picture what it paints to
 * @param choose 0 … below − 1
 */
export function writePhoto(
  decoder: ReferencePhotoDecoder,
  picture: RgbPicture,
  rects: readonly Rect[],
  choose: (below: number) => number,
): Uint8Array {
  const writer = new Writer(choose);
  decoder.decodeFrom(picture, rects, writer);
  return writer.finish();
}
