import { boundsOf, overlapOf, type Rect } from '@fjernhjelp/protocol';
import { tilePx } from '../tile-grid.ts';

/** More rects than this are anywhere. */
const MOST_RECTS = 32;

/** Where the frame was written since the viewer was last sent all that differed: of tiles that differ, the rest is as it has it. */
export class ChangedPlaces {
  /** Undefined: anywhere. */
  #rects: Rect[] | undefined;

  add(rects: readonly Rect[]): void {
    const all = this.#rects && [...this.#rects, ...rects];
    this.#rects = all && all.length <= MOST_RECTS ? all : undefined;
  }

  /** What the viewer has is another, and not only where it was sent what the frame has. */
  addAnywhere(): void {
    this.#rects = undefined;
  }

  /** Nothing differs any more, but for what is about right. */
  clear(): void {
    this.#rects = [];
  }

  /** What goes round all that was written; undefined when that is anywhere, or nothing was. */
  get bounds(): Rect | undefined {
    return this.#rects && this.#rects.length > 0 ? boundsOf(this.#rects) : undefined;
  }

  /**
   * @param rect of whole tiles that differ
   * @returns what of it was written; all of it when tiles would be left out
   */
  within(rect: Rect): Rect {
    const parts = this.#rects?.flatMap((changed) => overlapOf(changed, rect) ?? []) ?? [];
    const bounds = parts.length > 0 ? boundsOf(parts) : rect;
    return isInAllTiles(bounds, rect) ? bounds : rect;
  }
}

/** Whether a part of a rect of whole tiles has some of each of them. */
function isInAllTiles(part: Rect, whole: Rect): boolean {
  return (
    part.xPx - whole.xPx < tilePx.width &&
    part.yPx - whole.yPx < tilePx.height &&
    part.xPx + part.widthPx > lastTile(whole.xPx + whole.widthPx, tilePx.width) &&
    part.yPx + part.heightPx > lastTile(whole.yPx + whole.heightPx, tilePx.height)
  );
}

/** @returns where the last tile before an edge begins */
function lastTile(edgePx: number, sizePx: number): number {
  return Math.floor((edgePx - 1) / sizePx) * sizePx;
}
