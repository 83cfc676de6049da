import type { Bytes, CursorShape, PointerPlace, Rect, ScreenSize } from '@fjernhjelp/protocol';
import type { ReplayTarget } from './replay.ts';

/** Where no shape was recorded: a ring about the place, in pixels of the screen. */
const RING_PX = 9;

/** Draws a replay on a canvas, and the pointer of that moment wherever it is wanted. */
export interface Stage {
  readonly target: ReplayTarget;
  readonly size: ScreenSize | undefined;
  /** @param context as large as the picture */
  drawPointer(context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D): void;
}

/** @param picture fresh; takes the picture's size */
export function createStage(picture: HTMLCanvasElement | OffscreenCanvas): Stage {
  const context = picture.getContext('2d', { alpha: false }) as CanvasRenderingContext2D | null;
  if (context === null) throw new Error('no 2D context');
  let size: ScreenSize | undefined;
  let place: PointerPlace | undefined;
  let shape: CursorShape | undefined;

  function put({ xPx, yPx, widthPx, heightPx }: Rect, rgb: Bytes): void {
    const image = new ImageData(widthPx, heightPx);
    const { data } = image;
    for (let from = 0, to = 0; from < rgb.length; to += 4) {
      data[to] = rgb[from++]!;
      data[to + 1] = rgb[from++]!;
      data[to + 2] = rgb[from++]!;
      data[to + 3] = 255;
    }
    context!.putImageData(image, xPx, yPx);
  }

  return {
    get size() {
      return size;
    },
    target: {
      resize(next) {
        size = next;
        picture.width = next.widthPx;
        picture.height = next.heightPx;
      },
      put,
      pointer(nextPlace, nextShape) {
        place = nextPlace;
        shape = nextShape;
      },
    },
    drawPointer(onto) {
      if (place === undefined) return;
      if (shape === undefined) {
        onto.strokeStyle = '#d7263d';
        onto.lineWidth = 3;
        onto.beginPath();
        onto.arc(place.xPx, place.yPx, RING_PX, 0, 2 * Math.PI);
        onto.stroke();
        return;
      }
      if (shape.widthPx === 0 || shape.heightPx === 0) return;
      const image = new OffscreenCanvas(shape.widthPx, shape.heightPx);
      const pixels = new ImageData(new Uint8ClampedArray(shape.rgba), shape.widthPx, shape.heightPx);
      image.getContext('2d')?.putImageData(pixels, 0, 0);
      onto.drawImage(image, place.xPx - shape.hotspotXPx, place.yPx - shape.hotspotYPx);
    },
  };
}
