import { openWindowThread, type WindowThread } from '../window-thread/open-window-thread.ts';
import type { FromOverlays, OverlayPicture, ToOverlays } from './protocol.ts';

/** One window of one colour. */
export interface ShapeOverlay {
  /** @param rows rectangles (x, y, width, height) in the desktop's pixels, one after the other */
  setShape(rows: readonly number[]): void;
  addShape(rows: readonly number[]): void;
  /** @param colour 0xRRGGBB */
  setColour(colour: number): void;
  destroy(): void;
}

/** One window with a picture; not shown at first. */
export interface PictureOverlay {
  show(xPx: number, yPx: number): void;
  hide(): void;
  destroy(): void;
}

/** Our windows over everything else, in a thread that starts with the first of them. */
export interface Overlays {
  openShape(colour: number): ShapeOverlay;
  openPicture(picture: OverlayPicture): PictureOverlay;
  /** Above what has come over them. */
  raise(): void;
  /** @returns what ends it */
  watchScreens(changed: () => void): () => void;
  close(): void;
}

export function openOverlays(): Overlays {
  const listeners = new Set<() => void>();
  let thread: WindowThread<ToOverlays> | undefined;
  let isClosed = false;
  let opened = 0;

  function ask(message: ToOverlays): void {
    if (isClosed) return;
    thread ??= openWindowThread<ToOverlays, FromOverlays>({
      worker: 'overlay-worker',
      told() {
        for (const changed of [...listeners]) changed();
      },
      // Without it the client goes on, and nothing is drawn.
      lost() {},
    });
    thread.ask(message);
  }

  return {
    openShape(colour) {
      const id = ++opened;
      ask({ type: 'shape', id, colour });
      const rows = (given: readonly number[], isMore: boolean) =>
        ask({ type: 'rows', id, rows: Int32Array.from(given), isMore });
      return {
        setShape: (given) => rows(given, false),
        addShape: (given) => rows(given, true),
        setColour: (next) => ask({ type: 'shape', id, colour: next }),
        destroy: () => ask({ type: 'drop', id }),
      };
    },
    openPicture(picture) {
      const id = ++opened;
      ask({ type: 'picture', id, picture });
      return {
        show: (xPx, yPx) => ask({ type: 'place', id, xPx, yPx }),
        hide: () => ask({ type: 'hide', id }),
        destroy: () => ask({ type: 'drop', id }),
      };
    },
    raise: () => ask({ type: 'raise' }),
    watchScreens(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    close() {
      isClosed = true;
      thread?.close();
    },
  };
}
