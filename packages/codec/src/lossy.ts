import {
  InvariantError,
  limits,
  lossyBoundBytes,
  ProtocolViolation,
  type Rect,
  type ScreenSize,
} from '@fjernhjelp/protocol';

import { aligned } from './kernels.ts';

/** The functions of assembly/lossy.ts, where each is described. Pointers are bytes from the start of the memory. */
export interface LossyKernels {
  encodeLossy(
    frame: number,
    reference: number,
    stridePx: number,
    ...rest: [
      ...RectArguments,
      quality: number,
      scratch: number,
      kept: boolean,
      turned: boolean,
      out: number,
      outCapacity: number,
    ]
  ): number;
  paintLossy(
    reference: number,
    stridePx: number,
    ...rest: [
      ...RectArguments,
      scratch: number,
      turned: boolean,
      leftPx: number,
      topPx: number,
      rightPx: number,
      bottomPx: number,
    ]
  ): void;
  decodeLossy(
    picture: number,
    stridePx: number,
    ...rest: [...RectArguments, quality: number, scratch: number, raw: number, rawBytes: number]
  ): number;
}
type RectArguments = [xPx: number, yPx: number, widthPx: number, heightPx: number];

/** Where in the kernels' memory the caller keeps what a lossy rect needs besides pictures; both aligned to 16. */
export interface LossyPlaces {
  /** `LOSSY_SCRATCH_BYTES`. Keep it for the next picture: vectors that were found are looked at first then. */
  readonly scratch: number;
  /**
   * Undefined when the reference may be another than the last call with this scratch memory and this rect has left it. Else: whether
   * that call was turned; this one is the other way round.
   */
  readonly wasTurned?: boolean | undefined;
  /** Whether the reference is left as it is until `paintOwedRect`. Another call with this scratch memory and this rect may come before that. */
  readonly isPaintedLater?: boolean;
  /** The coded bytes: `lossyBoundBytes` of the largest rect. */
  readonly raw: number;
}

/** Of 16 × 16 pixels: no rect of `limits.pixelsPerOperation` on the largest screen has more, cut ones included. */
const CELLS = 1477;
/** Six planes of a cell, old and new, its vector, and a byte for what its planes are. */
const CELL_BYTES = 2 * 384 + 4 + 1;
/** Tables, models, 64 cells of the frame, five bytes a column of cells, and what aligns them. */
const TABLES_BYTES = 34_816;

/** What `LossyPlaces.scratch` takes, for any rect that an operation may have. */
export const LOSSY_SCRATCH_BYTES: number = TABLES_BYTES + CELLS * CELL_BYTES;

/** The same for one rect; a multiple of 16. */
export function lossyScratchBytes({ widthPx, heightPx }: ScreenSize): number {
  return aligned(TABLES_BYTES + Math.ceil(widthPx / 16) * Math.ceil(heightPx / 16) * CELL_BYTES);
}

/** The finest and the coarsest quality: the quantiser's step, in units of one brightness. */
export const lossyQuality = { finest: 1, coarsest: limits.coarsestQuality } as const;

/**
 * Encodes one rect and changes the reference to what the viewer will have.
 * @param frame, reference BGRX pictures of stridePx a row in the kernels' memory
 * @param rect at most `limits.pixelsPerOperation`
 * @param quality 1 (finest) … `limits.coarsestQuality`
 * @param capacityBytes a budget, `lossyBoundBytes` at the most: cells of 16 × 16 pixels that may not fit into it stay as the viewer
 *   has them; nothing but that is sure below some 11,000
 * @returns how many bytes lie at `places.raw`; they are packed as tight as they get
 * @throws InvariantError when the rect, the quality or the budget is none that can be
 */
export function encodeLossyRect(
  kernels: LossyKernels,
  pictures: { frame: number; reference: number; stridePx: number },
  rect: Rect,
  quality: number,
  places: LossyPlaces,
  capacityBytes: number = lossyBoundBytes(rect.widthPx * rect.heightPx),
): number {
  const { frame, reference, stridePx } = pictures;
  const { xPx, yPx, widthPx, heightPx } = rect;
  const leastBytes = 4 + 2 * Math.ceil(widthPx / 16) * Math.ceil(heightPx / 16);
  if (
    widthPx * heightPx > limits.pixelsPerOperation ||
    !isQuality(quality) ||
    capacityBytes < leastBytes ||
    capacityBytes > lossyBoundBytes(widthPx * heightPx)
  )
    throw new InvariantError('no lossy rect');
  const turned = places.wasTurned === false;
  const sizeBytes = kernels.encodeLossy(
    frame,
    reference,
    stridePx,
    xPx,
    yPx,
    widthPx,
    heightPx,
    quality,
    places.scratch,
    places.wasTurned !== undefined,
    turned,
    places.raw,
    capacityBytes,
  );
  if (!places.isPaintedLater) paintOwedRect(kernels, pictures, rect, places.scratch, turned);
  return sizeBytes;
}

/**
 * Changes the reference to what the viewer has, where that was left to be done later.
 * @param isTurned whether the last call for the rect was turned
 * @param part of the rect: what of it is not painted may be so with another call
 */
export function paintOwedRect(
  kernels: LossyKernels,
  { reference, stridePx }: { reference: number; stridePx: number },
  rect: Rect,
  scratch: number,
  isTurned: boolean,
  part: Rect = rect,
): void {
  kernels.paintLossy(
    reference,
    stridePx,
    rect.xPx,
    rect.yPx,
    rect.widthPx,
    rect.heightPx,
    scratch,
    isTurned,
    part.xPx,
    part.yPx,
    part.xPx + part.widthPx,
    part.yPx + part.heightPx,
  );
}

/**
 * Paints what `encodeLossyRect` wrote.
 * @param picture an RGBA picture of stridePx a row in the kernels' memory
 * @param rect within the picture and `limits.pixelsPerOperation`, as `decodePicture` makes sure
 * @param rawBytes how many bytes lie at `places.raw`; the other end chose them
 * @throws ProtocolViolation "malformed" when the bytes are too few, too many or end wrongly, or the quality is none
 */
export function decodeLossyRect(
  kernels: LossyKernels,
  { picture, stridePx }: { picture: number; stridePx: number },
  { xPx, yPx, widthPx, heightPx }: Rect,
  quality: number,
  places: LossyPlaces,
  rawBytes: number,
): void {
  if (!isQuality(quality) || rawBytes > lossyBoundBytes(widthPx * heightPx))
    throw new ProtocolViolation('malformed');
  const wrong = kernels.decodeLossy(
    picture,
    stridePx,
    xPx,
    yPx,
    widthPx,
    heightPx,
    quality,
    places.scratch,
    places.raw,
    rawBytes,
  );
  if (wrong !== 0) throw new ProtocolViolation('malformed');
}

function isQuality(quality: number): boolean {
  return Number.isInteger(quality) && quality >= lossyQuality.finest && quality <= lossyQuality.coarsest;
}
