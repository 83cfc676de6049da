import type { Rect } from '@fjernhjelp/protocol';
import type { XConnection } from '../connection.ts';
import type { Xid } from '../libraries.ts';
import { pixelOf } from '../pixels.ts';
import { rootColourMasks } from '../visual.ts';

const OVERRIDE_REDIRECT_BIT = 1 << 9;
/** Of XSetWindowAttributes. */
const attributes = { sizeBytes: 112, overrideRedirect: 88 };
const shapes = { bounding: 0, input: 2 } as const;
const operations = { set: 0, union: 1 } as const;
const UNSORTED = 0;
const NUMBERS_A_RECTANGLE = 4;
/** In one request, which has a length that every server takes. */
const RECTANGLES_AT_ONCE = 8000;

/**
 * A window of ours over everything else: the window manager has no say in it (no frame, no focus, no place in the task list),
 * and clicks go through it. Of one colour; the server paints it. Not shown at first.
 */
export class OverlayWindow {
  readonly id: Xid;
  readonly #connection: XConnection;

  /** @param colour 0xRRGGBB */
  constructor(connection: XConnection, { xPx, yPx, widthPx, heightPx }: Rect, colour: number) {
    this.#connection = connection;
    const { x, display, root } = connection;
    const pixel = pixelOf(colour, rootColourMasks(connection));
    this.id = x.XCreateSimpleWindow(display, root, xPx, yPx, widthPx, heightPx, 0, 0, pixel);
    x.XStoreName(display, this.id, 'Fjernhjelp');
    const values = Buffer.alloc(attributes.sizeBytes);
    values.writeInt32LE(1, attributes.overrideRedirect);
    x.XChangeWindowAttributes(display, this.id, OVERRIDE_REDIRECT_BIT, values);
    x.XShapeCombineRectangles(display, this.id, shapes.input, 0, 0, null, 0, operations.set, UNSORTED);
  }

  /** @param rows XRectangles (x, y, width, height): all that there is of the window */
  setShape(rows: readonly number[]): void {
    this.#combine(rows.slice(0, RECTANGLES_AT_ONCE * NUMBERS_A_RECTANGLE), operations.set);
    this.addShape(rows.slice(RECTANGLES_AT_ONCE * NUMBERS_A_RECTANGLE));
  }

  /** @param rows XRectangles: there is this more of the window */
  addShape(rows: readonly number[]): void {
    const step = RECTANGLES_AT_ONCE * NUMBERS_A_RECTANGLE;
    for (let start = 0; start < rows.length; start += step)
      this.#combine(rows.slice(start, start + step), operations.union);
  }

  /** @param pixmap as large as the window; may be freed afterwards */
  setPicture(pixmap: Xid): void {
    const { x, display } = this.#connection;
    x.XSetWindowBackgroundPixmap(display, this.id, pixmap);
    x.XClearWindow(display, this.id);
  }

  setColour(colour: number): void {
    const { x, display } = this.#connection;
    x.XSetWindowBackground(display, this.id, pixelOf(colour, rootColourMasks(this.#connection)));
    x.XClearWindow(display, this.id);
  }

  /** Above everything that is there now. */
  show(): void {
    this.#connection.x.XMapRaised(this.#connection.display, this.id);
  }

  raise(): void {
    this.#connection.x.XRaiseWindow(this.#connection.display, this.id);
  }

  hide(): void {
    this.#connection.x.XUnmapWindow(this.#connection.display, this.id);
  }

  moveTo(xPx: number, yPx: number): void {
    this.#connection.x.XMoveWindow(this.#connection.display, this.id, xPx, yPx);
  }

  resize(widthPx: number, heightPx: number): void {
    this.#connection.x.XResizeWindow(this.#connection.display, this.id, widthPx, heightPx);
  }

  destroy(): void {
    this.#connection.x.XDestroyWindow(this.#connection.display, this.id);
  }

  #combine(rows: readonly number[], operation: number): void {
    const { x, display } = this.#connection;
    const count = rows.length / NUMBERS_A_RECTANGLE;
    const rectangles = Int16Array.from(rows);
    x.XShapeCombineRectangles(
      display,
      this.id,
      shapes.bounding,
      0,
      0,
      count === 0 ? null : rectangles,
      count,
      operation,
      UNSORTED,
    );
  }
}
