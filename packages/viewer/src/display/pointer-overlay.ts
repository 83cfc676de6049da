import type { PointerPlace } from '@fjernhjelp/protocol';
import type { ShownScreen } from '../watch/screen-choice.ts';

/** The pointer's image and the pixel of it that points. */
export interface PointerImage {
  readonly url: string;
  readonly hotspotXPx: number;
  readonly hotspotYPx: number;
}

/** Draws the remote pointer over the picture, as large as the picture's pixels are. Never in the way of the page's own. */
export interface PointerOverlay {
  /** @param image undefined: hidden */
  setImage(image: PointerImage | undefined): void;
  /** @param screen the one that the canvas shows */
  setScreen(screen: ShownScreen): void;
  /** The canvas has another place. */
  placed(): void;
  /** @param place undefined, or on another screen: not drawn */
  setPlace(place: PointerPlace | undefined): void;
}

/** @param picture its place on the page is read from its style, which costs no layout */
export function createPointerOverlay(picture: HTMLCanvasElement): PointerOverlay {
  // As large as the picture, so that what hangs over its edge is cut and gives nothing to scroll.
  const frame = document.createElement('div');
  frame.setAttribute('aria-hidden', 'true');
  frame.dataset['pointer'] = 'hidden';
  Object.assign(frame.style, { position: 'absolute', overflow: 'hidden', pointerEvents: 'none' });
  // No second canvas: the picture is the one on the page.
  const drawn = document.createElement('img');
  drawn.alt = '';
  // The page's own rules for images must not shrink it.
  const style = { position: 'absolute', left: '0', top: '0', maxWidth: 'none', transformOrigin: '0 0' };
  Object.assign(drawn.style, style);
  frame.append(drawn);
  let image: PointerImage | undefined;
  let screen: ShownScreen | undefined;
  let place: PointerPlace | undefined;
  let scale = 1;

  function draw(): void {
    const isHere = place !== undefined && screen !== undefined && place.screen === screen.screen;
    const isShown = isHere && image !== undefined;
    frame.style.visibility = isShown ? 'visible' : 'hidden';
    frame.dataset['pointer'] = isShown ? `${place?.xPx},${place?.yPx}` : 'hidden';
    if (!isShown || image === undefined || place === undefined) return;
    const left = (place.xPx - image.hotspotXPx) * scale;
    const top = (place.yPx - image.hotspotYPx) * scale;
    drawn.style.transform = `translate(${left}px, ${top}px) scale(${scale})`;
  }

  return {
    setImage(next) {
      image = next;
      if (image !== undefined) drawn.src = image.url;
      draw();
    },
    setScreen(next) {
      screen = next;
      draw();
    },
    placed() {
      if (frame.parentElement === null) picture.after(frame);
      const { left, top, width, height } = picture.style;
      Object.assign(frame.style, { left, top, width, height });
      if (screen !== undefined) scale = Number.parseFloat(width) / screen.widthPx;
      draw();
    },
    setPlace(next) {
      place = next;
      draw();
    },
  };
}
