import {
  type CacheRun,
  type DifferenceTiles,
  type LossyTiles,
  type Move,
  type PaletteTiles,
  type PictureOperation,
  type PlaneTiles,
  ProtocolViolation,
  planesRawBytes,
  type Rect,
} from '@fjernhjelp/protocol';
import type { Decompressor } from '../compression.ts';
import { decodeLossyRect } from '../lossy.ts';
import { tilePx } from '../tile-grid.ts';
import { cellBytes, type ScreenMemory } from './screen-memory.ts';

const COLOUR_BYTES = 3;

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
    case 'difference':
      paintPlanes(screen, operation, decompressor);
      return operation.rects;
    case 'palette':
      paintPalette(screen, operation, decompressor);
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
  { type, rects, pixels, payload }: PlaneTiles | DifferenceTiles,
  decompressor: Decompressor,
): void {
  const expected = planesRawBytes(pixels);
  if (decompressor.decompress(payload, raw.subarray(0, expected)) !== expected)
    throw new ProtocolViolation('malformed');
  const paint = type === 'planes' ? kernels.scatterRect : kernels.addRect;
  let green = at.raw;
  for (const { xPx, yPx, widthPx, heightPx } of rects) {
    const red = green + pixels;
    paint(at.picture, stridePx, xPx, yPx, widthPx, heightPx, green, red, red + pixels);
    green += widthPx * heightPx;
  }
}

function paintPalette(screen: ScreenMemory, operation: PaletteTiles, decompressor: Decompressor): void {
  const { kernels, at, widthPx: stridePx, raw } = screen;
  const { rects, pixels, payload } = operation;
  const count = readColours(screen, operation);
  const written = decompressor.decompress(payload, raw.subarray(0, planesRawBytes(pixels)));
  if (written < pixels) throw new ProtocolViolation('malformed');
  const end = at.raw + written;
  let indexes = at.raw;
  let escapes = at.raw + pixels;
  for (const { xPx, yPx, widthPx, heightPx } of rects) {
    escapes = kernels.scatterIndexed(
      at.picture,
      stridePx,
      xPx,
      yPx,
      widthPx,
      heightPx,
      indexes,
      at.colours,
      count,
      escapes,
      end,
    );
    if (escapes === 0) throw new ProtocolViolation('malformed');
    indexes += widthPx * heightPx;
  }
  if (escapes !== end) throw new ProtocolViolation('malformed');
}

/** @returns how many colours the palette has; they are in the screen's `colours` */
function readColours(screen: ScreenMemory, { book: choice, colours }: PaletteTiles): number {
  const { book, colours: palette } = screen;
  let count = 0;
  if (choice !== undefined) {
    if (choice.size > screen.bookSize) throw new ProtocolViolation('malformed');
    screen.bookSize = choice.size;
    choice.chosen.forEach((bits, byte) => {
      for (let place = byte * 8; bits > 0; place++, bits >>= 1) if (bits & 1) palette[count++] = book[place]!;
    });
  }
  for (let at = 0; at < colours.length; at += COLOUR_BYTES) {
    const [red, green, blue] = colours.subarray(at) as unknown as [number, number, number];
    const colour = (red | (green << 8) | (blue << 16) | 0xff000000) >>> 0;
    palette[count++] = colour;
    if (choice !== undefined) book[screen.bookSize++] = colour;
  }
  return count;
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
