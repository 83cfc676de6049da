import type { Bytes, Rect } from '@fjernhjelp/protocol';
import { createPixelPutter, type PixelPutter } from './pixel-putter.ts';
import { placeOfBand } from './quiet-bands.ts';

/**
 * What a canvas showed, as a picture that the browser keeps, and over it a small canvas for each band that changes. A browser without a GPU copies
 * each 2D canvas whole for every frame in which anything changes; the picture it does not (docs/decisions/0007).
 */
export interface StillPicture {
  /** As large as what it lies in. */
  readonly element: HTMLElement;
  /** @param bands those that the rects lie in */
  put(bands: Iterable<number>, rects: readonly Rect[], pixels: Bytes): void;
  /** Draws all that was put on a canvas that is as what this was made of. */
  drawOn(whole: PixelPutter): void;
  /** Gives the memory of the picture back. */
  forget(): void;
}

/** @throws DOMException when there is no memory for it */
export async function createStillPicture(canvas: HTMLCanvasElement): Promise<StillPicture> {
  const page = canvas.ownerDocument;
  const size = { widthPx: canvas.width, heightPx: canvas.height };
  const element = page.createElement('div');
  Object.assign(element.style, { position: 'absolute', inset: '0' });
  const bands = new Map<number, { readonly putter: PixelPutter; readonly yPx: number }>();

  function add(): HTMLCanvasElement {
    const added = page.createElement('canvas');
    Object.assign(added.style, { position: 'absolute', left: '0', width: '100%', height: '100%' });
    element.append(added);
    return added;
  }

  const picture = add();
  picture.width = size.widthPx;
  picture.height = size.heightPx;
  const renderer = picture.getContext('bitmaprenderer');
  if (renderer === null) throw new DOMException('no bitmap renderer', 'NotSupportedError');
  renderer.transferFromImageBitmap(await createImageBitmap(canvas));

  function bandOf(band: number) {
    const there = bands.get(band);
    if (there !== undefined) return there;
    const { yPx, widthPx, heightPx } = placeOfBand(band, size);
    const putter = createPixelPutter(add());
    putter.canvas.style.top = `${(100 * yPx) / size.heightPx}%`;
    putter.canvas.style.height = `${(100 * heightPx) / size.heightPx}%`;
    putter.resize({ widthPx, heightPx });
    putter.copy(picture, -yPx);
    const made = { putter, yPx };
    bands.set(band, made);
    return made;
  }

  return {
    element,
    put(changed, rects, pixels) {
      for (const band of changed) {
        const { putter, yPx } = bandOf(band);
        // What is not in the band is cut off by its canvas.
        putter.put(
          rects.map((rect) => ({ ...rect, yPx: rect.yPx - yPx })),
          pixels,
        );
      }
    },
    drawOn(whole) {
      for (const { putter, yPx } of bands.values()) whole.copy(putter.canvas, yPx);
    },
    forget: () => renderer.transferFromImageBitmap(null),
  };
}
