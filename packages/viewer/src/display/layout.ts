import type { ScreenSize } from '@fjernhjelp/protocol';
import { placePicture, type Scale } from './place-picture.ts';

export interface Layout {
  setScreen(screen: ScreenSize): void;
  setScale(scale: Scale): void;
  close(): void;
}

/** Keeps the canvas in its place while the window, the zoom, the remote screen or the choice of scale change. */
export function createLayout(scroller: HTMLElement, canvas: HTMLCanvasElement): Layout {
  let screen: ScreenSize | undefined;
  let scale: Scale = 'fit';
  let ratioWatch: AbortController | undefined;
  const observer = new ResizeObserver(apply);
  observer.observe(scroller);
  watchRatio();

  function apply(): void {
    if (screen === undefined) return;
    // In "fit" there is nothing to scroll; bars from before would take room and come back with each layout.
    scroller.style.overflow = scale === 'fit' ? 'hidden' : 'auto';
    const area = { width: scroller.clientWidth, height: scroller.clientHeight };
    const place = placePicture(screen, area, scale, devicePixelRatio);
    canvas.style.left = `${place.left}px`;
    canvas.style.top = `${place.top}px`;
    canvas.style.width = `${place.width}px`;
    canvas.style.height = `${place.height}px`;
    canvas.style.imageRendering = place.isCrisp ? 'pixelated' : 'auto';
    canvas.style.visibility = 'visible';
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
    setScale(next) {
      scale = next;
      apply();
    },
    close() {
      observer.disconnect();
      ratioWatch?.abort();
    },
  };
}
