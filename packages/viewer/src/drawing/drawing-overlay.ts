import type { DrawingPoint, PointerPlace } from '@fjernhjelp/protocol';
import { type Box, mapToScreen } from '../input/pointer-map.ts';
import { type Area, placeInArea, withinArea } from '../watch/area.ts';
import { drawMarks } from './draw-marks.ts';
import type { DrawingPad } from './drawing.ts';

const SVG = 'http://www.w3.org/2000/svg';
/** Nearer than this to the last one, in remote pixels, a point of a pen says nothing new. */
const APART_PX = 2;
/** How far one press of an arrow key goes, in remote pixels; with Shift. */
const step = { px: 20, withShiftPx: 2 };

/** Lies over the picture: shows the helper's own marks, and takes mouse, pen and keyboard while a tool is chosen. */
export interface DrawingOverlay {
  setArea(area: Area): void;
  close(): void;
}

/** @param picture shows the area and nothing else @param label what it is for, for screen readers */
export function createDrawingOverlay(picture: HTMLElement, pad: DrawingPad, label: string): DrawingOverlay {
  const page = picture.ownerDocument;
  const view = page.defaultView ?? window;
  const listening = new AbortController();
  const { signal } = listening;
  const svg = page.createElementNS(SVG, 'svg');
  svg.setAttribute('aria-label', label);
  Object.assign(svg.style, {
    position: 'absolute',
    inset: '0',
    width: '100%',
    height: '100%',
    zIndex: '2',
    touchAction: 'none',
  });
  picture.append(svg);
  let area: Area | undefined;
  let pressed: PointerPlace | undefined;
  let waiting: DrawingPoint[] = [];
  let pointed: PointerPlace | undefined;
  let hasFrame = false;
  /** Where the keyboard draws, in pixels of the area. */
  let hand: { readonly xPx: number; readonly yPx: number } | undefined;

  function apply(): void {
    const isOn = pad.tool !== undefined;
    svg.style.pointerEvents = isOn ? 'auto' : 'none';
    svg.style.cursor = isOn ? 'crosshair' : '';
    svg.setAttribute('aria-hidden', String(!isOn && pad.marks.length === 0));
    svg.setAttribute('role', isOn ? 'application' : 'img');
    if (isOn) svg.setAttribute('tabindex', '0');
    else svg.removeAttribute('tabindex');
    if (!isOn) {
      pressed = undefined;
      hand = undefined;
    }
    if (area === undefined) return;
    svg.setAttribute('viewBox', `0 0 ${area.widthPx} ${area.heightPx}`);
    svg.replaceChildren(...drawMarks(page, pad.marks, pad.colour, area));
    if (hand !== undefined) svg.append(crosshair(hand.xPx, hand.yPx));
  }

  /** At most one message a frame. */
  function soon(): void {
    if (hasFrame) return;
    hasFrame = true;
    view.requestAnimationFrame(() => {
      hasFrame = false;
      flush();
    });
  }

  function flush(): void {
    if (signal.aborted) return;
    if (pointed !== undefined) pad.point(pointed);
    pointed = undefined;
    const points = waiting;
    waiting = [];
    if (points.length > 0) pad.extend(points);
  }

  function press(at: PointerPlace): void {
    pressed = at;
    pad.begin(at);
  }

  function go(xPx: number, yPx: number): void {
    if (area === undefined) return;
    if (pad.tool === 'laser') {
      pointed = placeInArea(area, xPx, yPx);
      soon();
      return;
    }
    if (pressed === undefined) return;
    const next = onScreenOf(area, pressed, xPx, yPx);
    const last = waiting.at(-1) ?? pressed;
    if (Math.hypot(next.xPx - last.xPx, next.yPx - last.yPx) < APART_PX) return;
    waiting.push(next);
    soon();
  }

  function release(): void {
    flush();
    pressed = undefined;
    pad.finish();
  }

  const boxOf = (): Box => svg.getBoundingClientRect();

  function follow(event: PointerEvent): void {
    if (area === undefined || !event.isPrimary) return;
    const box = boxOf();
    if (box.width === 0 || box.height === 0) return;
    const coalesced = event.getCoalescedEvents();
    for (const each of coalesced.length > 0 ? coalesced : [event])
      go(
        Math.floor(((each.clientX - box.left) / box.width) * area.widthPx),
        Math.floor(((each.clientY - box.top) / box.height) * area.heightPx),
      );
  }

  function onKey(event: KeyboardEvent): void {
    if (area === undefined || pad.tool === undefined) return;
    const moves: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const move = moves[event.key];
    const at = hand ?? { xPx: Math.floor(area.widthPx / 2), yPx: Math.floor(area.heightPx / 2) };
    if (move !== undefined) {
      const px = event.shiftKey ? step.withShiftPx : step.px;
      hand = {
        xPx: Math.max(0, Math.min(area.widthPx - 1, at.xPx + move[0] * px)),
        yPx: Math.max(0, Math.min(area.heightPx - 1, at.yPx + move[1] * px)),
      };
      go(hand.xPx, hand.yPx);
    } else if (event.key === ' ' || event.key === 'Enter') {
      hand = at;
      if (pressed === undefined) press(placeInArea(area, at.xPx, at.yPx));
      else release();
      if (pad.tool === 'text') release();
    } else return;
    event.preventDefault();
    event.stopPropagation();
    apply();
  }

  svg.addEventListener(
    'pointerdown',
    (event) => {
      if (area === undefined || !event.isPrimary || event.button !== 0) return;
      event.preventDefault();
      svg.setPointerCapture(event.pointerId);
      hand = undefined;
      press(mapToScreen(event.clientX, event.clientY, boxOf(), area));
    },
    { signal },
  );
  svg.addEventListener('pointermove', follow, { signal });
  for (const name of ['pointerup', 'pointercancel'] as const) svg.addEventListener(name, release, { signal });
  // What draws neither points nor presses: the picture under it listens too, and would take the pointer.
  for (const name of ['pointerdown', 'pointermove', 'pointerup', 'pointercancel'])
    svg.addEventListener(name, (event) => event.stopPropagation(), { signal });
  svg.addEventListener('keydown', onKey, { signal });
  svg.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  svg.addEventListener(
    'focus',
    () => {
      if (pad.tool !== undefined && area !== undefined && svg.matches(':focus-visible'))
        hand ??= { xPx: Math.floor(area.widthPx / 2), yPx: Math.floor(area.heightPx / 2) };
      apply();
    },
    { signal },
  );
  svg.addEventListener(
    'blur',
    () => {
      hand = undefined;
      if (pressed !== undefined) release();
      apply();
    },
    { signal },
  );
  const unsubscribe = pad.subscribe(apply);
  apply();

  function crosshair(xPx: number, yPx: number): SVGElement {
    const path = page.createElementNS(SVG, 'path');
    path.setAttribute('d', `M${xPx - 14} ${yPx}h28M${xPx} ${yPx - 14}v28`);
    path.setAttribute('stroke', `#${pad.colour.toString(16).padStart(6, '0')}`);
    path.setAttribute('stroke-width', '3');
    return path;
  }

  return {
    setArea(next) {
      area = next;
      pressed = undefined;
      apply();
    },
    close() {
      listening.abort();
      unsubscribe();
      svg.remove();
    },
  };
}

/** A stroke stays on the screen where it began. */
function onScreenOf(area: Area, began: PointerPlace, xPx: number, yPx: number): DrawingPoint {
  const place = area.screens.find(({ screen }) => screen === began.screen);
  const corner = withinArea(area, { screen: began.screen, xPx: 0, yPx: 0 }) ?? { xPx: 0, yPx: 0 };
  return {
    xPx: Math.max(0, Math.min((place?.widthPx ?? 1) - 1, xPx - corner.xPx)),
    yPx: Math.max(0, Math.min((place?.heightPx ?? 1) - 1, yPx - corner.yPx)),
  };
}
