import { areaPx, boundsOf, type Rect } from '@fjernhjelp/protocol';
import type { Captured } from '../ports.ts';

/** More rects than this are joined, however far apart they lie. */
const MOST_RECTS = 32;

/** What a capturer was not to write yet (`Capturer.capture`, `mostPx`): the damage of one screen, without its pixels. */
export class LaterDamage {
  #rects: readonly Rect[] = [];

  get isAnything(): boolean {
    return this.#rects.length > 0;
  }

  /**
   * @param damage @param moves what changed since the last call
   * @param mostPx as in `Capturer.capture`
   * @returns what is to be written now; the rest waits here
   */
  take({ damage, moves }: Pick<Captured, 'damage' | 'moves'>, mostPx = Number.POSITIVE_INFINITY): Captured {
    const isAll = mostPx === Number.POSITIVE_INFINITY;
    if (isAll && !this.isAnything) return { damage, moves, hasMore: false };
    // Where a move comes from may not have been written.
    const changed = moves.length === 0 ? damage : [...damage, ...moves.map(({ rect }) => rect)];
    if (!isAll) return { damage: this.#leave(changed, mostPx), moves: [], hasMore: this.isAnything };
    const all = joined(this.#rects, changed);
    this.#rects = [];
    return { damage: all, moves: [], hasMore: false };
  }

  /** @returns the others */
  #leave(rects: readonly Rect[], mostPx: number): readonly Rect[] {
    const isLeft = (rect: Rect) => areaPx(rect) > mostPx || this.#rects.some((later) => touches(later, rect));
    let others = rects;
    // What joins those that wait may touch more.
    for (let left = others.filter(isLeft); left.length > 0; left = others.filter(isLeft)) {
      others = others.filter((rect) => !left.includes(rect));
      this.#rects = joined(this.#rects, left);
    }
    return others;
  }
}

/** What moves changes step after step, each mostly over the one before: that is one rect. */
function joined(rects: readonly Rect[], more: readonly Rect[]): readonly Rect[] {
  const all = [...rects];
  for (const rect of more) {
    const at = all.findIndex((each) => areaPx(boundsOf([each, rect])) <= areaPx(each) + areaPx(rect));
    if (at < 0) all.push(rect);
    else all[at] = boundsOf([all[at]!, rect]);
  }
  const bounds = boundsOf(all);
  const isOne = all.length > MOST_RECTS || all.some((rect) => areaPx(rect) === areaPx(bounds));
  return isOne ? [bounds] : all;
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
