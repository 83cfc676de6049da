import { type Canvas, MONO_PX, WHITE } from '../canvas.ts';
import { marker, type Strip } from '../marker.ts';
import type { CreateScene } from '../scene.ts';
import { LINE_PX, Writer } from '../text.ts';

/** A line of a page in which letters appear one after the other, with a strip right below. */
export class TypedLine {
  readonly strip: Strip;
  readonly #screen: Canvas;
  readonly #topPx: number;
  readonly #writer = new Writer(11);
  #typed = 0;

  constructor(screen: Canvas, topPx: number) {
    this.#screen = screen;
    this.#topPx = topPx;
    this.strip = { xPx: 64, yPx: topPx + LINE_PX };
  }

  begin(): void {
    this.#screen.fill(WHITE, 0, this.#topPx, this.#screen.widthPx, LINE_PX + marker.heightPx);
    this.#screen.strip(this.strip, 0);
  }

  type(sequence: number): void {
    const columns = marker.widthPx / MONO_PX;
    const at = this.#typed++ % columns;
    if (at === 0) this.#screen.fill(WHITE, 0, this.#topPx, this.#screen.widthPx, LINE_PX);
    this.#screen.text(this.#writer.letter(), this.strip.xPx + at * MONO_PX, this.#topPx + 12);
    this.#screen.strip(this.strip, sequence);
  }
}

/** The middle of the screen, on the page's lines. */
export function middleLine(screen: { readonly heightPx: number }): number {
  return Math.floor(screen.heightPx / 2 / LINE_PX) * LINE_PX;
}

/** A character twelve times a second. */
export const typing: CreateScene = (screen) => {
  const line = new TypedLine(screen, middleLine(screen));
  return {
    everyMs: 1000 / 12,
    strips: { paint: [line.strip], echo: [] },
    begin() {
      new Writer(1).page(screen);
      line.begin();
    },
    step: (sequence) => line.type(sequence),
  };
};

/** A page in which each pressed key writes a letter. */
export const echo: CreateScene = (screen) => {
  const line = new TypedLine(screen, middleLine(screen));
  return {
    everyMs: undefined,
    strips: { paint: [], echo: [line.strip] },
    begin() {
      new Writer(1).page(screen);
      line.begin();
    },
    step() {},
    key: (pressed) => line.type(pressed),
  };
};
