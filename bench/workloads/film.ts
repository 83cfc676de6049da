import { createRandom } from '../micro/text-screen.ts';
import { type Image, photograph } from './texture.ts';

const FRAMES_A_SHOT = 90;
const GRAIN = 65_536;
const BLOBS = [
  { radiusPx: 60, xRate: 17, yRate: 23, phase: 0 },
  { radiusPx: 44, xRate: 11, yRate: 14, phase: 2 },
  { radiusPx: 80, xRate: 29, yRate: 19, phase: 4 },
] as const;

/**
 * A moving picture as a camera films it, the same on every run: a landscape that pans by fractions of a pixel, three things
 * with edges that move before it, a little grain, and a cut every three seconds at 30 frames a second.
 */
export class Film {
  readonly #image: Image;
  readonly #landscapes: readonly Image[];
  readonly #things: Image;
  readonly #grain: Uint32Array;

  /** @param image where the frames are drawn */
  constructor(image: Image) {
    this.#image = image;
    const { widthPx, heightPx } = image;
    this.#landscapes = [5, 6].map((seed) => photograph(widthPx + 320, heightPx + 120, seed));
    this.#things = photograph(400, 400, 9);
    const random = createRandom(8);
    // Levels end at 240: the grain cannot spill into the next channel.
    this.#grain = Uint32Array.from({ length: GRAIN }, () => Math.floor(random() * 4) * 0x01_01_01);
  }

  draw(frame: number): void {
    const shot = Math.floor(frame / FRAMES_A_SHOT);
    this.#drawLandscape(this.#landscapes[shot % this.#landscapes.length]!, frame);
    for (const blob of BLOBS) this.#drawBlob(blob, frame);
    this.#addGrain(frame);
  }

  /** Between two neighbouring pixels by eighths, both colours of a pixel at once. */
  #drawLandscape(from: Image, frame: number): void {
    const { widthPx, heightPx, pixels } = this.#image;
    const pan = 159 + 158 * Math.sin(frame / 70);
    const left = Math.floor(pan);
    const right = Math.floor((pan - left) * 8);
    const top = Math.floor(59 + 58 * Math.sin(frame / 110));
    for (let y = 0; y < heightPx; y++) {
      let at = (top + y) * from.widthPx + left;
      for (let to = y * widthPx, end = to + widthPx; to < end; to++, at++) {
        const a = from.pixels[at]!;
        const b = from.pixels[at + 1]!;
        const redBlue = ((a & 0xff_00_ff) * (8 - right) + (b & 0xff_00_ff) * right) >>> 3;
        const green = ((a & 0xff_00) * (8 - right) + (b & 0xff_00) * right) >>> 3;
        pixels[to] = (redBlue & 0xff_00_ff) | (green & 0xff_00);
      }
    }
  }

  #drawBlob(blob: (typeof BLOBS)[number], frame: number): void {
    const { widthPx, heightPx, pixels } = this.#image;
    const { radiusPx, xRate, yRate, phase } = blob;
    const centreX = Math.round(widthPx * (0.5 + 0.4 * Math.sin(frame / xRate + phase)));
    const centreY = Math.round(heightPx * (0.5 + 0.35 * Math.sin(frame / yRate + phase)));
    for (let dy = -radiusPx; dy <= radiusPx; dy++) {
      const y = centreY + dy;
      if (y < 0 || y >= heightPx) continue;
      const half = Math.floor(Math.sqrt(radiusPx ** 2 - dy ** 2));
      const first = Math.max(0, centreX - half);
      const last = Math.min(widthPx - 1, centreX + half);
      const row = (radiusPx + dy) * this.#things.widthPx + radiusPx * 2 - centreX;
      pixels.set(this.#things.pixels.subarray(row + first, row + last + 1), y * widthPx + first);
    }
  }

  #addGrain(frame: number): void {
    const { pixels } = this.#image;
    let at = Math.imul(frame, 7919) & (GRAIN - 1);
    for (let i = 0; i < pixels.length; i++) {
      pixels[i]! += this.#grain[at]!;
      at = (at + 1) & (GRAIN - 1);
    }
  }
}
