import type { Clock } from '@fjernhjelp/protocol';

/** A finger that rests for so long means the right button. */
const LONG_PRESS_MS = 550;
/** Fingers tremble: up to here, in CSS pixels, one has not moved. */
const SLOP_PX = 10;
/** How much further apart or closer two fingers must come to mean a pinch. */
const PINCH_PX = 24;
/** A second tap within this time and distance goes to the very place of the first: a double click. */
const DOUBLE_TAP_MS = 400;
const DOUBLE_TAP_PX = 30;

const LEFT = 1;
const RIGHT = 2;

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface TouchPorts {
  clock: Clock;
  /** The pointer is at this point of the page, with these buttons down (DOM `buttons`). */
  point(at: Point, buttons: number): void;
  /** Two fingers moved by so much, in CSS pixels: what is under them shall move along. */
  scroll(by: Point): void;
  /** @param factor of the view's size; `about` stays where it is, then the view moves by `by` */
  zoom(factor: number, about: Point, by: Point): void;
}

/**
 * What fingers mean, points in CSS pixels of the page: tap is a click · a long press is a right click · one that moves drags ·
 * two scroll, or zoom the view when they move apart or together. More than two mean nothing.
 */
export interface Touch {
  down(id: number, at: Point): void;
  move(id: number, at: Point): void;
  up(id: number): void;
  /** Fingers that are down count no more. Sends nothing. */
  clear(): void;
}

type State = 'idle' | 'waiting' | 'dragging' | 'two' | 'scrolling' | 'zooming' | 'over';

export function createTouch({ clock, point, scroll, zoom }: TouchPorts): Touch {
  const fingers = new Map<number, Point>();
  let state: State = 'idle';
  let start: Point = { x: 0, y: 0 };
  let startSpread = 0;
  let last: Point = start;
  let lastSpread = 0;
  let lastTap: (Point & { atMs: number }) | undefined;
  let cancelTimer = () => {};

  function click(at: Point, button: number): void {
    point(at, 0);
    point(at, button);
    point(at, 0);
  }

  function longPress(): void {
    state = 'over';
    click(start, RIGHT);
  }

  function tap(): void {
    const isSecond =
      lastTap !== undefined &&
      clock.now() - lastTap.atMs < DOUBLE_TAP_MS &&
      distance(lastTap, start) < DOUBLE_TAP_PX;
    const at = isSecond && lastTap !== undefined ? { x: lastTap.x, y: lastTap.y } : start;
    lastTap = { ...at, atMs: clock.now() };
    click(at, LEFT);
  }

  function moveTwo(): void {
    const [middle, spread] = measure();
    if (state === 'two') {
      if (Math.abs(spread - startSpread) > PINCH_PX) state = 'zooming';
      else if (distance(middle, start) > SLOP_PX) {
        state = 'scrolling';
        point(start, 0);
      } else return;
    }
    const by = { x: middle.x - last.x, y: middle.y - last.y };
    if (state === 'scrolling') scroll(by);
    else zoom(lastSpread > 0 ? spread / lastSpread : 1, last, by);
    last = middle;
    lastSpread = spread;
  }

  function measure(): [middle: Point, spread: number] {
    const [a = start, b = a] = fingers.values();
    return [{ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, distance(a, b)];
  }

  return {
    down(id, at) {
      cancelTimer();
      fingers.set(id, at);
      if (fingers.size === 1) {
        state = 'waiting';
        start = at;
        cancelTimer = clock.schedule(LONG_PRESS_MS, longPress);
      } else if (fingers.size === 2 && state !== 'over') {
        if (state === 'dragging') point(last, 0);
        state = 'two';
        [start, startSpread] = measure();
        [last, lastSpread] = [start, startSpread];
      } else state = 'over';
    },
    move(id, at) {
      if (!fingers.has(id)) return;
      fingers.set(id, at);
      if (state === 'waiting' && distance(at, start) > SLOP_PX) {
        cancelTimer();
        state = 'dragging';
        point(start, 0);
        point(start, LEFT);
      }
      if (state === 'dragging') {
        last = at;
        point(at, LEFT);
      } else if (fingers.size === 2 && state !== 'over') moveTwo();
    },
    up(id) {
      if (!fingers.delete(id)) return;
      cancelTimer();
      if (state === 'waiting') tap();
      if (state === 'dragging') point(last, 0);
      state = fingers.size === 0 ? 'idle' : 'over';
    },
    clear() {
      cancelTimer();
      fingers.clear();
      state = 'idle';
    },
  };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
