import type { Area } from '../watch/area.ts';
import type { InputGate } from './input-gate.ts';
import { mapToScreen } from './pointer-map.ts';
import { createPointerTrack } from './pointer-track.ts';
import { createWheelSum, pageZoom } from './wheel.ts';

/** Input that no transport has taken yet, above which moves and wheel wait. */
const CONGESTED_BYTES = 2048;

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
}

export interface Pointer {
  /** Buttons that are down count no more; whoever calls sends "release-all". */
  clear(): void;
  close(): void;
}

/** Listens to mouse, pen and one finger on the element, and to the mouse anywhere while it drags. */
export function createPointer({
  element,
  gate,
  screen,
  queuedBytes,
  onPress,
  onCancel,
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

  function follow(event: PointerEvent, pressed: boolean): void {
    const shown = screen();
    if (!event.isPrimary || gate.mode === 'none' || shown === undefined) return;
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return;
    track.at(mapToScreen(event.clientX, event.clientY, box, shown), event.buttons, pressed);
  }

  function onWheel(event: WheelEvent): void {
    // The page scrolls with the wheel for as long as the wheel is not the remote screen's.
    if (gate.mode !== 'control') return;
    event.preventDefault();
    wheel.add(event, pageZoom(window));
    if (isCongested()) return;
    const turned = wheel.take();
    if (turned === undefined) return;
    track.flush();
    gate.send({ type: 'wheel', ...turned });
  }

  element.addEventListener(
    'pointerdown',
    (event) => {
      if (!event.isPrimary) return;
      onPress();
      element.setPointerCapture(event.pointerId);
      follow(event, true);
    },
    { signal },
  );
  element.addEventListener('pointermove', (event) => follow(event, false), { signal });
  element.addEventListener('pointerup', (event) => follow(event, false), { signal });
  element.addEventListener('pointercancel', onCancel, { signal });
  element.addEventListener('wheel', onWheel, { signal, passive: false });
  // The browser's own use of presses: moving the focus, its menu, "back", scrolling with the middle button.
  for (const name of ['mousedown', 'mouseup', 'auxclick', 'contextmenu', 'dragstart']) {
    element.addEventListener(name, (event) => event.preventDefault(), { signal });
  }

  return {
    clear() {
      track.release();
      wheel.clear();
    },
    close: () => listening.abort(),
  };
}
