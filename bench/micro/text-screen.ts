/** Text-like screens that are the same on every machine: what the codec is measured with. */

const GLYPHS = 60;
const GLYPH_WIDTH_PX = 8;
const GLYPH_HEIGHT_PX = 16;
const LINE_HEIGHT_PX = 20;
const MARGIN_PX = 24;
const PAPER = 0xffffff;
const INK = 0x222222;
const HEADING = 0x0066cc;

/** A small generator with a seed (mulberry32): 0 … 1. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Strokes with grey edges, one byte of ink a pixel, as a font renderer makes them. */
function drawGlyphs(random: () => number): Uint8Array[] {
  return Array.from({ length: GLYPHS }, () => {
    const glyph = new Uint8Array(GLYPH_WIDTH_PX * GLYPH_HEIGHT_PX);
    for (let stroke = 0; stroke < 3; stroke++) {
      const upright = random() < 0.5;
      const at = 1 + Math.floor(random() * 5);
      const from = 3 + Math.floor(random() * 5);
      const edge = Math.floor(random() * 4) * 60;
      for (let along = 0; along < (upright ? 8 : 5); along++) {
        const x = upright ? at : 1 + along;
        const y = upright ? from + along : from + at;
        const i = y * GLYPH_WIDTH_PX + x;
        glyph[i] = 255;
        const beside = upright ? i + 1 : i + GLYPH_WIDTH_PX;
        glyph[beside] = Math.max(glyph[beside]!, edge);
      }
    }
    return glyph;
  });
}

/** A long page of text of which any part can be painted. */
export class TextPage {
  readonly #glyphs: Uint8Array[];
  readonly #lines: Uint8Array[];
  readonly #columns: number;

  constructor(widthPx: number, lines: number, seed = 1) {
    const random = createRandom(seed);
    this.#glyphs = drawGlyphs(random);
    this.#columns = Math.floor((widthPx - 2 * MARGIN_PX) / GLYPH_WIDTH_PX);
    const words = Array.from({ length: 200 }, () =>
      Uint8Array.from({ length: 2 + Math.floor(random() * 9) }, () => Math.floor(random() * GLYPHS)),
    );
    this.#lines = Array.from({ length: lines }, () => {
      const line = new Uint8Array(this.#columns).fill(GLYPHS);
      const length = random() < 0.2 ? this.#columns / 4 : this.#columns * (0.6 + 0.4 * random());
      for (let column = 0; column < length; ) {
        const word = words[Math.floor(random() * words.length)]!;
        line.set(word.subarray(0, this.#columns - column), column);
        column += word.length + 1;
      }
      return line;
    });
  }

  /** Paints the page, scrolled down by so many pixels, into a BGRX picture. */
  paint(pixels: Uint8Array, widthPx: number, heightPx: number, scrollPx: number): void {
    const target = new Uint32Array(pixels.buffer, pixels.byteOffset, widthPx * heightPx);
    target.fill(PAPER);
    for (let y = 0; y < heightPx; y++) {
      const pageY = y + scrollPx - MARGIN_PX;
      const line = this.#lines[Math.floor(pageY / LINE_HEIGHT_PX)];
      const glyphY = pageY % LINE_HEIGHT_PX;
      if (line === undefined || pageY < 0 || glyphY >= GLYPH_HEIGHT_PX) continue;
      const colour = Math.floor(pageY / LINE_HEIGHT_PX) % 12 === 0 ? HEADING : INK;
      for (let column = 0; column < this.#columns; column++) {
        this.#paintRow(
          target,
          y * widthPx + MARGIN_PX + column * GLYPH_WIDTH_PX,
          line[column]!,
          glyphY,
          colour,
        );
      }
    }
  }

  /** Paints one character over what is there. @returns where */
  type(pixels: Uint8Array, widthPx: number, xPx: number, yPx: number, character: number) {
    const target = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4);
    for (let row = 0; row < GLYPH_HEIGHT_PX; row++) {
      const at = (yPx + row) * widthPx + xPx;
      target.fill(PAPER, at, at + GLYPH_WIDTH_PX);
      this.#paintRow(target, at, character % GLYPHS, row, INK);
    }
    return { xPx, yPx, widthPx: GLYPH_WIDTH_PX, heightPx: GLYPH_HEIGHT_PX };
  }

  #paintRow(target: Uint32Array, at: number, character: number, row: number, colour: number): void {
    const glyph = this.#glyphs[character];
    if (glyph === undefined) return;
    for (let x = 0; x < GLYPH_WIDTH_PX; x++) {
      const ink = glyph[row * GLYPH_WIDTH_PX + x]!;
      if (ink !== 0) target[at + x] = blend(colour, ink);
    }
  }
}

function blend(colour: number, ink: number): number {
  let mixed = 0;
  for (const shift of [0, 8, 16]) {
    const value = 255 + ((((colour >> shift) & 255) - 255) * ink) / 255;
    mixed |= Math.round(value) << shift;
  }
  return mixed;
}
