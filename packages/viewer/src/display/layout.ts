import type { ScreenSize } from '@fjernhjelp/protocol';
import type { ViewMove } from '../input/pointer.ts';
import type { Shown } from '../watch/picture-bound.ts';
import { MAX_ZOOM, placePicture, type Scale } from './place-picture.ts';

export interface Layout {
  setScreen(screen: ScreenSize): void;
  /** The picture of it may be smaller (PROTOCOL.md UP18); it takes the screen's place. undefined: not there yet. */
  setPicture(picture: ScreenSize | undefined): void;
  /** Undoes what fingers did. */
  setScale(scale: Scale): void;
  moveView(move: ViewMove): void;
  close(): void;
}

/**
 * Keeps the canvas in its place while the window, the zoom, the remote screen or the choice of scale change.
 * @param placed hears of each place
 */
export function createLayout(
  scroller: HTMLElement,
  canvas: HTMLCanvasElement,
  placed: (shown: Shown) => void,
): Layout {
  let screen: ScreenSize | undefined;
  let picture: ScreenSize | undefined;
  let scale: Scale = 'fit';
  let zoom = 1;
  let ratioWatch: AbortController | undefined;
  const observer = new ResizeObserver(apply);
  observer.observe(scroller);
  watchRatio();

  function apply(): void {
    if (screen === undefined) return;
    // In "fit" there is nothing to scroll; bars from before would take room and come back with each layout.
    scroller.style.overflow = scale === 'fit' && zoom === 1 ? 'hidden' : 'auto';
    const area = { width: scroller.clientWidth, height: scroller.clientHeight };
    const place = placePicture(screen, area, scale, devicePixelRatio, zoom);
    canvas.style.left = `${place.left}px`;
    canvas.style.top = `${place.top}px`;
    canvas.style.width = `${place.width}px`;
    canvas.style.height = `${place.height}px`;
    const widthPx = Math.round(place.width * devicePixelRatio);
    const heightPx = Math.round(place.height * devicePixelRatio);
    const isScaled = picture !== undefined && picture.widthPx !== screen.widthPx;
    const isCrisp = isScaled ? picture?.widthPx === widthPx && picture.heightPx === heightPx : place.isCrisp;
    canvas.style.imageRendering = isCrisp ? 'pixelated' : 'auto';
    canvas.style.visibility = picture === undefined ? 'hidden' : 'visible';
    placed({ widthPx, heightPx, scale });
  }

  /** A query for a resolution matches one ratio: each change needs a new one. */
  function watchRatio(): void {
    ratioWatch = new AbortController();
    const onChange = () => {
      watchRatio();
      apply();
    };
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', onChange, {
      once: true,
      signal: ratioWatch.signal,
    });
  }

  return {
    setScreen(next) {
      screen = next;
      apply();
    },
    setPicture(next) {
      picture = next;
      apply();
    },
    setScale(next) {
      scale = next;
      zoom = 1;
      apply();
    },
    moveView({ factor, about, by }) {
      const before = canvas.getBoundingClientRect();
      if (before.width === 0 || before.height === 0) return;
      const across = (about.x - before.left) / before.width;
      const down = (about.y - before.top) / before.height;
      zoom = Math.max(1, Math.min(MAX_ZOOM, zoom * factor));
      apply();
      const after = canvas.getBoundingClientRect();
      scroller.scrollLeft += after.left + across * after.width - about.x - by.x;
      scroller.scrollTop += after.top + down * after.height - about.y - by.y;
    },
    close() {
      observer.disconnect();
      ratioWatch?.abort();
    },
  };
}
