import { areaPx, boundsOf, type Rect } from '@fjernhjelp/protocol';

/** Fetching a rect of its own costs about as much as this many pixels more in one that is fetched anyway. */
export const joinBelowPx = 40_000;
/** More rects than this are joined, however far apart they lie. */
export const maxRects = 32;

/**
 * Joins neighbours where one fetch is cheaper than two, and further until at most `maxRects` are left.
 * @param rects in the order of an X region: bands from the top, from left to right
 * @returns rects that cover the same pixels and perhaps more; they may overlap
 */
export function joinRects(rects: readonly Rect[]): Rect[] {
  let joined = joinNeighbours(rects, joinBelowPx);
  for (let limitPx = joinBelowPx * 2; joined.length > maxRects; limitPx *= 2) {
    joined = joinNeighbours(joined, limitPx);
  }
  return joined;
}

function joinNeighbours(rects: readonly Rect[], wastePx: number): Rect[] {
  const joined: Rect[] = [];
  for (const rect of rects) {
    const last = joined.at(-1);
    const both = last && boundsOf([last, rect]);
    if (both && areaPx(both) - areaPx(last) - areaPx(rect) < wastePx) joined[joined.length - 1] = both;
    else joined.push(rect);
  }
  return joined;
}
