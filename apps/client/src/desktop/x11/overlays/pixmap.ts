import type { XConnection } from '../connection.ts';
import type { Xid } from '../libraries.ts';
import { pixelOf } from '../pixels.ts';
import { rootColourMasks } from '../visual.ts';

/** What a pixmap is filled with. */
export interface Fill {
  /** XRectangles: x, y, width, height, one after the other. */
  readonly rows: readonly number[];
  /** 0xRRGGBB */
  readonly colour: number;
}

/** @param fills one over the other @returns a pixmap as windows have it; whoever takes it frees it */
export function paintPixmap(
  connection: XConnection,
  size: { readonly widthPx: number; readonly heightPx: number },
  fills: readonly Fill[],
): Xid {
  const { x, display, screen, root } = connection;
  const pixmap = x.XCreatePixmap(
    display,
    root,
    size.widthPx,
    size.heightPx,
    x.XDefaultDepth(display, screen),
  );
  const gc = x.XCreateGC(display, pixmap, 0, null);
  for (const { rows, colour } of fills) {
    x.XSetForeground(display, gc, pixelOf(colour, rootColourMasks(connection)));
    x.XFillRectangles(display, pixmap, gc, Int16Array.from(rows), rows.length / 4);
  }
  x.XFreeGC(display, gc);
  return pixmap;
}
