import type { CursorShape } from '@fjernhjelp/protocol';

/** Browsers show no larger cursor image than this, in CSS pixels. */
const MAX_SIDE = 128;

/** Shows the remote pointer's shape as the page's own cursor over the picture. */
export interface CursorView {
  show(shape: CursorShape): void;
  /** Off: the page's ordinary pointer, whatever the shape. */
  setOn(isOn: boolean): void;
}

export function createCursorView(element: HTMLElement): CursorView {
  let isOn = false;
  let style = 'default';

  function apply(): void {
    element.style.cursor = isOn ? style : 'default';
  }

  return {
    show(shape) {
      style = cursorStyle(shape);
      apply();
    },
    setOn(next) {
      isOn = next;
      apply();
    },
  };
}

function cursorStyle(shape: CursorShape): string {
  if (shape.widthPx === 0 || shape.heightPx === 0) return 'none';
  const shrink = Math.min(1, MAX_SIDE / Math.max(shape.widthPx, shape.heightPx));
  const image = shrunk(draw(shape), shrink);
  const xPx = hotspot(shape.hotspotXPx, shrink, image.width);
  const yPx = hotspot(shape.hotspotYPx, shrink, image.height);
  return `url(${image.toDataURL()}) ${xPx} ${yPx}, default`;
}

/** Within the image: a hotspot outside makes browsers drop the whole cursor. */
function hotspot(placePx: number, shrink: number, sidePx: number): number {
  return Math.min(sidePx - 1, Math.floor(placePx * shrink));
}

function draw(shape: CursorShape): HTMLCanvasElement {
  const pixels = new Uint8ClampedArray(shape.rgba.buffer, shape.rgba.byteOffset, shape.rgba.byteLength);
  const canvas = createCanvas(shape.widthPx, shape.heightPx);
  contextOf(canvas).putImageData(new ImageData(pixels, shape.widthPx, shape.heightPx), 0, 0);
  return canvas;
}

function shrunk(source: HTMLCanvasElement, shrink: number): HTMLCanvasElement {
  if (shrink === 1) return source;
  const canvas = createCanvas(
    Math.max(1, Math.floor(source.width * shrink)),
    Math.max(1, Math.floor(source.height * shrink)),
  );
  contextOf(canvas).drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function createCanvas(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no 2D context for the cursor');
  return context;
}
