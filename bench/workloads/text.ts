import { createRandom } from '../micro/text-screen.ts';
import { type Canvas, INK, MONO_PX, WHITE } from './canvas.ts';

export const LINE_PX = 16;
const BASELINE_PX = 12;
const MARGIN_PX = 8;
const WORDS =
  'kommunen har mottatt søknaden og behandler den innen tre uker etter at alle vedlegg er kommet inn fra søker på vegne av barn foresatte eller andre pårørende jf forvaltningsloven § 28 om klage 2026 kr 14 500'.split(
    ' ',
  );
const PAPERS = [WHITE, 0xf4_f6_f8];
const INKS = [INK, INK, INK, 0x0b_4f_9c, 0x9c_1f_0b];

/** Text that is the same on every run with the same seed. */
export class Writer {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = createRandom(seed);
  }

  number(bound: number): number {
    return Math.floor(this.#random() * bound);
  }

  letter(): string {
    return String.fromCharCode(97 + this.number(26));
  }

  words(columns: number): string {
    let line = '';
    while (line.length < columns) line += `${WORDS[this.number(WORDS.length)]} `;
    return line.slice(0, columns).trimEnd();
  }

  /** One line of monospaced text on white, from edge to edge. */
  line(canvas: Canvas, topPx: number): void {
    canvas.fill(WHITE, 0, topPx, canvas.widthPx, LINE_PX);
    const columns = Math.floor((canvas.widthPx - 2 * MARGIN_PX) / MONO_PX);
    const length = Math.floor(columns * (0.55 + 0.45 * this.#random()));
    canvas.text(
      this.words(length),
      MARGIN_PX,
      topPx + BASELINE_PX,
      'mono',
      INKS[this.number(INKS.length)] ?? INK,
    );
  }

  page(canvas: Canvas): void {
    for (let topPx = 0; topPx < canvas.heightPx; topPx += LINE_PX) this.line(canvas, topPx);
  }

  /** Headings and paragraphs in a proportional font, in columns. */
  document(canvas: Canvas): void {
    canvas.fill(WHITE, 0, 0, canvas.widthPx, canvas.heightPx);
    const columnPx = 640;
    for (let xPx = 40; xPx + columnPx / 2 < canvas.widthPx; xPx += columnPx) {
      for (let yPx = 60; yPx < canvas.heightPx - 20; ) {
        canvas.text(this.words(34), xPx, yPx, 'heading', 0x0b_4f_9c);
        yPx += 30;
        const lines = 6 + this.number(8);
        for (let i = 0; i < lines; i++, yPx += 20) canvas.text(this.words(72), xPx, yPx, 'sans');
        yPx += 24;
      }
    }
  }

  /** A sheet of coloured cells with grid lines, as a spreadsheet shows it. */
  table(canvas: Canvas): void {
    canvas.fill(WHITE, 0, 0, canvas.widthPx, canvas.heightPx);
    const cell = { widthPx: 120, heightPx: 22 };
    for (let yPx = 0; yPx < canvas.heightPx; yPx += cell.heightPx) {
      for (let xPx = 0; xPx < canvas.widthPx; xPx += cell.widthPx) {
        const isHead = yPx === 0 || xPx === 0;
        const paper = isHead ? 0xdd_e6_f0 : PAPERS[(yPx / cell.heightPx) % 2];
        canvas.fill(0xc4_cc_d4, xPx, yPx, cell.widthPx, cell.heightPx);
        canvas.fill(paper ?? WHITE, xPx, yPx, cell.widthPx - 1, cell.heightPx - 1);
        const amount = `${this.number(900) + 100} ${String(this.number(1000)).padStart(3, '0')},50`;
        canvas.text(isHead ? this.words(12) : amount, xPx + 8, yPx + 16, 'sans');
      }
    }
  }
}
