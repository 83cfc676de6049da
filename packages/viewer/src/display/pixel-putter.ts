import type { Bytes, Rect, ScreenSize } from '@fjernhjelp/protocol';

const BYTES_PER_PIXEL = 4;

/** Draws on a canvas, which is fresh: nothing else draws on it. */
export interface PixelPutter {
  readonly canvas: HTMLCanvasElement;
  /** @returns the canvas, with all that was put on it */
  drawn(): HTMLCanvasElement;
  /** The canvas has this size from here on, and is black. */
  resize(size: ScreenSize): void;
  /** @param pixels RGBA of the rects, one after the other, each row by row */
  put(rects: readonly Rect[], pixels: Bytes): void;
  /** Everything that is on another canvas, its first row at this one of ours: as much as fits. */
  copy(from: HTMLCanvasElement, atYPx?: number): void;
}

export function createPixelPutter(canvas: HTMLCanvasElement): PixelPutter {
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new Error('no 2D context');
  return {
    canvas,
    drawn: () => canvas,
    resize({ widthPx, heightPx }) {
      canvas.width = widthPx;
      canvas.height = heightPx;
    },
    copy: (from, atYPx = 0) => context.drawImage(from, 0, atYPx),
    put(rects, pixels) {
      let at = 0;
      for (const { xPx, yPx, widthPx, heightPx } of rects) {
        const sizeBytes = widthPx * heightPx * BYTES_PER_PIXEL;
        const own = new Uint8ClampedArray(pixels.buffer, pixels.byteOffset + at, sizeBytes);
        context.putImageData(new ImageData(own, widthPx, heightPx), xPx, yPx);
        at += sizeBytes;
      }
    },
  };
}
