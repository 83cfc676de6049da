import type { SheetCanvas, SheetLayer, SheetRing } from '../../drawing-sheet.ts';
import type { Place } from '../../strokes.ts';
import type { XConnection } from '../connection.ts';
import { readRootSize } from '../screen-watch.ts';
import { LabelWriter } from './label.ts';
import { OverlayWindow } from './overlay-window.ts';
import { PointerRing } from './pointer-ring.ts';

/** Draws with shaped windows of one X connection. */
export class X11SheetCanvas implements SheetCanvas {
  readonly #connection: XConnection;
  readonly #writer: LabelWriter;

  constructor(connection: XConnection) {
    this.#connection = connection;
    this.#writer = new LabelWriter(connection);
  }

  openLayer(colour: number): SheetLayer {
    const desktop = { xPx: 0, yPx: 0, ...readRootSize(this.#connection) };
    const layer = new OverlayWindow(this.#connection, desktop, colour);
    layer.setShape([]);
    layer.show();
    return layer;
  }

  openText(text: string, sizePx: number, colour: number, at: Place): OverlayWindow | undefined {
    const label = this.#writer.write(text, sizePx, colour);
    if (label === undefined) return undefined;
    const window = new OverlayWindow(this.#connection, { ...at, ...label }, colour);
    window.setPicture(label.pixmap);
    window.show();
    this.#connection.x.XFreePixmap(this.#connection.display, label.pixmap);
    return window;
  }

  openRing(colour: number, name: string, nameSizePx: number): SheetRing {
    const ring = new PointerRing(this.#connection, colour, this.#writer.write(name, nameSizePx, colour));
    return {
      show: (xPx, yPx) => ring.show(xPx, yPx, readRootSize(this.#connection)),
      hide: () => ring.hide(),
      destroy: () => ring.destroy(),
    };
  }

  /** Reads away what the server tells every client. */
  run(task: () => void): void {
    while (this.#connection.nextEvent());
    if (!this.#connection.usable) return;
    try {
      task();
      this.#connection.x.XFlush(this.#connection.display);
    } catch (error) {
      if (this.#connection.usable) throw error;
    }
  }
}
