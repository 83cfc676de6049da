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

/** Where a screen is shown: its canvas is in it, and others that may be seen instead. */
export const SCREEN_PICTURE = '[aria-hidden]:has(> canvas)';
/** That canvas: it is as large as the picture, and `readPixels` of it reads what is seen. */
export const PICTURE_CANVAS = '[aria-hidden] > canvas';

/** A canvas in a page, as Playwright or Puppeteer holds it. */
interface CanvasHandle {
  evaluate(read: (canvas: HTMLCanvasElement) => CanvasRead): Promise<CanvasRead>;
}

interface CanvasRead {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly base64: string;
}

/** @returns what is on a canvas of a page; of one that is hidden, what is on those beside it that are seen */
export async function readPixels(canvas: CanvasHandle): Promise<Pixels> {
  const { widthPx, heightPx, base64 } = await canvas.evaluate((source) => {
    const copy = document.createElement('canvas');
    copy.width = source.width;
    copy.height = source.height;
    const context = copy.getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('no 2d context');
    const isSeen = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    // Of a page that shows nothing of it, all is on the canvas.
    if (source.getClientRects().length === 0 || isSeen(source)) context.drawImage(source, 0, 0);
    else
      for (const layer of source.parentElement?.getElementsByTagName('canvas') ?? []) {
        if (!isSeen(layer)) continue;
        const [whole, own] = [source.getBoundingClientRect(), layer.getBoundingClientRect()];
        const scale = source.width / whole.width;
        const fromTopPx = Math.round((own.top - whole.top) * scale);
        context.drawImage(layer, Math.round((own.left - whole.left) * scale), fromTopPx);
      }
    const { data } = context.getImageData(0, 0, copy.width, copy.height);
    let binary = '';
    for (let at = 0; at < data.length; at += 32_768) {
      binary += String.fromCharCode(...data.subarray(at, at + 32_768));
    }
    return { widthPx: copy.width, heightPx: copy.height, base64: btoa(binary) };
  });
  return { widthPx, heightPx, rgba: new Uint8ClampedArray(Buffer.from(base64, 'base64')) };
}

/** How far what the helper sees is from what is on the screen. */
export interface Difference {
  /** 0 … 255, of red, green and blue together. */
  readonly mean: number;
  /** The share of pixels whose brightness, which browsers keep for each pixel, is more than 8 steps away. */
  readonly brightnessOff: number;
}

/** @throws Error when they are not equally large */
export function differ(a: Pixels, b: Pixels): Difference {
  if (a.rgba.length !== b.rgba.length)
    throw new Error(`${a.widthPx}×${a.heightPx} and ${b.widthPx}×${b.heightPx}`);
  let sum = 0;
  let off = 0;
  const pixels = a.widthPx * a.heightPx;
  for (let at = 0; at < pixels * 4; at += 4) {
    const difference = (channel: number) => (a.rgba[at + channel] ?? 0) - (b.rgba[at + channel] ?? 0);
    const [red, green, blue] = [difference(0), difference(1), difference(2)];
    sum += Math.abs(red) + Math.abs(green) + Math.abs(blue);
    if (Math.abs(0.299 * red + 0.587 * green + 0.114 * blue) > 8) off++;
  }
  return { mean: sum / (pixels * 3), brightnessOff: off / pixels };
}
