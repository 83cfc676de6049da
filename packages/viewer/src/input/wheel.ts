/** The parts of a DOM `WheelEvent` that count. */
export interface WheelLike {
  readonly deltaX: number;
  readonly deltaY: number;
  /** 0 CSS pixels, 1 lines, 2 pages. */
  readonly deltaMode: number;
  /**
   * Not in any standard, in every browser: 120 for one notch of a wheel, positive is up and left; 0 when unknown.
   * Chromium divides it by the page's zoom and cuts off the fraction.
   */
  readonly wheelDeltaX?: number;
  readonly wheelDeltaY?: number;
}

const NOTCH = 120;
/** The factors that browsers offer as zoom. */
const ZOOMS = [0.25, 1 / 3, 0.5, 2 / 3, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5];
/** Without `wheelDelta`: what browsers make of one notch by default, for each `deltaMode`. */
const UNITS_PER_NOTCH = [100, 3, 1];
/** The bound of the message (PROTOCOL.md IN2). */
const MESSAGE_MAX = 32_767;

/** Adds up wheel events in 1/120 of a notch; fractions are kept for the next one. */
export interface WheelSum {
  /** @param zoom of the page, as near as it is known; it counts only where it makes whole notches of the event */
  add(event: WheelLike, zoom: number): void;
  /** @returns the whole units since the last call, positive is down and right; undefined when there are none */
  take(): { deltaX: number; deltaY: number } | undefined;
  clear(): void;
}

export function createWheelSum(): WheelSum {
  let sumX = 0;
  let sumY = 0;
  return {
    add(event, zoom) {
      sumX = bounded(sumX + toUnits(event.deltaX, event.deltaMode, event.wheelDeltaX, zoom));
      sumY = bounded(sumY + toUnits(event.deltaY, event.deltaMode, event.wheelDeltaY, zoom));
    },
    take() {
      const deltaX = Math.trunc(sumX);
      const deltaY = Math.trunc(sumY);
      if (deltaX === 0 && deltaY === 0) return undefined;
      sumX -= deltaX;
      sumY -= deltaY;
      return { deltaX, deltaY };
    },
    clear() {
      sumX = 0;
      sumY = 0;
    },
  };
}

/** @returns the zoom of the page in this window, guessed by its widths: a bar at the side of the page misleads it */
export function pageZoom(window: { readonly outerWidth: number; readonly innerWidth: number }): number {
  const ratio = window.outerWidth / window.innerWidth;
  return ZOOMS.reduce((best, zoom) => (Math.abs(zoom - ratio) < Math.abs(best - ratio) ? zoom : best), 1);
}

function toUnits(delta: number, deltaMode: number, wheelDelta: number | undefined, zoom: number): number {
  if (wheelDelta) return -wholeNotches(wheelDelta, zoom);
  return (delta * NOTCH) / (UNITS_PER_NOTCH[deltaMode] ?? 1);
}

function wholeNotches(wheelDelta: number, zoom: number): number {
  if (wheelDelta % NOTCH === 0) return wheelDelta;
  const unzoomed = Math.round((wheelDelta * zoom) / NOTCH) * NOTCH;
  // The fraction that was cut off is below 1.
  return unzoomed !== 0 && Math.abs(unzoomed - wheelDelta * zoom) < zoom ? unzoomed : wheelDelta;
}

function bounded(sum: number): number {
  return Math.max(-MESSAGE_MAX, Math.min(MESSAGE_MAX, sum));
}
