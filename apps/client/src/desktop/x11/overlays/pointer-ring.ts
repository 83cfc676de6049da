import type { ScreenSize } from '@fjernhjelp/protocol';
import type { XConnection } from '../connection.ts';
import type { Label } from './label.ts';
import { OverlayWindow } from './overlay-window.ts';
import { paintPixmap } from './pixmap.ts';

const SIZE_PX = 25;
const CENTRE_PX = (SIZE_PX - 1) / 2;
/** From the centre: the coloured ring, and a light one on both sides of it that shows on any ground. */
const ring = { innerPx: 6, outerPx: 12.5, colouredInnerPx: 7.5, colouredOuterPx: 11 };
const LIGHT = 0xffffff;
/** From the place that is pointed at to the name beside it. */
const NAME_AWAY_PX = 16;

/** A ring around the place that the helper points at, and their name beside it. What is pointed at shows in its middle. */
export class PointerRing {
  readonly #ring: OverlayWindow;
  readonly #name: OverlayWindow | undefined;
  readonly #label: Label | undefined;

  /** @param label the name, as large as it is; freed here */
  constructor(connection: XConnection, colour: number, label: Label | undefined) {
    const size = { widthPx: SIZE_PX, heightPx: SIZE_PX };
    this.#label = label;
    if (label !== undefined) {
      this.#name = new OverlayWindow(connection, { xPx: 0, yPx: 0, ...label }, colour);
      this.#name.setPicture(label.pixmap);
      connection.x.XFreePixmap(connection.display, label.pixmap);
    }
    this.#ring = new OverlayWindow(connection, { xPx: 0, yPx: 0, ...size }, colour);
    this.#ring.setShape(ringRows(ring.innerPx, ring.outerPx));
    const pixmap = paintPixmap(connection, size, [
      { rows: [0, 0, SIZE_PX, SIZE_PX], colour: LIGHT },
      { rows: ringRows(ring.colouredInnerPx, ring.colouredOuterPx), colour },
    ]);
    this.#ring.setPicture(pixmap);
    connection.x.XFreePixmap(connection.display, pixmap);
  }

  /** @param desktop the name stays on it */
  show(xPx: number, yPx: number, desktop: ScreenSize): void {
    if (this.#label !== undefined && this.#name !== undefined) {
      const { widthPx, heightPx } = this.#label;
      const isRoomRight = xPx + NAME_AWAY_PX + widthPx <= desktop.widthPx;
      const nameX = isRoomRight ? xPx + NAME_AWAY_PX : xPx - NAME_AWAY_PX - widthPx;
      this.#name.moveTo(nameX, Math.max(0, Math.min(yPx - heightPx / 2, desktop.heightPx - heightPx)));
      this.#name.show();
    }
    this.#ring.moveTo(xPx - CENTRE_PX, yPx - CENTRE_PX);
    this.#ring.show();
  }

  hide(): void {
    this.#ring.hide();
    this.#name?.hide();
  }

  destroy(): void {
    this.#ring.destroy();
    this.#name?.destroy();
  }
}

/** @returns rectangles (x, y, width, height), one or two for each row of the ring */
function ringRows(innerPx: number, outerPx: number): number[] {
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
  return rectangles;
}

/** @returns how far a disc reaches left and right of its centre in a row, −1 for not at all */
function halfWidthPx(radiusPx: number, fromCentrePx: number): number {
  const square = radiusPx ** 2 - fromCentrePx ** 2;
  return square < 0 ? -1 : Math.floor(Math.sqrt(square));
}
