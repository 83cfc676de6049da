import { marker } from '../marker.ts';
import type { CreateScene } from '../scene.ts';
import { LINE_PX, Writer } from '../text.ts';

const LINES_A_STEP = 3;

/** A page of text over the whole screen that scrolls by three lines twenty times a second, as a browser does it. */
export const scroll: CreateScene = (screen) => {
  const writer = new Writer(1);
  const back = screen.pixmap(screen.widthPx, screen.heightPx);
  const stepPx = LINES_A_STEP * LINE_PX;
  // Whole lines, and the last strip below them.
  const bottomPx = Math.floor((screen.heightPx - marker.heightPx) / LINE_PX) * LINE_PX;
  const strips = [
    { xPx: 64, yPx: 0 },
    { xPx: 64, yPx: bottomPx },
  ];
  const show = (sequence: number) => {
    for (const strip of strips) back.strip(strip, sequence);
    screen.copyFrom(back, { xPx: 0, yPx: 0 }, back);
  };
  return {
    everyMs: 1000 / 20,
    strips: { paint: strips, echo: [] },
    begin() {
      writer.page(back);
      show(0);
    },
    step(sequence) {
      const size = { widthPx: screen.widthPx, heightPx: bottomPx - stepPx };
      back.copyFrom(back, { xPx: 0, yPx: stepPx }, size, { xPx: 0, yPx: 0 });
      for (let i = LINES_A_STEP; i > 0; i--) writer.line(back, bottomPx - i * LINE_PX);
      show(sequence);
    },
  };
};
