import type { DesktopPoint, DrawingBoard, DrawingLook, DrawnShape } from '../ports.ts';

/** What one helper has drawn. */
export interface FakeDrawingSheet {
  readonly look: DrawingLook;
  /** Where they point, undefined while nowhere. */
  readonly at: DesktopPoint | undefined;
  readonly marks: ReadonlyMap<number, DrawnShape>;
}

export interface FakeDrawingBoard extends DrawingBoard {
  /** Those that are open, in the order in which they were opened. */
  readonly sheets: readonly FakeDrawingSheet[];
}

/** A board that only remembers what is on it. */
export function createFakeDrawingBoard(): FakeDrawingBoard {
  const sheets: (FakeDrawingSheet & { close(): void })[] = [];
  return {
    sheets,
    open(first) {
      let look = first;
      let at: DesktopPoint | undefined;
      const marks = new Map<number, DrawnShape>();
      const sheet = {
        get look() {
          return look;
        },
        get at() {
          return at;
        },
        marks,
        setLook: (next: DrawingLook) => {
          look = next;
        },
        show: (xPx: number, yPx: number) => {
          at = { xPx, yPx };
        },
        hide: () => {
          at = undefined;
        },
        draw: (mark: number, shape: DrawnShape) => void marks.set(mark, shape),
        extend(mark: number, way: readonly DesktopPoint[]) {
          const pen = marks.get(mark);
          if (pen?.type === 'pen') marks.set(mark, { type: 'pen', points: [...pen.points, ...way.slice(1)] });
        },
        erase(erased: Iterable<number>) {
          for (const mark of erased) marks.delete(mark);
        },
        close: () => void sheets.splice(sheets.indexOf(sheet), 1),
      };
      sheets.push(sheet);
      return sheet;
    },
    close() {
      sheets.length = 0;
    },
  };
}
