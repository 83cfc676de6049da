import type { SheetCanvas, SheetLayer, SheetRing } from '../../drawing-sheet.ts';
import type { Place } from '../../strokes.ts';
import type { XConnection } from '../connection.ts';
import { CONFIGURE_NOTIFY, readRootSize, STRUCTURE_NOTIFY_MASK } from '../screen-watch.ts';
import { LabelWriter } from './label.ts';
import { OverlayWindow } from './overlay-window.ts';
import { PointerRing } from './pointer-ring.ts';

/** Draws with shaped windows of one X connection. */
export class X11SheetCanvas implements SheetCanvas {
  readonly #connection: XConnection;
  readonly #writer: LabelWriter;
  readonly #layers = new Set<OverlayWindow>();

  constructor(connection: XConnection) {
    this.#connection = connection;
    this.#writer = new LabelWriter(connection);
    connection.x.XSelectInput(connection.display, connection.root, STRUCTURE_NOTIFY_MASK);
  }

  openLayer(colour: number): SheetLayer {
    const desktop = { xPx: 0, yPx: 0, ...readRootSize(this.#connection) };
    const layer = new OverlayWindow(this.#connection, desktop, colour);
    layer.setShape([]);
    layer.show();
    this.#layers.add(layer);
    return {
      setShape: (rows) => layer.setShape(rows),
      addShape: (rows) => layer.addShape(rows),
      setColour: (next) => layer.setColour(next),
      destroy: () => {
        this.#layers.delete(layer);
        layer.destroy();
      },
    };
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

  /** Reads away what the server tells, and goes by a new size of the desktop. */
  run(task: () => void): void {
    let isResized = false;
    for (let event = this.#connection.nextEvent(); event; event = this.#connection.nextEvent())
      isResized ||= (event.readInt32LE(0) & 0x7f) === CONFIGURE_NOTIFY;
    if (!this.#connection.usable) return;
    try {
      if (isResized) this.#resizeLayers();
      task();
      this.#connection.x.XFlush(this.#connection.display);
    } catch (error) {
      if (this.#connection.usable) throw error;
    }
  }

  #resizeLayers(): void {
    const { widthPx, heightPx } = readRootSize(this.#connection);
    for (const layer of this.#layers) layer.resize(widthPx, heightPx);
  }
}
