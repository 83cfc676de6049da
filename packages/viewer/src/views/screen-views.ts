import type {
  Clock,
  CursorMessage,
  InputMessage,
  PointerPlace,
  ScreenPlace,
  WatchedScreen,
} from '@fjernhjelp/protocol';
import type { Display } from '../display/display.ts';
import { createPixelPutter, type PixelPutter } from '../display/pixel-putter.ts';
import type { Scale } from '../display/place-picture.ts';
import type { DrawingPad } from '../drawing/drawing.ts';
import type { InputMode } from '../input/input-gate.ts';
import type { KeyWay } from '../input/key-way.ts';
import type { TextTyping } from '../status.ts';
import { type Area, areaOf } from '../watch/area.ts';
import type { Shown } from '../watch/picture-bound.ts';
import { createScreenView, type Hands, type ScreenView } from './screen-view.ts';
import { createMonitorChoice, openScreenWindow, type ScreenWindow } from './screen-window.ts';

/** How large a screen is shown for choosing among them, at the most. */
const THUMBNAIL = { maxWidthPx: 320, maxHeightPx: 200 };
/** Of a window that has no monitor for itself: a part of the screen, in CSS pixels. */
const WINDOW_SHARE = 0.8;

export interface ScreenViewsPorts {
  readonly container: HTMLElement;
  readonly label: string;
  readonly drawingLabel: string;
  readonly description: string;
  readonly clock: Clock;
  readonly display: Display;
  readonly pad: DrawingPad;
  send(message: InputMessage): void;
  queuedBytes(): number;
  onRelease: (() => void) | undefined;
  /** A text that is typed, or was last, is another step further. */
  onTyping(typing: TextTyping): void;
  /** So large the area of the page's own view is shown. */
  placed(shown: Shown): void;
  /** These are shown besides it. */
  others(screens: readonly WatchedScreen[]): void;
  /** `windows` are others. */
  changed(): void;
}

/** Everywhere the remote screens are shown: on the page, in windows of their own, and small to choose among them. */
export interface ScreenViews {
  /** The screens that have a window of their own. */
  readonly windows: readonly number[];
  /** @param shown on the page @param all that there are: windows of others close */
  show(shown: readonly ScreenPlace[], all: readonly ScreenPlace[]): void;
  /** The picture of that screen has another size. */
  pictured(): void;
  setScale(scale: Scale): void;
  setMode(mode: InputMode): void;
  setWay(way: KeyWay): void;
  /** Of the view on the page. */
  readonly hands: Hands;
  hear(message: CursorMessage): void;
  /** @returns false when the browser opens no windows for this page */
  openWindow(screen: number, title: string): Promise<boolean>;
  closeWindow(screen: number): void;
  /** Whether small pictures of all screens are wanted. */
  setThumbnails(isOn: boolean): void;
  focus(): void;
  close(): void;
}

interface OpenWindow {
  readonly frame: ScreenWindow;
  readonly view: ScreenView;
}

