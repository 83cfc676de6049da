import { cachedTilePx, limits, type PictureSize, planesRawBytes } from '@fjernhjelp/protocol';
import { aligned, createKernels, type Kernels } from '../kernels.ts';
import { LOSSY_SCRATCH_BYTES } from '../lossy.ts';

const BYTES_PER_PIXEL = 4;
const OPAQUE_BLACK = 0xff000000;
/** What one kept tile takes. */
export const cellBytes = cachedTilePx.width * cachedTilePx.height * BYTES_PER_PIXEL;

const RAW = 0;
const LOSSY = RAW + aligned(planesRawBytes(limits.pixelsPerOperation));
const PHOTO = LOSSY + aligned(LOSSY_SCRATCH_BYTES);

/** One screen at the viewer: its picture, the tiles that it keeps, and room to decompress an operation. */
export interface ScreenMemory extends PictureSize {
  readonly kernels: Kernels;
  /** Where things lie, in bytes. */
  readonly at: {
    readonly raw: number;
    readonly photo: number;
    readonly text: number;
    readonly lossy: number;
    readonly picture: number;
    readonly cells: number;
  };
  /** RGBA, opaque, rows from the top without padding; good until the next resize of this screen. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
  /** Where an operation is decompressed to. */
  readonly raw: Uint8Array;
}

/** A black screen that keeps nothing. */
export function layOutScreen(size: PictureSize): ScreenMemory {
  const kernels = createKernels();
  const { widthPx, heightPx, cachePlaces } = size;
  const pixels = widthPx * heightPx;
  const text = PHOTO + aligned(kernels.photoStateBytes());
  const picture = text + aligned(kernels.textStateBytes());
  const cells = picture + aligned(pixels * BYTES_PER_PIXEL);
  // What no tile was ever kept in takes no memory: the system gives pages when they are written.
  kernels.reserve(cells + cachePlaces * cellBytes);
  const { buffer } = kernels;
  new Uint32Array(buffer, picture, pixels).fill(OPAQUE_BLACK);
  kernels.resetPhoto(PHOTO);
  kernels.resetText(text);
  return {
    widthPx,
    heightPx,
    cachePlaces,
    kernels,
    at: { raw: RAW, lossy: LOSSY, photo: PHOTO, text, picture, cells },
    rgba: new Uint8ClampedArray(buffer, picture, pixels * BYTES_PER_PIXEL),
    raw: new Uint8Array(buffer, RAW, planesRawBytes(limits.pixelsPerOperation)),
  };
}
