import type { Rect, ScreenSize } from '@fjernhjelp/protocol';

const BYTES_PER_PIXEL = 4;

/** Draws on the page's canvas. */
export interface PixelPutter {
  /** The canvas has this size from here on, and is black. */
  resize(size: ScreenSize): void;
  /** @param buffer RGBA of the rects, one after the other, each row by row */
  put(rects: readonly Rect[], buffer: ArrayBuffer): void;
  /** Everything that is on a canvas of the same size. */
  copy(from: HTMLCanvasElement): void;
}

export function createPixelPutter(canvas: HTMLCanvasElement): PixelPutter {
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new Error('no 2D context');
  return {
    resize({ widthPx, heightPx }) {
      canvas.width = widthPx;
      canvas.height = heightPx;
    },
    copy: (from) => context.drawImage(from, 0, 0),
    put(rects, buffer) {
      let at = 0;
      for (const { xPx, yPx, widthPx, heightPx } of rects) {
        const sizeBytes = widthPx * heightPx * BYTES_PER_PIXEL;
        const pixels = new Uint8ClampedArray(buffer, at, sizeBytes);
        context.putImageData(new ImageData(pixels, widthPx, heightPx), xPx, yPx);
        at += sizeBytes;
      }
    },
  };
}
