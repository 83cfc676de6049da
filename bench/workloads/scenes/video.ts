import type { Canvas } from '../canvas.ts';
import { Film } from '../film.ts';
import { encodeMarker, marker, type Strip } from '../marker.ts';
import { bookends, type CreateScene, inTheMiddle } from '../scene.ts';
import { LINE_PX, Writer } from '../text.ts';
import type { Image } from '../texture.ts';
import { TypedLine } from './typing.ts';

/** A film of 848×480 thirty times a second, in the middle of a page of text. */
export const video: CreateScene = (screen) => {
  const player = openPlayer(screen);
  return {
    everyMs: 1000 / 30,
    strips: { paint: player.strips, echo: [] },
    begin() {
      new Writer(1).page(screen);
      player.show(0);
    },
    step: (sequence) => player.show(sequence),
  };
};

/** The same film, and below it a line in which each pressed key writes a letter. */
export const echoVideo: CreateScene = (screen) => {
  const player = openPlayer(screen);
  const line = new TypedLine(screen, Math.floor((screen.heightPx - 64) / LINE_PX) * LINE_PX);
  return {
    everyMs: 1000 / 30,
    strips: { paint: player.strips, echo: [line.strip] },
    begin() {
      new Writer(1).page(screen);
      line.begin();
      player.show(0);
    },
    step: (sequence) => player.show(sequence),
    key: (pressed) => line.type(pressed),
  };
};

function openPlayer(screen: Canvas) {
  const area = inTheMiddle(screen, 848, 480);
  const image = screen.image(area.widthPx, area.heightPx);
  const film = new Film(image);
  return {
    strips: bookends(area),
    /** Frame and strips reach the X server as one picture. */
    show(sequence: number): void {
      film.draw(sequence);
      for (const strip of bookends({ ...area, xPx: 0, yPx: 0 })) markImage(image, strip, sequence);
      image.put(area);
    },
  };
}

function markImage(image: Image, { xPx, yPx }: Strip, sequence: number): void {
  const row = new Uint32Array(marker.widthPx);
  encodeMarker(sequence).forEach((bit, i) => {
    row.fill(bit ? 0xff_ff_ff : 0, i * marker.blockPx, (i + 1) * marker.blockPx);
  });
  for (let y = 0; y < marker.heightPx; y++) image.pixels.set(row, (yPx + y) * image.widthPx + xPx);
}
