import { marker } from '../marker.ts';
import { bookends, type CreateScene } from '../scene.ts';
import { Writer } from '../text.ts';
import { photograph } from '../texture.ts';

/** Which page each step shows: every one comes again, after one, two or three others. */
const ORDER = [0, 1, 2, 3, 0, 2, 1, 3, 1, 0, 3, 2];

/** Four full screens, one after the other, three times a second: a document, a sheet, a photograph and a page of text. */
export const switching: CreateScene = (screen) => {
  const { widthPx, heightPx } = screen;
  const pages = ORDER.slice(0, 4).map(() => screen.pixmap(widthPx, heightPx));
  const back = screen.pixmap(widthPx, heightPx);
  const [document, sheet, photo, text] = pages;
  const middle = {
    xPx: Math.floor((widthPx - marker.widthPx) / 2),
    yPx: Math.floor(heightPx / 2 / marker.blockPx) * marker.blockPx,
  };
  const strips = [...bookends({ xPx: 0, yPx: 0, widthPx, heightPx }), middle];
  const show = (sequence: number) => {
    const page = pages[ORDER[sequence % ORDER.length] ?? 0];
    if (page !== undefined) back.copyFrom(page, { xPx: 0, yPx: 0 }, page);
    for (const strip of strips) back.strip(strip, sequence);
    screen.copyFrom(back, { xPx: 0, yPx: 0 }, back);
  };
  return {
    everyMs: 1000 / 3,
    strips: { paint: strips, echo: [] },
    begin() {
      if (document) new Writer(1).document(document);
      if (sheet) new Writer(2).table(sheet);
      photo?.put(photograph(widthPx, heightPx, 3), { xPx: 0, yPx: 0 });
      if (text) new Writer(4).page(text);
      show(0);
    },
    step: show,
  };
};
