import { LaterDamage } from '@fjernhjelp/host/later-damage';
import { overlapOf, type Rect, type ScreenPlace } from '@fjernhjelp/protocol';
import { joinRects } from '../../rects.ts';

interface Waiting {
  readonly place: ScreenPlace;
  /** All of the screen is to be captured: at first, after a change of place or size, after a fetch that failed. */
  everything: boolean;
  /** In pixels of the screen. */
  rects: readonly Rect[];
  /** What was asked for and left. */
  readonly later: LaterDamage;
}

/** What is to be captured of each screen, until it is. */
export class ScreenDamage {
  #waiting: Waiting[] = [];

  /** Screens that stay as they are keep what waits; of others everything does. */
  setScreens(screens: readonly ScreenPlace[]): void {
    this.#waiting = screens.map((place) => {
      const before = this.#waiting.find((each) => each.place.screen === place.screen);
      return before && isUnmoved(before.place, place)
        ? { ...before, place }
        : { place, everything: true, rects: [], later: new LaterDamage() };
    });
  }

  /** Whether there is something that nobody has asked for yet. */
  get isAnything(): boolean {
    return this.#waiting.some(({ everything, rects }) => everything || rects.length > 0);
  }

  /** @param rects on the desktop, bands from the top; what lies on no screen is left out */
  add(rects: readonly Rect[]): void {
    for (const waiting of this.#waiting) {
      if (waiting.everything) continue;
      const { place } = waiting;
      const own = rects.flatMap((rect) => overlapOf(rect, place) ?? []).map((rect) => movedBack(rect, place));
      if (own.length > 0) waiting.rects = joinRects([...waiting.rects, ...own]);
    }
  }

  /** @param screen all of them when undefined */
  addEverything(screen?: number): void {
    for (const waiting of this.#waiting)
      if (screen === undefined || waiting.place.screen === screen) waiting.everything = true;
  }

  /**
   * @param mostPx as in `Capturer.capture`
   * @returns what waits on the screen, in its pixels; it waits no longer
   */
  take(screen: number, mostPx?: number): readonly Rect[] {
    const waiting = this.#waiting.find(({ place }) => place.screen === screen);
    if (waiting === undefined) return [];
    const { everything, rects, place, later } = waiting;
    waiting.everything = false;
    waiting.rects = [];
    const damage = everything
      ? [{ xPx: 0, yPx: 0, widthPx: place.widthPx, heightPx: place.heightPx }]
      : rects;
    return later.take({ damage, moves: [] }, mostPx).damage;
  }

  /** Whether something was left on the screen. */
  hasMore(screen: number): boolean {
    return this.#waiting.some(({ place, later }) => place.screen === screen && later.isAnything);
  }
}

/**
 * A rect of the desktop, in pixels of the screen. Not a copy with a part of it written over: V8 takes fields that never were to be constant, and
 * throws away what it made of that (docs/decisions/0022-host-cpu.md).
 */
function movedBack({ xPx, yPx, widthPx, heightPx }: Rect, place: ScreenPlace): Rect {
  return { xPx: xPx - place.xPx, yPx: yPx - place.yPx, widthPx, heightPx };
}

function isUnmoved(a: ScreenPlace, b: ScreenPlace): boolean {
  return a.xPx === b.xPx && a.yPx === b.yPx && a.widthPx === b.widthPx && a.heightPx === b.heightPx;
}
