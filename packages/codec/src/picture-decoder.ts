import {
  decodePicture,
  type ExactTiles,
  exactTilesRawBytes,
  limits,
  ProtocolViolation,
  type Rect,
  type ScreenSize,
} from '@fjernhjelp/protocol';
import type { Decompressor } from './compression.ts';
import { aligned, createKernels, type Kernels } from './kernels.ts';

/** What a message did to a picture. */
export type AppliedPicture =
  | { readonly type: 'resize'; readonly screen: number; readonly widthPx: number; readonly heightPx: number }
  | {
      readonly type: 'update';
      readonly screen: number;
      /** For the `painted` answer. */
      readonly sequence: number;
      /** What changed; may touch, does not overlap when the host is honest. */
      readonly rects: readonly Rect[];
    };

/** A screen as the viewer has it. */
export interface DecodedPicture extends ScreenSize {
  /** RGBA, opaque, rows from the top without padding; good until the next resize of this screen. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

const BYTES_PER_PIXEL = 4;
const OPAQUE_BLACK = 0xff000000;
const RAW = 0;
const PICTURE = RAW + aligned(exactTilesRawBytes(limits.pixelsPerOperation));

interface Screen extends DecodedPicture {
  readonly kernels: Kernels;
  /** Where an operation is decompressed to. */
  readonly raw: Uint8Array;
}

/**
 * Applies picture messages, in the order they came, to the viewer's copies of the screens. What it holds is bounded by
 * `limits.screensTotalPx`, whatever the host sends.
 */
export class PictureDecoder {
  readonly #decompressor: Decompressor;
  readonly #screens = new Map<number, Screen>();

  constructor(decompressor: Decompressor) {
    this.#decompressor = decompressor;
  }

  /**
   * @param message read before the return, never kept
   * @throws ProtocolViolation any that `decodePicture` throws, "malformed" when a payload does not decompress to just
   *   what its rects take, "out-of-range" when all screens together become too large. What came before the fault
   *   may have been painted: the session is over
   */
  apply(message: Uint8Array): AppliedPicture {
    const picture = decodePicture(message, (screen) => this.#screens.get(screen));
    if (picture.type === 'resize') {
      this.#resize(picture.screen, picture);
      return picture;
    }
    const { screen, sequence, operations } = picture;
    const target = this.#screens.get(screen)!;
    const rects: Rect[] = [];
    for (const operation of operations) {
      this.#paintTiles(target, operation);
      for (const rect of operation.rects) rects.push(rect);
    }
    return { type: 'update', screen, sequence, rects };
  }

  /** @returns the screen's picture, undefined before its first resize */
  picture(screen: number): DecodedPicture | undefined {
    return this.#screens.get(screen);
  }

  #resize(screen: number, { widthPx, heightPx }: ScreenSize): void {
    let totalPx = widthPx * heightPx;
    for (const [other, size] of this.#screens) {
      if (other !== screen) totalPx += size.widthPx * size.heightPx;
    }
    if (totalPx > limits.screensTotalPx) throw new ProtocolViolation('out-of-range');
    const kernels = this.#screens.get(screen)?.kernels ?? createKernels();
    const pixels = widthPx * heightPx;
    kernels.reserve(PICTURE + pixels * BYTES_PER_PIXEL);
    new Uint32Array(kernels.buffer, PICTURE, pixels).fill(OPAQUE_BLACK);
    this.#screens.set(screen, {
      widthPx,
      heightPx,
      kernels,
      rgba: new Uint8ClampedArray(kernels.buffer, PICTURE, pixels * BYTES_PER_PIXEL),
      raw: new Uint8Array(kernels.buffer, RAW, exactTilesRawBytes(limits.pixelsPerOperation)),
    });
  }

  #paintTiles({ kernels, widthPx: stridePx, raw }: Screen, { rects, pixels, payload }: ExactTiles): void {
    const expected = exactTilesRawBytes(pixels);
    const written = this.#decompressor.decompress(payload, raw.subarray(0, expected));
    if (written !== expected) throw new ProtocolViolation('malformed');
    let green = RAW;
    for (const { xPx, yPx, widthPx, heightPx } of rects) {
      const red = green + pixels;
      kernels.scatterRect(PICTURE, stridePx, xPx, yPx, widthPx, heightPx, green, red, red + pixels);
      green += widthPx * heightPx;
    }
  }
}
