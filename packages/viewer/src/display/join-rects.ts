import { areaPx, boundsOf, type Rect } from '@fjernhjelp/protocol';

/**
 * What one more rect costs when it is put on a canvas, in pixels that could be copied instead (docs/decisions/0007).
 */
const RECT_COST_PX = 32 * 1024;

/**
 * Joins rects where one larger is cheaper to put on a canvas than several.
 * @param rects in any order; rows from the top join best
 * @returns rects that together cover all of them, and maybe more
 */
export function joinRects(rects: readonly Rect[]): Rect[] {
  const joined: Rect[] = [];
  for (const rect of rects) {
    let grown = rect;
    // A rect that grew may now be worth joining with the one before it.
    for (let before = joined.at(-1); before !== undefined; before = joined.at(-1)) {
      const both = boundsOf([before, grown]);
      if (areaPx(both) > areaPx(before) + areaPx(grown) + RECT_COST_PX) break;
      joined.pop();
      grown = both;
    }
    joined.push(grown);
  }
  return joined;
}
