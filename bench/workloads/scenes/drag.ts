import { type Canvas, INK, WHITE } from '../canvas.ts';
import type { Strip } from '../marker.ts';
import { bookends, type CreateScene, inTheMiddle } from '../scene.ts';
import { Writer } from '../text.ts';
import { photograph } from '../texture.ts';

const SWAY = { xPx: 180, yPx: 120 };
const TITLE_PX = 28;

/**
 * A window with text and a picture, dragged over a page of text thirty times a second, as a desktop with a compositor shows
 * it: where it was and where it is change in one. The strips stand still on places that the window always covers.
 */
export const drag: CreateScene = (screen) => {
  const area = inTheMiddle(screen, 960, 640);
  const strips = bookends({
    xPx: area.xPx + SWAY.xPx,
    yPx: area.yPx + SWAY.yPx + TITLE_PX,
    widthPx: area.widthPx - 2 * SWAY.xPx,
    heightPx: area.heightPx - 2 * SWAY.yPx - TITLE_PX,
  });
  const page = screen.pixmap(screen.widthPx, screen.heightPx);
  const face = screen.pixmap(area.widthPx, area.heightPx);
  const back = screen.pixmap(screen.widthPx, screen.heightPx);
  let was: Strip = area;

  /** @param from where it was before */
  function show(sequence: number, at: Strip, from: Strip): void {
    const changed = {
      xPx: Math.min(at.xPx, from.xPx),
      yPx: Math.min(at.yPx, from.yPx),
      widthPx: area.widthPx + Math.abs(at.xPx - from.xPx),
      heightPx: area.heightPx + Math.abs(at.yPx - from.yPx),
    };
    back.copyFrom(page, changed, changed);
    back.copyFrom(face, { xPx: 0, yPx: 0 }, face, at);
    for (const strip of strips) back.strip(strip, sequence);
    screen.copyFrom(back, changed, changed);
    was = at;
  }

  return {
    everyMs: 1000 / 30,
    strips: { paint: strips, echo: [] },
    begin() {
      new Writer(1).page(page);
      paintFace(face);
      screen.copyFrom(page, { xPx: 0, yPx: 0 }, page);
      show(0, area, area);
    },
    step(sequence) {
      const at = {
        xPx: area.xPx + Math.round(SWAY.xPx * Math.sin(sequence / 9)),
        yPx: area.yPx + Math.round(SWAY.yPx * Math.sin(sequence / 13)),
      };
      show(sequence, at, was);
    },
  };
};

function paintFace(face: Canvas): void {
  const { widthPx, heightPx } = face;
  new Writer(2).page(face);
  face.put(photograph(360, 260, 7), { xPx: widthPx - 400, yPx: heightPx - 300 });
  face.fill(0x2b_4a_6f, 0, 0, widthPx, TITLE_PX);
  face.text('Søknad om barnehageplass – Dokument 1', 10, 19, 'sans', WHITE);
  face.fill(INK, 0, 0, widthPx, 1);
  face.fill(INK, 0, heightPx - 1, widthPx, 1);
  face.fill(INK, 0, 0, 1, heightPx);
  face.fill(INK, widthPx - 1, 0, 1, heightPx);
}
