import type { DesktopPoint, DrawingBoard, DrawingLook, DrawnShape } from '@fjernhjelp/host';

/** What one helper shows: where they point, and what they have drawn. */
export interface DrawnSheet {
  readonly look: DrawingLook;
  readonly at: DesktopPoint | undefined;
  readonly shapes: ReadonlyMap<number, DrawnShape>;
}

/** A board that keeps what helpers draw, for whatever shows it: a page cannot draw over the user's screen. */
export interface PageBoard extends DrawingBoard {
  /** In the order in which they were opened. */
  readonly sheets: readonly DrawnSheet[];
  /** Something is drawn, or somebody points. */
  readonly isInUse: boolean;
  /** @returns what ends it */
  subscribe(changed: () => void): () => void;
}

export function createPageBoard(): PageBoard {
  let sheets: DrawnSheet[] = [];
  const subscribers = new Set<() => void>();

  function changed(): void {
    for (const subscriber of subscribers) subscriber();
  }

  return {
    get sheets() {
      return sheets;
    },
    get isInUse() {
      return sheets.some(({ at, shapes }) => at !== undefined || shapes.size > 0);
    },
    subscribe(subscriber) {
      subscribers.add(subscriber);
      return () => void subscribers.delete(subscriber);
    },
    open(look) {
      const shapes = new Map<number, DrawnShape>();
      const sheet: { look: DrawingLook; at: DesktopPoint | undefined; shapes: Map<number, DrawnShape> } = {
        look,
        at: undefined,
        shapes,
      };
      sheets = [...sheets, sheet];
      return {
        setLook(next) {
          sheet.look = next;
          changed();
        },
        show(xPx, yPx) {
          sheet.at = { xPx, yPx };
          changed();
        },
        hide() {
          sheet.at = undefined;
          changed();
        },
        draw(mark, shape) {
          shapes.set(mark, shape);
          changed();
        },
        extend(mark, way) {
          const pen = shapes.get(mark);
          if (pen?.type !== 'pen') return;
          shapes.set(mark, { type: 'pen', points: [...pen.points, ...way.slice(1)] });
          changed();
        },
        erase(marks) {
          for (const mark of marks) shapes.delete(mark);
          changed();
        },
        close() {
          sheets = sheets.filter((each) => each !== sheet);
          changed();
        },
      };
    },
    close() {
      sheets = [];
      changed();
    },
  };
}
