import type { PointerPlace } from '@fjernhjelp/protocol';
import { type Area, withinArea } from '../watch/area.ts';

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
  /** @param area what the picture shows */
  setArea(area: Area): void;
  /** @param cssPerPx how many CSS pixels a remote one has */
  setScale(cssPerPx: number): void;
  /** @param place undefined, or on a screen that is not shown: not drawn */
  setPlace(place: PointerPlace | undefined): void;
}

/** @param picture cuts what hangs over its edge */
export function createPointerOverlay(picture: HTMLElement): PointerOverlay {
  const page = picture.ownerDocument;
  const frame = page.createElement('div');
  frame.setAttribute('aria-hidden', 'true');
  frame.dataset['pointer'] = 'hidden';
  // Over the canvases, which come and go.
  const over = { position: 'absolute', inset: '0', overflow: 'hidden', pointerEvents: 'none', zIndex: '1' };
  Object.assign(frame.style, over);
  // No second canvas: the picture is the one on the page.
  const drawn = page.createElement('img');
  drawn.alt = '';
  // The page's own rules for images must not shrink it.
  const style = { position: 'absolute', left: '0', top: '0', maxWidth: 'none', transformOrigin: '0 0' };
  Object.assign(drawn.style, style);
  frame.append(drawn);
  picture.append(frame);
  let image: PointerImage | undefined;
  let area: Area | undefined;
  let place: PointerPlace | undefined;
  let scale = 1;

  function draw(): void {
    const at = place && area && withinArea(area, place);
    const isShown = at !== undefined && image !== undefined;
    frame.style.visibility = isShown ? 'visible' : 'hidden';
    frame.dataset['pointer'] = isShown ? `${place?.xPx},${place?.yPx}` : 'hidden';
    if (at === undefined || image === undefined) return;
    const left = (at.xPx - image.hotspotXPx) * scale;
    const top = (at.yPx - image.hotspotYPx) * scale;
    drawn.style.transform = `translate(${left}px, ${top}px) scale(${scale})`;
  }

  return {
    setImage(next) {
      image = next;
      if (image !== undefined) drawn.src = image.url;
      draw();
    },
    setArea(next) {
      area = next;
      draw();
    },
    setScale(next) {
      scale = next;
      draw();
    },
    setPlace(next) {
      place = next;
      draw();
    },
  };
}
