import type { Clock, CursorMessage, InputMessage, PointerPlace } from '@fjernhjelp/protocol';
import { createCursorView } from '../display/cursor-view.ts';
import type { Display } from '../display/display.ts';
import { createLayout } from '../display/layout.ts';
import type { Scale } from '../display/place-picture.ts';
import { createShownPicture, type ShownPicture } from '../display/shown-picture.ts';
import { createSurface } from '../display/surface.ts';
import type { DrawingPad } from '../drawing/drawing.ts';
import { createDrawingOverlay } from '../drawing/drawing-overlay.ts';
import { createInput, type Input } from '../input/input.ts';
import type { InputMode } from '../input/input-gate.ts';
import { platformOf } from '../input/key-event.ts';
import type { KeyWay } from '../input/key-way.ts';
import type { TextTyping } from '../status.ts';
import type { Area } from '../watch/area.ts';
import type { Shown } from '../watch/picture-bound.ts';

export type Hands = Pick<Input, 'letGo' | 'press' | 'typeText' | 'stopTyping' | 'interruptTyping'>;

export interface ScreenViewPorts {
  /** Filled; it may be in another window. */
  readonly container: HTMLElement;
  /** For screen readers: what it is, and how to leave it with the keyboard. */
  readonly label: string;
  readonly drawingLabel: string;
  readonly description: string;
  readonly clock: Clock;
  readonly pad: DrawingPad;
  readonly display: Pick<Display, 'attach' | 'detach' | 'pictureOf'>;
  send(message: InputMessage): void;
  /** Input bytes that no transport has taken yet. */
  queuedBytes(): number;
  /** The keys that leave the screen were pressed; without it the screen just loses the keyboard. */
  onRelease: (() => void) | undefined;
  /** A text that is typed, or was last, is another step further. */
  onTyping?(typing: TextTyping): void;
  /** So large it is shown. */
  placed?(shown: Shown): void;
}

/** One view of the remote screens, with the mouse and keyboard in it: the one on the page, or one in a window of its own. */
export interface ScreenView {
  setArea(area: Area): void;
  /** The pictures have other sizes. */
  pictured(): void;
  setScale(scale: Scale): void;
  setMode(mode: InputMode): void;
  hear(message: CursorMessage): void;
  /** The helper's own movement goes there, in this view or another. */
  moved(place: PointerPlace): void;
  setWay(way: KeyWay): void;
  /** What is pressed and typed for the helper, by a menu. */
  readonly hands: Hands;
  letGo(): void;
  /** Gives the keyboard to the remote screen. */
  focus(): void;
  close(): void;
}

export function createScreenView(ports: ScreenViewPorts): ScreenView {
  const { container, display } = ports;
  const page = container.ownerDocument;
  const surface = createSurface(container, ports.label, ports.description);
  const { picture, field } = surface;
  // What is drawn over the picture stays below what the page lays over it: a pause hides the pointer, too.
  picture.style.isolation = 'isolate';
  const cursor = createCursorView(picture);
  const drawing = createDrawingOverlay(picture, ports.pad, ports.drawingLabel);
  const screens = new Map<number, ShownPicture>();
  let area: Area | undefined;
  const layout = createLayout(surface.scroller, picture, (shown, cssPerPx) => {
    cursor.setScale(cssPerPx);
    ports.placed?.(shown);
  });
  const input = createInput({
    picture,
    field,
    clock: ports.clock,
    platform: platformOf((page.defaultView ?? window).navigator),
    screen: () => area,
    send: ports.send,
    queuedBytes: ports.queuedBytes,
    onView: (move) => layout.moveView(move),
    onTyping: (typing) => ports.onTyping?.(typing),
    onRelease: ports.onRelease ?? (() => field.blur()),
  });

  function drop(screen: number, shown: ShownPicture): void {
    display.detach(shown);
    shown.close();
    screens.delete(screen);
  }

  function add(screen: number): void {
    const shown = createShownPicture(page);
    picture.append(shown.element);
    screens.set(screen, shown);
    display.attach(screen, shown);
  }

  function pictured(): void {
    layout.setScreens(
      [...screens].map(([screen, shown]) => ({ screen, shown, picture: display.pictureOf(screen) })),
    );
  }

  return {
    setArea(next) {
      const before = area;
      area = next;
      const wanted = next.screens.map(({ screen }) => screen);
      const isOther = before?.screens.map(({ screen }) => screen).join() !== wanted.join();
      // What is held down was pressed on the other one.
      if (before !== undefined && isOther) input.letGo();
      for (const [screen, shown] of [...screens]) if (!wanted.includes(screen)) drop(screen, shown);
      for (const screen of wanted) if (!screens.has(screen)) add(screen);
      cursor.setArea(next);
      drawing.setArea(next);
      layout.setArea(next);
      pictured();
    },
    pictured,
    setScale: (scale) => layout.setScale(scale),
    setMode(mode) {
      input.setMode(mode);
      cursor.setOn(mode === 'control');
    },
    hear: (message) => cursor.hear(message),
    moved: (place) => cursor.moved(place),
    setWay: (way) => input.setWay(way),
    hands: input,
    letGo: () => input.letGo(),
    focus: () => field.focus({ preventScroll: true }),
    close() {
      input.close();
      layout.close();
      drawing.close();
      for (const [screen, shown] of [...screens]) drop(screen, shown);
      surface.remove();
    },
  };
}
