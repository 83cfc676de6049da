import { InvariantError, lossyBoundBytes, type Rect, type ScreenSize } from '@fjernhjelp/protocol';
import { aligned, createKernels, type Kernels } from '../kernels.ts';
import {
  decodeLossyRect,
  encodeLossyRect,
  LOSSY_SCRATCH_BYTES,
  type LossyKernels,
  paintOwedRect,
} from '../lossy.ts';

const GUARD_BYTES = 4096;
const GUARD = 0xa5;

/** One end: two BGRX pictures and one RGBA, with a guard before and after everything that is written. */
export class LossyEnd {
  readonly kernels = createKernels() as Kernels & LossyKernels;
  readonly size: ScreenSize;
  readonly places: { scratch: number; raw: number };
  readonly frame: number;
  readonly reference: number;
  readonly picture: number;
  readonly #guards: number[] = [];
  #wasTurned: boolean | undefined;

  constructor(size: ScreenSize) {
    this.size = size;
    let next = 0;
    const place = (sizeBytes: number) => {
      this.#guards.push(next);
      const at = next + GUARD_BYTES;
      next = at + aligned(sizeBytes);
      return at;
    };
    const pictureBytes = size.widthPx * size.heightPx * 4;
    this.places = {
      scratch: place(LOSSY_SCRATCH_BYTES),
      raw: place(lossyBoundBytes(size.widthPx * size.heightPx)),
    };
    this.frame = place(pictureBytes);
    this.reference = place(pictureBytes);
    this.picture = place(pictureBytes);
    this.#guards.push(next);
    this.kernels.reserve(next + GUARD_BYTES);
    for (const at of this.#guards) this.bytes(at, GUARD_BYTES).fill(GUARD);
    this.bytes(this.picture, pictureBytes).fill(0);
    for (let i = 3; i < pictureBytes; i += 4) this.bytes(this.picture, pictureBytes)[i] = 255;
  }

  bytes(at: number, sizeBytes: number): Uint8Array {
    return new Uint8Array(this.kernels.buffer, at, sizeBytes);
  }

  pixels(at: number): Uint8Array {
    return this.bytes(at, this.size.widthPx * this.size.heightPx * 4);
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

  paintOwed(rect: Rect): void {
    const pictures = { reference: this.reference, stridePx: this.size.widthPx };
    paintOwedRect(this.kernels, pictures, rect, this.places.scratch, this.#wasTurned === true);
  }

  decode(rect: Rect, quality: number, raw: Uint8Array): void {
    this.bytes(this.places.raw, raw.length).set(raw);
    const picture = { picture: this.picture, stridePx: this.size.widthPx };
    decodeLossyRect(this.kernels, picture, rect, quality, this.places, raw.length);
  }

  checkGuards(): void {
    for (const at of this.#guards)
      if (this.bytes(at, GUARD_BYTES).some((value) => value !== GUARD))
        throw new InvariantError('something beyond what may be written was written');
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
