import { lossyBoundBytes, type Rect, type ScreenSize } from '@fjernhjelp/protocol';
import { decodeLossyRect, encodeLossyRect, LOSSY_SCRATCH_BYTES, paintOwedRect } from '../lossy.ts';
import { GuardedEnd } from './guarded-end.ts';

/** One end: two BGRX pictures and one RGBA. */
export class LossyEnd extends GuardedEnd {
  readonly places: { scratch: number; raw: number };
  readonly frame: number;
  readonly reference: number;
  readonly picture: number;
  #wasTurned: boolean | undefined;

  constructor(size: ScreenSize) {
    super(size);
    this.places = {
      scratch: this.place(LOSSY_SCRATCH_BYTES),
      raw: this.place(lossyBoundBytes(size.widthPx * size.heightPx)),
    };
    this.frame = this.placePicture();
    this.reference = this.placePicture();
    this.picture = this.placePicture();
    this.seal(this.picture);
  }

  encode(rect: Rect, quality: number, capacityBytes?: number): Uint8Array {
    const { frame, reference } = this;
    const pictures = { frame, reference, stridePx: this.size.widthPx };
    const sizeBytes = encodeLossyRect(this.kernels, pictures, rect, quality, this.places, capacityBytes);
    return this.bytes(this.places.raw, sizeBytes).slice();
  }

  /** Encodes the same rect as the last call, from what that has left; the reference stays as it is until `paintOwed`. */
  encodeOn(rect: Rect, quality: number, capacityBytes?: number): Uint8Array {
    const { frame, reference } = this;
    const pictures = { frame, reference, stridePx: this.size.widthPx };
    const places = { ...this.places, wasTurned: this.#wasTurned, isPaintedLater: true };
    const sizeBytes = encodeLossyRect(this.kernels, pictures, rect, quality, places, capacityBytes);
    this.#wasTurned = this.#wasTurned === undefined ? false : !this.#wasTurned;
    return this.bytes(this.places.raw, sizeBytes).slice();
  }

  paintOwed(rect: Rect, part?: Rect): void {
    const pictures = { reference: this.reference, stridePx: this.size.widthPx };
    paintOwedRect(this.kernels, pictures, rect, this.places.scratch, this.#wasTurned === true, part);
  }

  decode(rect: Rect, quality: number, raw: Uint8Array): void {
    this.bytes(this.places.raw, raw.length).set(raw);
    const picture = { picture: this.picture, stridePx: this.size.widthPx };
    decodeLossyRect(this.kernels, picture, rect, quality, this.places, raw.length);
  }
}

/** Red, green and blue of every pixel. */
export function colours(
  pixels: Uint8Array,
  [red, green, blue]: readonly [number, number, number],
): Uint8Array {
  const result = new Uint8Array((pixels.length / 4) * 3);
  for (let i = 0, to = 0; i < pixels.length; i += 4) {
    result[to++] = pixels[i + red]!;
    result[to++] = pixels[i + green]!;
    result[to++] = pixels[i + blue]!;
  }
  return result;
}
export const bgrx = [2, 1, 0] as const;
export const rgba = [0, 1, 2] as const;

/** Smooth below 4, that moves with the seed; stripes at 4; else noise. */
export function paint(end: LossyEnd, seed: number): void {
  const { widthPx, heightPx } = end.size;
  const pixels = end.pixels(end.frame);
  for (let y = 0, i = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, i += 4) {
      const wave = (Math.sin((x + seed * 5) / 9) + Math.cos((y - seed * 3) / 7)) * 40 + 100;
      const hash = Math.imul(x * 7919 + y * 104_729 + seed, 0x9e3779b1);
      for (let channel = 0; channel < 3; channel++) {
        pixels[i + channel] =
          seed < 4 ? wave + channel * 20 : seed === 4 ? ((x + y) & 1) * 255 : hash >>> (8 * channel);
      }
      pixels[i + 3] = hash;
    }
  }
}
