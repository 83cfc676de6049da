import type { DrawingLook, DrawingSheet, DrawnShape } from '@fjernhjelp/host';
import { type Place, rowsOfWay, wayOfBox, waysOfArrow } from './strokes.ts';

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
  readonly shown: Shown | undefined;
}

interface Shown {
  destroy(): void;
}

/** As large as the desktop, of one colour; there is only what its shape covers, and nothing at first. */
export interface SheetLayer extends Shown {
  /** @param rows rectangles (x, y, width, height) in the desktop's pixels, one after the other */
  setShape(rows: readonly number[]): void;
  addShape(rows: readonly number[]): void;
  /** @param colour 0xRRGGBB */
  setColour(colour: number): void;
}

/** Around the place that a helper points at, and their name beside it. */
export interface SheetRing extends Shown {
  show(xPx: number, yPx: number): void;
  hide(): void;
}

/** What a desktop has for drawing on it: windows over everything else, which clicks go through. Colours are 0xRRGGBB. */
export interface SheetCanvas {
  /** Later ones lie above. */
  openLayer(colour: number): SheetLayer;
  /** White letters on the colour. @returns undefined where nothing can be written */
  openText(text: string, sizePx: number, colour: number, at: Place): Shown | undefined;
  openRing(colour: number, name: string, nameSizePx: number): SheetRing;
  /** Everything above happens within a task. Nothing happens when the desktop is gone, which is the capturer's to report. */
  run(task: () => void): void;
}

/**
 * What one helper draws: all lines in two windows as large as the desktop, of which there is only what the lines cover, and
 * one window for each text. There are none while nothing is drawn.
 */
export class ShapedDrawingSheet implements DrawingSheet {
  readonly #canvas: SheetCanvas;
  readonly #closed: () => void;
  readonly #lines = new Map<number, Lines>();
  readonly #texts = new Map<number, Written>();
  #look: DrawingLook;
  #layers: { readonly ink: SheetLayer; readonly halo: SheetLayer } | undefined;
  #ring: SheetRing | undefined;
  #rebuilding: ReturnType<typeof setTimeout> | undefined;
  #rebuildMs = REBUILD_MS;
  #isClosed = false;

  /** @param closed the sheet is no more */
  constructor(canvas: SheetCanvas, look: DrawingLook, closed: () => void) {
    this.#canvas = canvas;
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
      this.#ring ??= this.#canvas.openRing(colour, name, sizes.namePx);
      this.#ring.show(xPx, yPx);
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

  #do(task: () => void): void {
    if (!this.#isClosed) this.#canvas.run(task);
  }

  #forget(mark: number): void {
    this.#lines.delete(mark);
    this.#texts.get(mark)?.shown?.destroy();
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

  #openLayers(): { readonly ink: SheetLayer; readonly halo: SheetLayer } {
    if (this.#layers !== undefined) return this.#layers;
    const halo = this.#canvas.openLayer(HALO);
    this.#layers = { halo, ink: this.#canvas.openLayer(this.#look.colour) };
    return this.#layers;
  }

  #write(mark: number, shape: Written['shape']): void {
    this.#texts.get(mark)?.shown?.destroy();
    const shown = this.#canvas.openText(shape.text, sizes.textPx, this.#look.colour, shape.at);
    this.#texts.set(mark, { shape, shown });
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
