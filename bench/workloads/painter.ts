/**
 * Paints one workload on the display, with the marker strip at the top left, and prints a line
 * `sequence milliseconds-since-1970` for each paint, after the X server has done it.
 *
 *   node painter.ts typing|scroll <seconds> <widthPx> <heightPx>
 */
import { encodeMarker, marker } from './marker.ts';
import { X } from './x11.ts';

const [workload, seconds, width, height] = process.argv.slice(2);
const widthPx = Number(width);
const heightPx = Number(height);
const BLACK = 0x10_10_10;
const WHITE = 0xff_ff_ff;
const LINE_PX = 16;
const CHAR_PX = 6;
const TOP_PX = 32;

const display = X.openDisplay(null);
if (!display) throw new Error('no display');
const window = X.createSimpleWindow(display, X.rootWindow(display), 0, 0, widthPx, heightPx, 0, 0, WHITE);
// CWOverrideRedirect: the window manager leaves it alone. XSetWindowAttributes.override_redirect lies at byte 88 (LP64).
const attributes = new Uint8Array(112);
attributes[88] = 1;
X.changeOverride(display, window, 512, attributes);
X.storeName(display, window, 'painter');
X.mapRaised(display, window);
const gc = X.createGC(display, window, 0, null);
X.setFont(display, gc, X.loadFont(display, 'fixed'));

const words =
  'kommunen har mottatt soknaden og behandler den innen tre uker etter at alle vedlegg er kommet inn fra soker'.split(
    ' ',
  );
/** The same words on every run: a small linear congruential generator (Numerical Recipes). */
let seed = 1;
function random(bound: number): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * bound);
}

function textLine(): string {
  let line = '';
  while (line.length < widthPx / CHAR_PX) line += `${words[random(words.length)]} `;
  return line.slice(0, Math.floor(widthPx / CHAR_PX) - 2);
}

function drawText(text: string, xPx: number, yPx: number): void {
  X.setForeground(display, gc, BLACK);
  X.drawString(display, window, gc, xPx, yPx, text, text.length);
}

function fill(color: number, xPx: number, yPx: number, w: number, h: number): void {
  X.setForeground(display, gc, color);
  X.fillRectangle(display, window, gc, xPx, yPx, w, h);
}

function drawMarker(sequence: number): void {
  encodeMarker(sequence).forEach((bit, i) => {
    fill(bit ? WHITE : 0, i * marker.blockPx, 0, marker.blockPx, marker.blockPx);
  });
}

const lines = Math.floor((heightPx - TOP_PX) / LINE_PX);

function paintPage(): void {
  fill(WHITE, 0, 0, widthPx, heightPx);
  for (let i = 0; i < lines; i++) drawText(textLine(), CHAR_PX, TOP_PX + i * LINE_PX + 13);
}

let typed = 0;
const steps: Record<string, { everyMs: number; paint(): void }> = {
  /** One character a step, twelve a second, in a line in the middle. */
  typing: {
    everyMs: 1000 / 12,
    paint() {
      const columns = Math.floor(widthPx / CHAR_PX) - 2;
      const row = TOP_PX + Math.floor(lines / 2) * LINE_PX;
      if (typed % columns === 0) fill(WHITE, 0, row, widthPx, LINE_PX);
      drawText(String.fromCharCode(97 + random(26)), CHAR_PX + (typed % columns) * CHAR_PX, row + 13);
      typed++;
    },
  },
  /** Three lines a step, twenty steps a second, as a browser or a terminal scrolls. */
  scroll: {
    everyMs: 1000 / 20,
    paint() {
      const stepPx = 3 * LINE_PX;
      X.copyArea(
        display,
        window,
        window,
        gc,
        0,
        TOP_PX + stepPx,
        widthPx,
        heightPx - TOP_PX - stepPx,
        0,
        TOP_PX,
      );
      fill(WHITE, 0, heightPx - stepPx, widthPx, stepPx);
      for (let i = 0; i < 3; i++) drawText(textLine(), CHAR_PX, heightPx - stepPx + i * LINE_PX + 13);
    },
  },
};

const step = steps[workload ?? ''];
if (step === undefined) throw new Error(`unknown workload ${workload}`);

function now(): number {
  return performance.timeOrigin + performance.now();
}

function show(sequence: number): void {
  drawMarker(sequence);
  X.sync(display, 0);
  process.stdout.write(`${sequence} ${now().toFixed(3)}\n`);
}

paintPage();
show(0);
// Starts when told to: the viewer has the first picture then.
await new Promise((told) => process.stdin.once('data', told));
const total = Math.round((Number(seconds) * 1000) / step.everyMs);
const start = now();
for (let sequence = 1; sequence <= total; sequence++) {
  const due = start + sequence * step.everyMs;
  await new Promise((at) => setTimeout(at, Math.max(0, due - now())));
  step.paint();
  show(sequence);
}
process.stdout.write('done\n');
// Stays on the screen until the benchmark has seen the last paint.
await new Promise((told) => process.stdin.once('end', told));
X.closeDisplay(display);
