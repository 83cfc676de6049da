import { areaPx, boundsOf, type Rect } from '@fjernhjelp/protocol';
import type { Frame } from '../ports.ts';
import { copyRect, createFrame } from './frames.ts';

/** What somebody types or points at changes no more than that: a few lines, a menu's entry. */
const SMALL_PX = 65_536;

/**
 * What was captured of a screen while an earlier picture of it was still on its way in parts (PROTOCOL.md, "What the host does"): what is large waits
 * here, so that the parts show one and the same picture.
 * Bounded by how long that may take.
 */
export class LaterPixels {
  #frame: Frame | undefined;
  #rects: Rect[] = [];
  /** Where the frame below has changed since both were alike; while something waits, nowhere. */
  #stale: Rect | undefined;

  get isAnything(): boolean {
    return this.#rects.length > 0;
  }

  /** @returns for a capturer to write into: `frame`, and on it what waits */
  frameOver(below: Frame): Frame {
    const fits = this.#frame?.widthPx === below.widthPx && this.#frame.heightPx === below.heightPx;
    const frame = fits ? this.#frame! : createFrame(below);
    if (!fits) frame.pixels.set(below.pixels);
    else if (this.#stale !== undefined) copyRect(below, frame, this.#stale);
    this.#stale = undefined;
    this.#frame = frame;
    return frame;
  }

  /** Notes what was captured into the frame below while nothing waited. */
  wroteBelow(rects: readonly Rect[]): void {
    if (this.#frame === undefined || rects.length === 0) return;
    this.#stale = boundsOf(this.#stale === undefined ? rects : [this.#stale, ...rects]);
  }

  /** @param rects that were captured. @returns those that need not wait: small ones that are no part of what does */
  add(rects: readonly Rect[]): Rect[] {
    const isSmall = (rect: Rect) => areaPx(rect) <= SMALL_PX;
    for (const rect of rects) if (!isSmall(rect)) this.#addLarge(rect);
    return rects.filter(isSmall).filter((rect) => {
      const waits = this.#rects.some((waiting) => touches(waiting, rect));
      if (waits) this.#rects.push(rect);
      return !waits;
    });
  }

  /** @returns what waits, and waits no longer */
  take(): readonly Rect[] {
    const rects = this.#rects;
    this.#rects = [];
    return rects;
  }

  /** What moves waits step after step, each mostly over the one before: it is copied once. */
  #addLarge(rect: Rect): void {
    for (const [i, waiting] of this.#rects.entries()) {
      const both = boundsOf([waiting, rect]);
      if (areaPx(both) >= areaPx(waiting) + areaPx(rect)) continue;
      this.#rects[i] = both;
      return;
    }
    this.#rects.push(rect);
  }

  /** Brings rects that were captured into `frameOver` to the frame itself. */
  copy(rects: readonly Rect[], frame: Frame): void {
    const from = this.#frame;
    if (from === undefined) return;
    for (const rect of rects) copyRect(from, frame, rect);
  }
}

/** Whether they overlap or lie beside each other. */
function touches(a: Rect, b: Rect): boolean {
  return (
    a.xPx <= b.xPx + b.widthPx &&
    b.xPx <= a.xPx + a.widthPx &&
    a.yPx <= b.yPx + b.heightPx &&
    b.yPx <= a.yPx + a.heightPx
  );
}