export function createScreenViews(ports: ScreenViewsPorts): ScreenViews {
  const { display } = ports;
  const windows = new Map<number, OpenWindow>();
  const monitors = createMonitorChoice(() => [...windows.values()].map(({ frame }) => frame.window));
  const thumbnails = new Map<number, PixelPutter>();
  let all: readonly ScreenPlace[] = [];
  let hasThumbnails = false;
  let mode: InputMode = 'none';
  let way: KeyWay | undefined;
  let isClosed = false;
  let lastShape: CursorMessage | undefined;

  const views = (): readonly ScreenView[] => [main, ...[...windows.values()].map(({ view }) => view)];
  const open = (
    container: HTMLElement,
    onRelease: (() => void) | undefined,
    placed?: (shown: Shown) => void,
  ) =>
    createScreenView({
      container,
      label: ports.label,
      drawingLabel: ports.drawingLabel,
      pad: ports.pad,
      description: ports.description,
      clock: ports.clock,
      display,
      send(message) {
        if (message.type === 'pointer') for (const view of views()) view.moved(message as PointerPlace);
        ports.send(message);
      },
      queuedBytes: ports.queuedBytes,
      onRelease,
      onTyping: ports.onTyping,
      ...(placed && { placed }),
    });
  const main = open(ports.container, ports.onRelease, ports.placed);

  function tellOthers(): void {
    const asIs = [...windows.keys()].map((screen) => ({ screen, maxWidthPx: 0, maxHeightPx: 0 }));
    const small = hasThumbnails ? all.map(({ screen }) => ({ screen, ...THUMBNAIL })) : [];
    ports.others([...asIs, ...small]);
  }

  /** Off the page: they are drawn from. */
  function keepThumbnails(): void {
    const wanted = hasThumbnails ? all.map(({ screen }) => screen) : [];
    for (const [screen, putter] of [...thumbnails]) {
      if (wanted.includes(screen)) continue;
      display.detach(putter);
      thumbnails.delete(screen);
    }
    for (const screen of wanted) {
      if (thumbnails.has(screen)) continue;
      const putter = createPixelPutter(document.createElement('canvas'));
      thumbnails.set(screen, putter);
      display.attach(screen, putter);
    }
  }

  function forget(screen: number): void {
    const there = windows.get(screen);
    if (there === undefined) return;
    windows.delete(screen);
    there.view.close();
    there.frame.close();
    tellOthers();
    ports.changed();
  }

  function fill(place: ScreenPlace, frame: ScreenWindow): void {
    const view = open(frame.container, undefined);
    windows.set(place.screen, { frame, view });
    if (lastShape !== undefined) view.hear(lastShape);
    if (way !== undefined) view.setWay(way);
    view.setMode(mode);
    view.setArea(areaOf([place]));
    tellOthers();
    ports.changed();
  }

  return {
    get windows() {
      return [...windows.keys()];
    },
    show(shown, next) {
      all = next;
      main.setArea(areaOf(shown));
      for (const [screen, { view }] of [...windows]) {
        const place = all.find((each) => each.screen === screen);
        if (place === undefined) forget(screen);
        else view.setArea(areaOf([place]));
      }
      keepThumbnails();
      tellOthers();
    },
    pictured() {
      for (const view of views()) view.pictured();
    },
    setScale: (scale) => main.setScale(scale),
    setMode(next) {
      mode = next;
      for (const view of views()) view.setMode(next);
    },
    setWay(next) {
      way = next;
      for (const view of views()) view.setWay(next);
    },
    hands: main.hands,
    hear(message) {
      if (message.type === 'shape') lastShape = message;
      for (const view of views()) view.hear(message);
    },
    async openWindow(screen, title) {
      if (windows.has(screen)) {
        windows.get(screen)?.frame.window.focus();
        return true;
      }
      const monitor = await monitors.take();
      const place = all.find((each) => each.screen === screen);
      // Meanwhile it may be over, or another press may have opened it.
      if (place === undefined || isClosed || windows.has(screen)) return true;
      const frame = openScreenWindow(title, monitor ?? sizeFor(areaOf([place])), () => forget(screen));
      if (frame === undefined) return false;
      fill(place, frame);
      return true;
    },
    closeWindow: forget,
    setThumbnails(isOn) {
      hasThumbnails = isOn && !isClosed;
      keepThumbnails();
      tellOthers();
    },
    focus: () => main.focus(),
    close() {
      isClosed = true;
      hasThumbnails = false;
      keepThumbnails();
      for (const screen of [...windows.keys()]) forget(screen);
      main.close();
    },
  };
}

/** In the screen's own shape. */
function sizeFor({ widthPx, heightPx }: Area): { readonly width: number; readonly height: number } {
  const scale = Math.min(
    1 / devicePixelRatio,
    (WINDOW_SHARE * screen.availWidth) / widthPx,
    (WINDOW_SHARE * screen.availHeight) / heightPx,
  );
  return { width: widthPx * scale, height: heightPx * scale };
}
