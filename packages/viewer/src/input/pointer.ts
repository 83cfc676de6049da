import type { Clock } from '@fjernhjelp/protocol';
import type { Area } from '../watch/area.ts';
import type { InputGate } from './input-gate.ts';
import { mapToScreen } from './pointer-map.ts';
import { createPointerTrack } from './pointer-track.ts';
import { createTouch } from './touch.ts';
import { createWheelSum, pageZoom, type WheelLike } from './wheel.ts';

/** Input that no transport has taken yet, above which moves and wheel wait. */
const CONGESTED_BYTES = 2048;
/** What moves along with two fingers is twice as slow as what a wheel turns: about what programs scroll for a notch. */
const WHEEL_PX_PER_FINGER_PX = 2;

/** Fingers zoom the view by `factor` about a point of the page, then move it; all in CSS pixels. */
export interface ViewMove {
  readonly factor: number;
  readonly about: { readonly x: number; readonly y: number };
  readonly by: { readonly x: number; readonly y: number };
}

export interface PointerPorts {
  /** Shows the picture and nothing else: its box on the page is the shown area. */
  element: HTMLElement;
  gate: InputGate;
  /** undefined before the first picture: there is nothing to point at yet. */
  screen(): Area | undefined;
  queuedBytes(): number;
  /** The screen was pressed: called before the press is sent. */
  onPress(): void;
  /** The system took the pointer away: everything is to be let go. */
  onCancel(): void;
  clock: Clock;
  onView(move: ViewMove): void;
}

export interface Pointer {
  /** Buttons that are down count no more; whoever calls sends "release-all". */
  clear(): void;
  close(): void;
}

/**
 * Listens to mouse, pen and fingers on the element, and to the mouse anywhere while it drags. A pen is a mouse: how hard it is
 * pressed is not carried.
 */
export function createPointer({
  element,
  gate,
  screen,
  queuedBytes,
  onPress,
  onCancel,
  clock,
  onView,
}: PointerPorts): Pointer {
  const listening = new AbortController();
  const { signal } = listening;
  const isCongested = () => queuedBytes() > CONGESTED_BYTES;
  const wheel = createWheelSum();
  const track = createPointerTrack({
    send: (message) => gate.send(message),
    // A page behind another window draws no frames; the one that is worked in does.
    requestFrame: (task) =>
      (element.ownerDocument.defaultView ?? window).requestAnimationFrame(() => signal.aborted || task()),
    isCongested,
  });

  const touch = createTouch({
    clock,
    point: ({ x, y }, buttons) => point(x, y, buttons, buttons !== 0),
    scroll({ x, y }) {
      if (gate.mode !== 'control') onView({ factor: 1, about: { x: 0, y: 0 }, by: { x, y } });
      // What lies under the fingers follows them.
      turn({ deltaX: -x * WHEEL_PX_PER_FINGER_PX, deltaY: -y * WHEEL_PX_PER_FINGER_PX, deltaMode: 0 }, 1);
    },
    zoom: (factor, about, by) => onView({ factor, about, by }),
  });

  function point(x: number, y: number, buttons: number, pressed: boolean): void {
    const shown = screen();
    if (gate.mode === 'none' || shown === undefined) return;
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return;
    track.at(mapToScreen(x, y, box, shown), buttons, pressed);
  }

  function follow(event: PointerEvent, pressed: boolean): void {
    if (event.isPrimary) point(event.clientX, event.clientY, event.buttons, pressed);
  }

  function isFinger({ pointerType }: PointerEvent): boolean {
    return pointerType === 'touch';
  }

  function turn(event: WheelLike, zoom: number): void {
    if (gate.mode !== 'control') return;
    wheel.add(event, zoom);
    if (isCongested()) return;
    const turned = wheel.take();
    if (turned === undefined) return;
    track.flush();
    gate.send({ type: 'wheel', ...turned });
  }

  function onWheel(event: WheelEvent): void {
    // The page scrolls with the wheel for as long as the wheel is not the remote screen's.
    if (gate.mode !== 'control') return;
    event.preventDefault();
    turn(event, pageZoom(window));
  }

  element.addEventListener(
    'pointerdown',
    (event) => {
      if (!event.isPrimary && !isFinger(event)) return;
      onPress();
      element.setPointerCapture(event.pointerId);
      if (isFinger(event)) touch.down(event.pointerId, { x: event.clientX, y: event.clientY });
      else follow(event, true);
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      if (isFinger(event)) touch.move(event.pointerId, { x: event.clientX, y: event.clientY });
      else follow(event, false);
    },
    { signal },
  );
  element.addEventListener(
    'pointerup',
    (event) => {
      if (isFinger(event)) touch.up(event.pointerId);
      else follow(event, false);
    },
    { signal },
  );
  element.addEventListener('pointercancel', onCancel, { signal });
  element.addEventListener('wheel', onWheel, { signal, passive: false });
  // The browser's own use of presses: moving the focus, its menu, "back", scrolling with the middle button.
  for (const name of ['mousedown', 'mouseup', 'auxclick', 'contextmenu', 'dragstart']) {
    element.addEventListener(name, (event) => event.preventDefault(), { signal });
  }

  return {
    clear() {
      track.release();
      touch.clear();
      wheel.clear();
    },
    close() {
      touch.clear();
      listening.abort();
    },
  };
}
