import type { CursorShape } from '@fjernhjelp/protocol';

/** A pointer's bitmaps as GetIconInfo gives them, read as 32 bits a pixel, rows from the top. */
export interface CursorBitmaps {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly hotspotXPx: number;
  readonly hotspotYPx: number;
  /** BGRA; undefined for a pointer of two colours. */
  readonly colour: Uint8Array | undefined;
  /**
   * White where the screen shows through. For a pointer of two colours twice as high: below is what the screen is
   * inverted with.
   */
  readonly mask: Uint8Array;
}

const BLACK = [0, 0, 0, 255] as const;
const WHITE = [255, 255, 255, 255] as const;

/**
 * @returns straight alpha. Pixels that invert the screen, which no picture can say, are black with a white edge: they show
 *   on every ground.
 */
export function cursorOf(bitmaps: CursorBitmaps): CursorShape {
  const { widthPx, heightPx, hotspotXPx, hotspotYPx } = bitmaps;
  const rgba = bitmaps.colour && hasAlpha(bitmaps.colour) ? swapped(bitmaps.colour) : masked(bitmaps);
  return { widthPx, heightPx, hotspotXPx, hotspotYPx, rgba };
}

function hasAlpha(bgra: Uint8Array): boolean {
  for (let at = 3; at < bgra.length; at += 4) if (bgra[at] !== 0) return true;
  return false;
}

function swapped(bgra: Uint8Array): Uint8Array<ArrayBuffer> {
  const rgba = new Uint8Array(bgra);
  for (let at = 0; at < rgba.length; at += 4) {
    rgba[at] = bgra[at + 2]!;
    rgba[at + 2] = bgra[at]!;
  }
  return rgba;
}

/** The old way: AND with the mask, then XOR with the colour. */
function masked({ widthPx, heightPx, colour, mask }: CursorBitmaps): Uint8Array<ArrayBuffer> {
  const sizePx = widthPx * heightPx;
  const inverting = mask.subarray(sizePx * 4);
  const rgba = new Uint8Array(sizePx * 4);
  const inverted: number[] = [];
  for (let pixel = 0; pixel < sizePx; pixel++) {
    const at = pixel * 4;
    const isKept = mask[at]! > 127;
    const source = colour ?? inverting;
    const isXor = source[at]! + source[at + 1]! + source[at + 2]! > 0;
    if (!isKept) rgba.set([source[at + 2]!, source[at + 1]!, source[at]!, 255], at);
    else if (isXor) {
      rgba.set(BLACK, at);
      inverted.push(pixel);
    }
  }
  for (const pixel of inverted) edge(rgba, pixel, widthPx, heightPx);
  return rgba;
}

/** Makes the neighbours white through which the screen shows. */
function edge(rgba: Uint8Array, pixel: number, widthPx: number, heightPx: number): void {
  const [x, y] = [pixel % widthPx, Math.floor(pixel / widthPx)];
  for (const [dx, dy] of [
    [-1, 0],
    [1, 0],
    [0, -1],
    [0, 1],
  ] as const) {
    const [nearX, nearY] = [x + dx, y + dy];
    if (nearX < 0 || nearY < 0 || nearX >= widthPx || nearY >= heightPx) continue;
    const at = (nearY * widthPx + nearX) * 4;
    if (rgba[at + 3] === 0) rgba.set(WHITE, at);
  }
}
