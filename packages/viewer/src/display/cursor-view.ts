import type { CursorMessage, CursorShape, PointerPlace } from '@fjernhjelp/protocol';
import type { Area } from '../watch/area.ts';
import { createPointerOverlay } from './pointer-overlay.ts';
import { createRemotePointer } from './remote-pointer.ts';

/** Browsers show no larger cursor image than this, in CSS pixels. */
const MAX_SIDE = 128;

/**
 * Shows the remote pointer: as the page's own cursor over the picture, which the helper moves without any delay, and over the
 * picture while it is somewhere else.
 */
export interface CursorView {
  hear(message: CursorMessage): void;
  /** The helper's own movement goes to this place. */
  moved(place: PointerPlace): void;
  /** Off: the page's ordinary pointer, whatever the shape. */
  setOn(isOn: boolean): void;
  /** What the picture shows. */
  setArea(area: Area): void;
  /** @param cssPerPx how many CSS pixels a remote one has */
  setScale(cssPerPx: number): void;
}

/** @param element shows the picture and nothing else */
export function createCursorView(element: HTMLElement): CursorView {
  const overlay = createPointerOverlay(element);
  const pointer = createRemotePointer();
  let isOn = false;
  let style = 'default';

  function apply(): void {
    element.style.cursor = isOn ? style : 'default';
  }

  function show(shape: CursorShape): void {
    const isHidden = shape.widthPx === 0 || shape.heightPx === 0;
    style = isHidden ? 'none' : cursorStyle(shape);
    const { hotspotXPx, hotspotYPx } = shape;
    overlay.setImage(isHidden ? undefined : { url: draw(shape).toDataURL(), hotspotXPx, hotspotYPx });
    apply();
  }

  return {
    hear(message) {
      if (message.type === 'shape') return show(message.shape);
      pointer.hear(message);
      overlay.setPlace(pointer.drawn);
    },
    moved(place) {
      pointer.moved(place);
      overlay.setPlace(pointer.drawn);
    },
    setOn(next) {
      isOn = next;
      pointer.setControl(isOn);
      overlay.setPlace(pointer.drawn);
      apply();
    },
    setArea: (area) => overlay.setArea(area),
    setScale: (cssPerPx) => overlay.setScale(cssPerPx),
  };
}

function cursorStyle(shape: CursorShape): string {
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
