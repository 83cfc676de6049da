import {
  type CacheRun,
  type LossyTiles,
  type Move,
  type PhotoTiles,
  type PictureOperation,
  type PlaneTiles,
  ProtocolViolation,
  planesRawBytes,
  type Rect,
  type TextTiles,
} from '@fjernhjelp/protocol';
import type { Decompressor } from '../compression.ts';
import type { Kernels } from '../kernels.ts';
import { decodeLossyRect } from '../lossy.ts';
import { tilePx } from '../tile-grid.ts';
import { cellBytes, type ScreenMemory } from './screen-memory.ts';

/**
 * Applies one operation to a screen.
 * @returns the rects that it painted
 * @throws ProtocolViolation "malformed" when a payload is not what its rects take
 */
export function applyOperation(
  screen: ScreenMemory,
  operation: PictureOperation,
  decompressor: Decompressor,
): readonly Rect[] {
  switch (operation.type) {
    case 'planes':
      paintPlanes(screen, operation, decompressor);
      return operation.rects;
    case 'photo':
      paintPhoto(screen, operation);
      return operation.rects;
    case 'text':
      paintText(screen, operation);
      return operation.rects;
    case 'moves':
      for (const move of operation.moves) applyMove(screen, move);
      return operation.moves.map(({ rect }) => rect);
    case 'keep':
      for (const run of operation.runs) keep(screen, run);
      return [];
    case 'recall':
      for (const run of operation.runs) recall(screen, run);
      return operation.runs.map(({ rect }) => rect);
    case 'lossy':
      paintLossy(screen, operation);
      return [operation.rect];
  }
}

function paintPlanes(
  { kernels, at, widthPx: stridePx, raw }: ScreenMemory,
  { rects, pixels, payload }: PlaneTiles,
  decompressor: Decompressor,
): void {
  const expected = planesRawBytes(pixels);
  if (decompressor.decompress(payload, raw.subarray(0, expected)) !== expected)
    throw new ProtocolViolation('malformed');
  let green = at.raw;
  for (const { xPx, yPx, widthPx, heightPx } of rects) {
    const red = green + pixels;
    kernels.scatterRect(at.picture, stridePx, xPx, yPx, widthPx, heightPx, green, red, red + pixels);
    green += widthPx * heightPx;
  }
}

function paintPhoto(screen: ScreenMemory, { rects, payload }: PhotoTiles): void {
  paintCoded(screen, rects, payload, screen.kernels.decodePhoto, screen.at.photo);
}

function paintText(screen: ScreenMemory, { rects, isAnew, payload }: TextTiles): void {
  const { kernels, at } = screen;
  if (isAnew) kernels.resetText(at.text);
  paintCoded(screen, rects, payload, kernels.decodeText, at.text);
}

/** @param state what both ends have learnt */
function paintCoded(
  { kernels, at, widthPx: stridePx, raw }: ScreenMemory,
  rects: readonly Rect[],
  payload: Uint8Array,
  decode: Kernels['decodePhoto' | 'decodeText'],
  state: number,
): void {
  raw.set(payload);
  kernels.startReading(at.raw, payload.length);
  for (const { xPx, yPx, widthPx, heightPx } of rects)
    if (decode(at.picture, stridePx, xPx, yPx, widthPx, heightPx, state) !== 0)
      throw new ProtocolViolation('malformed');
  if (!kernels.readAll()) throw new ProtocolViolation('malformed');
}

function paintLossy(
  { kernels, at, widthPx: stridePx, raw }: ScreenMemory,
  { rect, quality, payload }: LossyTiles,
): void {
  raw.set(payload);
  const places = { scratch: at.lossy, raw: at.raw };
  decodeLossyRect(kernels, { picture: at.picture, stridePx }, rect, quality, places, payload.length);
}

function applyMove({ kernels, at, widthPx: stridePx }: ScreenMemory, { rect, fromXPx, fromYPx }: Move): void {
  const { xPx, yPx, widthPx, heightPx } = rect;
  kernels.moveRect(at.picture, stridePx, fromXPx, fromYPx, xPx, yPx, widthPx, heightPx);
}

function keep({ kernels, at, widthPx: stridePx }: ScreenMemory, { rect, place }: CacheRun): void {
  const { xPx, yPx, widthPx, heightPx } = rect;
  let cell = at.cells + place * cellBytes;
  for (let left = xPx; left < xPx + widthPx; left += tilePx.width) {
    const keptPx = Math.min(tilePx.width, xPx + widthPx - left);
    kernels.keepTile(at.picture, stridePx, left, yPx, keptPx, heightPx, cell);
    cell += cellBytes;
  }
}

/** The rect's edges may lie within tiles: then only parts of those are painted. */
function recall({ kernels, at, widthPx: stridePx }: ScreenMemory, { rect, place }: CacheRun): void {
  const { yPx, heightPx } = rect;
  const right = rect.xPx + rect.widthPx;
  let cell = at.cells + place * cellBytes;
  for (let left = rect.xPx - (rect.xPx % tilePx.width); left < right; left += tilePx.width) {
    const xPx = Math.max(left, rect.xPx);
    const widthPx = Math.min(left + tilePx.width, right) - xPx;
    const keptWidthPx = Math.min(tilePx.width, stridePx - left);
    const first = cell + ((yPx % tilePx.height) * keptWidthPx + xPx - left) * 4;
    kernels.recallTile(at.picture, stridePx, xPx, yPx, widthPx, heightPx, first, keptWidthPx);
    cell += cellBytes;
  }
}
