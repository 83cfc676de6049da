import { type Clock, limits } from '@fjernhjelp/protocol';
import type { DesktopPoint, DrawingSheet, DrawnShape } from '../ports.ts';

interface Drawn {
  readonly isPen: boolean;
  heightPx: number;
  last: DesktopPoint | undefined;
  cancelVanishing: () => void;
}

/** One helper's marks on the user's screens: bounded, and gone when it is time (PROTOCOL.md DR2, DR4). */
export interface DrawnMarks {
  readonly isEmpty: boolean;
  /** @param stays until it is erased */
  draw(mark: number, shape: DrawnShape, stays: boolean): void;
  erase(mark: number): void;
  clear(): void;
}

/** @param sheet opened when something is drawn */
export function createDrawnMarks(clock: Clock, sheet: () => DrawingSheet, changed: () => void): DrawnMarks {
  /** The oldest first. */
  const marks = new Map<number, Drawn>();
  let heightInAllPx = 0;

  function forget(mark: number): void {
    const drawn = marks.get(mark);
    if (drawn === undefined) return;
    drawn.cancelVanishing();
    heightInAllPx -= drawn.heightPx;
    marks.delete(mark);
  }

  function erase(mark: number): void {
    if (!marks.has(mark)) return;
    forget(mark);
    sheet().erase([mark]);
    if (marks.size === 0) changed();
  }

  /** @returns whether it was drawn: what would be too much of one mark is let be */
  function extend(mark: number, drawn: Drawn, points: readonly DesktopPoint[]): boolean {
    const way = drawn.last === undefined ? points : [drawn.last, ...points];
    const heightPx = heightOf(way);
    if (drawn.heightPx + heightPx > limits.drawingHeightPx) return false;
    sheet().extend(mark, way);
    drawn.heightPx += heightPx;
    drawn.last = points.at(-1);
    heightInAllPx += heightPx;
    return true;
  }

  function begin(mark: number, shape: DrawnShape): Drawn | undefined {
    const points = shape.type === 'text' ? [shape.at] : shape.points;
    const heightPx = heightOf(points) * (shape.type === 'pen' ? 1 : 2);
    if (heightPx > limits.drawingHeightPx) return undefined;
    forget(mark);
    const drawn = {
      isPen: shape.type === 'pen',
      heightPx,
      last: points.at(-1),
      cancelVanishing: () => {},
    };
    marks.set(mark, drawn);
    heightInAllPx += heightPx;
    sheet().draw(mark, shape);
    return drawn;
  }

  /** The oldest go, but never the one that is drawn just now. */
  function keepWithin(mark: number): void {
    for (const oldest of [...marks.keys()]) {
      if (marks.size <= limits.drawingMarks && heightInAllPx <= limits.drawingHeightPx) return;
      if (oldest !== mark) erase(oldest);
    }
  }

  return {
    get isEmpty() {
      return marks.size === 0;
    },
    draw(mark, shape, stays) {
      const wasEmpty = marks.size === 0;
      let drawn = marks.get(mark);
      if (drawn?.isPen && shape.type === 'pen') {
        if (!extend(mark, drawn, shape.points)) return;
      } else drawn = begin(mark, shape);
      if (drawn === undefined) return;
      drawn.cancelVanishing();
      drawn.cancelVanishing = stays ? () => {} : clock.schedule(limits.drawingShownMs, () => erase(mark));
      keepWithin(mark);
      if (wasEmpty && marks.size > 0) changed();
    },
    erase,
    clear() {
      if (marks.size === 0) return;
      const all = [...marks.keys()];
      for (const mark of all) forget(mark);
      sheet().erase(all);
      changed();
    },
  };
}

/** A line takes its height in rows, and a few for its ends; what is drawn of many costs the desktop as many. */
const END_PX = 8;

function heightOf(way: readonly DesktopPoint[]): number {
  let heightPx = END_PX;
  for (let index = 1; index < way.length; index++)
    heightPx += Math.abs(way[index]!.yPx - way[index - 1]!.yPx) + END_PX;
  return heightPx;
}
