import type { Pixels } from './display.ts';

/** @returns the colour of a pixel as 0xRRGGBB */
export function colourAt({ rgba, widthPx }: Pixels, xPx: number, yPx: number): number {
  const at = (yPx * widthPx + xPx) * 4;
  return ((rgba[at] ?? 0) << 16) | ((rgba[at + 1] ?? 0) << 8) | (rgba[at + 2] ?? 0);
}

/** @returns how many pixels have that colour */
export function countOf({ rgba }: Pixels, colour: number): number {
  let count = 0;
  for (let at = 0; at < rgba.length; at += 4)
    if (((rgba[at]! << 16) | (rgba[at + 1]! << 8) | rgba[at + 2]!) === colour) count += 1;
  return count;
}

/** A canvas in a page, as Playwright or Puppeteer holds it. */
interface CanvasHandle {
  evaluate(read: (canvas: HTMLCanvasElement) => CanvasRead): Promise<CanvasRead>;
}

interface CanvasRead {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly base64: string;
}

/** @returns what is on a canvas of a page */
export async function readPixels(canvas: CanvasHandle): Promise<Pixels> {
  const { widthPx, heightPx, base64 } = await canvas.evaluate((source) => {
    const copy = document.createElement('canvas');
    copy.width = source.width;
    copy.height = source.height;
    const context = copy.getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('no 2d context');
    context.drawImage(source, 0, 0);
    const { data } = context.getImageData(0, 0, copy.width, copy.height);
    let binary = '';
    for (let at = 0; at < data.length; at += 32_768) {
      binary += String.fromCharCode(...data.subarray(at, at + 32_768));
    }
    return { widthPx: copy.width, heightPx: copy.height, base64: btoa(binary) };
  });
  return { widthPx, heightPx, rgba: new Uint8ClampedArray(Buffer.from(base64, 'base64')) };
}
