import type { DrawingLook, DrawingSheet, DrawnShape } from '@fjernhjelp/host';
import { type Place, rowsOfWay, wayOfBox, waysOfArrow } from '../strokes.ts';
import type { XConnection } from './connection.ts';
import type { LabelWriter } from './label.ts';
import { OverlayWindow } from './overlay-window.ts';
import { PointerRing } from './pointer-ring.ts';
import { readRootSize } from './screen-watch.ts';

/** Half of what a line is wide, and of the light one under it that shows it on any ground. */
const radius = { inkPx: 2, haloPx: 3.5 };
const HALO = 0xffffff;
/** A picture's time. */
const REBUILD_MS = 16;
const sizes = { namePx: 14, textPx: 22 };

interface Lines {
  readonly ink: number[];
  readonly halo: number[];
}
interface Written {
  readonly shape: Extract<DrawnShape, { type: 'text' }>;
  readonly window: OverlayWindow | undefined;
}

/**
 * What one helper draws: all lines in two windows as large as the desktop, of which there is only what the lines cover, and
 * one window for each text. There are none while nothing is drawn.
 */
export class X11DrawingSheet implements DrawingSheet {
  readonly #connection: XConnection;
  readonly #writer: LabelWriter;
  readonly #closed: () => void;
  readonly #lines = new Map<number, Lines>();
  readonly #texts = new Map<number, Written>();
  #look: DrawingLook;
  #layers: { readonly ink: OverlayWindow; readonly halo: OverlayWindow } | undefined;
  #ring: PointerRing | undefined;
  #rebuilding: ReturnType<typeof setTimeout> | undefined;
  #rebuildMs = REBUILD_MS;
  #isClosed = false;

  /** @param closed the sheet is no more */
  constructor(connection: XConnection, writer: LabelWriter, look: DrawingLook, closed: () => void) {
    this.#connection = connection;
    this.#writer = writer;
    this.#look = look;
    this.#closed = closed;
  }

  setLook(look: DrawingLook): void {
    this.#look = look;
    this.#do(() => {
      this.#ring?.destroy();
      this.#ring = undefined;
      this.#layers?.ink.setColour(look.colour);
      for (const [mark, { shape }] of [...this.#texts]) this.#write(mark, shape);
    });
  }

  show(xPx: number, yPx: number): void {
    this.#do(() => {
      const { colour, name } = this.#look;
      const label = () => this.#writer.write(name, sizes.namePx, colour);
      this.#ring ??= new PointerRing(this.#connection, colour, label());
      this.#ring.show(xPx, yPx, readRootSize(this.#connection));
    });
  }

  hide(): void {
    this.#do(() => this.#ring?.hide());
  }

  draw(mark: number, shape: DrawnShape): void {
    this.#do(() => {
      const isNew = !this.#lines.has(mark);
      this.#forget(mark);
      if (shape.type === 'text') {
        if (!isNew) this.#rebuildSoon();
        this.#write(mark, shape);
        return;
      }
      const lines = { ink: [], halo: [] };
      this.#lines.set(mark, lines);
      this.#cover(lines, waysOf(shape), isNew);
      if (!isNew) this.#rebuildSoon();
    });
  }

  extend(mark: number, way: readonly Place[]): void {
    this.#do(() => {
      const lines = this.#lines.get(mark);
      if (lines !== undefined) this.#cover(lines, [way], true);
    });
  }

  erase(marks: Iterable<number>): void {
    this.#do(() => {
      for (const mark of marks) this.#forget(mark);
      this.#rebuildSoon();
    });
  }

  close(): void {
    if (this.#isClosed) return;
    this.#do(() => {
      this.#ring?.destroy();
      for (const mark of [...this.#texts.keys()]) this.#forget(mark);
      this.#lines.clear();
      this.#rebuild();
    });
    this.#isClosed = true;
    this.#closed();
  }

  /** Reads away what the server tells every client. A display that is lost is the capturer's to report. */
  #do(task: () => void): void {
    if (this.#isClosed) return;
    while (this.#connection.nextEvent());
    if (!this.#connection.usable) return;
    try {
      task();
      this.#connection.x.XFlush(this.#connection.display);
    } catch (error) {
      if (this.#connection.usable) throw error;
    }
  }

  #forget(mark: number): void {
    this.#lines.delete(mark);
    this.#texts.get(mark)?.window?.destroy();
    this.#texts.delete(mark);
  }

  #cover(lines: Lines, ways: readonly (readonly Place[])[], isShown: boolean): void {
    for (const way of ways) {
      const ink = rowsOfWay(way, radius.inkPx);
      const halo = rowsOfWay(way, radius.haloPx);
      for (const number of ink) lines.ink.push(number);
      for (const number of halo) lines.halo.push(number);
      if (!isShown) continue;
      const layers = this.#openLayers();
      layers.halo.addShape(halo);
      layers.ink.addShape(ink);
    }
  }

  /** A helper who drags a box says so with every step; however many lines there are, the display has time for others. */
  #rebuildSoon(): void {
    if (this.#lines.size === 0) {
      this.#rebuild();
      return;
    }
    this.#rebuilding ??= setTimeout(() => this.#do(() => this.#rebuild()), this.#rebuildMs);
  }

  /** The lines that are there from scratch: a region knows no more which line covered what. */
  #rebuild(): void {
    clearTimeout(this.#rebuilding);
    this.#rebuilding = undefined;
    if (this.#lines.size === 0) {
      this.#layers?.ink.destroy();
      this.#layers?.halo.destroy();
      this.#layers = undefined;
      return;
    }
    const startMs = performance.now();
    const { ink, halo } = this.#openLayers();
    const all = [...this.#lines.values()];
    halo.setShape(all.flatMap((lines) => lines.halo));
    ink.setShape(all.flatMap((lines) => lines.ink));
    this.#rebuildMs = Math.max(REBUILD_MS, 4 * (performance.now() - startMs));
  }

  #openLayers(): { readonly ink: OverlayWindow; readonly halo: OverlayWindow } {
    if (this.#layers !== undefined) return this.#layers;
    const desktop = { xPx: 0, yPx: 0, ...readRootSize(this.#connection) };
    const layers = {
      halo: new OverlayWindow(this.#connection, desktop, HALO),
      ink: new OverlayWindow(this.#connection, desktop, this.#look.colour),
    };
    for (const layer of [layers.halo, layers.ink]) {
      layer.setShape([]);
      layer.show();
    }
    this.#layers = layers;
    return layers;
  }

  #write(mark: number, shape: Written['shape']): void {
    this.#texts.get(mark)?.window?.destroy();
    const label = this.#writer.write(shape.text, sizes.textPx, this.#look.colour);
    const bounds = label && { xPx: shape.at.xPx, yPx: shape.at.yPx, ...label };
    const window = bounds && new OverlayWindow(this.#connection, bounds, this.#look.colour);
    if (label !== undefined) {
      window?.setPicture(label.pixmap);
      window?.show();
      this.#connection.x.XFreePixmap(this.#connection.display, label.pixmap);
    }
    this.#texts.set(mark, { shape, window });
  }
}

function waysOf(shape: Exclude<DrawnShape, { type: 'text' }>): readonly (readonly Place[])[] {
  switch (shape.type) {
    case 'pen':
      return [shape.points];
    case 'arrow':
      return waysOfArrow(...shape.points);
    case 'box':
      return [wayOfBox(...shape.points)];
  }
}
