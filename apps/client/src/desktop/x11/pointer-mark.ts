import type { PointerMark } from '@fjernhjelp/host';
import { XConnection } from './connection.ts';
import type { Pointer, Xid } from './libraries.ts';
import { pixelOf } from './pixels.ts';
import { rootColourMasks } from './visual.ts';

const OVERRIDE_REDIRECT_BIT = 1 << 9;
/** Of XSetWindowAttributes. */
const attributes = { sizeBytes: 112, overrideRedirect: 88 };
const shapes = { bounding: 0, input: 2 } as const;

const SIZE_PX = 25;
const CENTRE_PX = (SIZE_PX - 1) / 2;
/** From the centre: the coloured ring, and a light one on both sides of it that shows on any ground. */
const ring = { innerPx: 6, outerPx: 12.5, colouredInnerPx: 7.5, colouredOuterPx: 11 };
const colours = { light: 0xffffff, ring: 0xd4006a };

/** A ring around the place that the helper points at. Clicks go through it; what is pointed at shows in its middle. */
export class X11PointerMark implements PointerMark {
  readonly #connection: XConnection;
  readonly #window: Xid;

  /** @throws DesktopUnavailable "missing-library" | "no-display" */
  constructor(displayName?: string) {
    this.#connection = new XConnection(displayName);
    const { x, display, root } = this.#connection;
    this.#window = x.XCreateSimpleWindow(display, root, 0, 0, SIZE_PX, SIZE_PX, 0, 0, 0);
    x.XStoreName(display, this.#window, 'Fjernhjelp');
    // The window manager has no say in it: no frame, no focus, no place in the task list.
    const values = Buffer.alloc(attributes.sizeBytes);
    values.writeInt32LE(1, attributes.overrideRedirect);
    x.XChangeWindowAttributes(display, this.#window, OVERRIDE_REDIRECT_BIT, values);
    this.#shape();
    this.#paint();
    x.XFlush(display);
  }

  show(xPx: number, yPx: number): void {
    if (!this.#ready()) return;
    const { x, display } = this.#connection;
    x.XMoveWindow(display, this.#window, xPx - CENTRE_PX, yPx - CENTRE_PX);
    x.XMapRaised(display, this.#window);
    x.XFlush(display);
  }

  hide(): void {
    if (!this.#ready()) return;
    const { x, display } = this.#connection;
    x.XUnmapWindow(display, this.#window);
    x.XFlush(display);
  }

  close(): void {
    this.#connection.close();
  }

  /** Reads away what the server tells every client. A display that is lost is the capturer's to report. */
  #ready(): boolean {
    while (this.#connection.nextEvent());
    return this.#connection.usable;
  }

  #shape(): void {
    const { x, display } = this.#connection;
    const rows = ringRows(ring.innerPx, ring.outerPx);
    const bounding = x.XFixesCreateRegion(display, rows, rows.length / 4);
    const nothing = x.XFixesCreateRegion(display, null, 0);
    x.XFixesSetWindowShapeRegion(display, this.#window, shapes.bounding, 0, 0, bounding);
    x.XFixesSetWindowShapeRegion(display, this.#window, shapes.input, 0, 0, nothing);
    x.XFixesDestroyRegion(display, bounding);
    x.XFixesDestroyRegion(display, nothing);
  }

  /** As a background, which the server paints whenever the window comes to light. */
  #paint(): void {
    const { x, display, screen } = this.#connection;
    const pixmap = x.XCreatePixmap(display, this.#window, SIZE_PX, SIZE_PX, x.XDefaultDepth(display, screen));
    const gc = x.XCreateGC(display, pixmap, 0, null);
    this.#fill(pixmap, gc, { rows: Int16Array.of(0, 0, SIZE_PX, SIZE_PX), colour: colours.light });
    this.#fill(pixmap, gc, {
      rows: ringRows(ring.colouredInnerPx, ring.colouredOuterPx),
      colour: colours.ring,
    });
    x.XSetWindowBackgroundPixmap(display, this.#window, pixmap);
    x.XFreeGC(display, gc);
    x.XFreePixmap(display, pixmap);
  }

  #fill(pixmap: Xid, gc: Pointer, { rows, colour }: { rows: Int16Array; colour: number }): void {
    const { x, display } = this.#connection;
    x.XSetForeground(display, gc, pixelOf(colour, rootColourMasks(this.#connection)));
    x.XFillRectangles(display, pixmap, gc, rows, rows.length / 4);
  }
}

/** @returns XRectangles (x, y, width, height), one or two for each row of the ring */
function ringRows(innerPx: number, outerPx: number): Int16Array {
  const rectangles: number[] = [];
  for (let y = 0; y < SIZE_PX; y++) {
    const outer = halfWidthPx(outerPx, y - CENTRE_PX);
    const inner = halfWidthPx(innerPx, y - CENTRE_PX);
    if (outer < 0) continue;
    if (inner < 0) rectangles.push(CENTRE_PX - outer, y, outer * 2 + 1, 1);
    else {
      rectangles.push(CENTRE_PX - outer, y, outer - inner, 1);
      rectangles.push(CENTRE_PX + inner + 1, y, outer - inner, 1);
    }
  }
  return Int16Array.from(rectangles);
}

/** @returns how far a disc reaches left and right of its centre in a row, −1 for not at all */
function halfWidthPx(radiusPx: number, fromCentrePx: number): number {
  const square = radiusPx ** 2 - fromCentrePx ** 2;
  return square < 0 ? -1 : Math.floor(Math.sqrt(square));
}
