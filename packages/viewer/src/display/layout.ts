import type { ScreenSize } from '@fjernhjelp/protocol';
import type { ViewMove } from '../input/pointer.ts';
import type { Area } from '../watch/area.ts';
import type { Shown } from '../watch/picture-bound.ts';
import { MAX_ZOOM, placePicture, type Scale } from './place-picture.ts';
import type { ShownPicture } from './shown-picture.ts';

/** Where one screen is shown, and the size of its picture: undefined while none has come. */
export interface PlacedScreen {
  readonly screen: number;
  readonly shown: Pick<ShownPicture, 'element' | 'setCrisp'>;
  readonly picture: ScreenSize | undefined;
}

export interface Layout {
  setArea(area: Area): void;
  /** The pictures may be smaller than their screens (PROTOCOL.md UP18); they take the screens' places. */
  setScreens(screens: readonly PlacedScreen[]): void;
  setScale(scale: Scale): void;
  moveView(move: ViewMove): void;
  close(): void;
}

/**
 * Keeps the picture and the screens in it in their places while the window, the zoom, the remote screens or the choice of
 * scale change.
 * @param placed hears of each place; `cssPerPx` is how many CSS pixels a remote one has
 */
export function createLayout(
  scroller: HTMLElement,
  element: HTMLElement,
  placed: (shown: Shown, cssPerPx: number) => void,
): Layout {
  const page = element.ownerDocument.defaultView ?? window;
  let area: Area | undefined;
  let screens: readonly PlacedScreen[] = [];
  let scale: Scale = 'fit';
  let zoom = 1;
  let ratioWatch: AbortController | undefined;
  const observer = new page.ResizeObserver(apply);
  observer.observe(scroller);
  watchRatio();

  function apply(): void {
    if (area === undefined) return;
    // In "fit" there is nothing to scroll; bars from before would take room and come back with each layout.
    scroller.style.overflow = scale === 'fit' && zoom === 1 ? 'hidden' : 'auto';
    const room = { width: scroller.clientWidth, height: scroller.clientHeight };
    const ratio = page.devicePixelRatio;
    const place = placePicture(area, room, scale, ratio, zoom);
    element.style.left = `${place.left}px`;
    element.style.top = `${place.top}px`;
    element.style.width = `${place.width}px`;
    element.style.height = `${place.height}px`;
    const cssPerPx = place.width / area.widthPx;
    for (const { shown, screen, picture } of screens) {
      const own = area.screens.find((each) => each.screen === screen);
      if (own === undefined) continue;
      const { style } = shown.element;
      style.left = `${(own.xPx - area.xPx) * cssPerPx}px`;
      style.top = `${(own.yPx - area.yPx) * cssPerPx}px`;
      style.width = `${own.widthPx * cssPerPx}px`;
      style.height = `${own.heightPx * cssPerPx}px`;
      const isScaled = picture !== undefined && picture.widthPx !== own.widthPx;
      const shownWidthPx = Math.round(own.widthPx * cssPerPx * ratio);
      const shownHeightPx = Math.round(own.heightPx * cssPerPx * ratio);
      const isCrisp = isScaled
        ? picture.widthPx === shownWidthPx && picture.heightPx === shownHeightPx
        : place.isCrisp;
      style.imageRendering = isCrisp ? 'pixelated' : 'auto';
      shown.setCrisp(isCrisp);
      style.visibility = picture === undefined ? 'hidden' : 'visible';
    }
    const widthPx = Math.round(place.width * ratio);
    const heightPx = Math.round(place.height * ratio);
    placed({ widthPx, heightPx, scale }, cssPerPx);
  }

  /** A query for a resolution matches one ratio: each change needs a new one. */
  function watchRatio(): void {
    ratioWatch = new AbortController();
    const onChange = () => {
      watchRatio();
      apply();
    };
    page.matchMedia(`(resolution: ${page.devicePixelRatio}dppx)`).addEventListener('change', onChange, {
      once: true,
      signal: ratioWatch.signal,
    });
  }

  return {
    setArea(next) {
      area = next;
      apply();
    },
    setScreens(next) {
      screens = next;
      apply();
    },
    setScale(next) {
      scale = next;
      zoom = 1;
      apply();
    },
    moveView({ factor, about, by }) {
      const before = element.getBoundingClientRect();
      if (before.width === 0 || before.height === 0) return;
      const across = (about.x - before.left) / before.width;
      const down = (about.y - before.top) / before.height;
      zoom = Math.max(1, Math.min(MAX_ZOOM, zoom * factor));
      apply();
      const after = element.getBoundingClientRect();
      scroller.scrollLeft += after.left + across * after.width - about.x - by.x;
      scroller.scrollTop += after.top + down * after.height - about.y - by.y;
    },
    close() {
      observer.disconnect();
      ratioWatch?.abort();
    },
  };
}
