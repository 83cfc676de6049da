/** Pictures like photographs and video that are the same on every machine: what the lossy codec is measured with. */
import { createRandom } from '../text-screen.ts';

const TEXTURE_PX = 1024;
const MASK = TEXTURE_PX - 1;

/** Value noise in octaves, so that detail falls off with its size as in nature; repeats at its edges. 0 … 1. */
function drawTexture(seed: number): Float32Array {
  const random = createRandom(seed);
  const texture = new Float32Array(TEXTURE_PX * TEXTURE_PX);
  let weight = 0.35;
  for (let cells = 4; cells <= 512; cells *= 2, weight *= 0.66) {
    const values = Float32Array.from({ length: cells * cells }, random);
    const at = (x: number, y: number) => values[(y & (cells - 1)) * cells + (x & (cells - 1))]!;
    const scale = cells / TEXTURE_PX;
    for (let y = 0; y < TEXTURE_PX; y++) {
      const cellY = Math.floor(y * scale);
      const v = ease(y * scale - cellY);
      for (let x = 0; x < TEXTURE_PX; x++) {
        const cellX = Math.floor(x * scale);
        const u = ease(x * scale - cellX);
        const top = at(cellX, cellY) * (1 - u) + at(cellX + 1, cellY) * u;
        const bottom = at(cellX, cellY + 1) * (1 - u) + at(cellX + 1, cellY + 1) * u;
        texture[y * TEXTURE_PX + x]! += weight * (top * (1 - v) + bottom * v);
      }
    }
  }
  return texture;
}

function ease(t: number): number {
  return t * t * (3 - 2 * t);
}

function sample(texture: Float32Array, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const u = x - left;
  const v = y - top;
  const row = (top & MASK) * TEXTURE_PX;
  const next = ((top + 1) & MASK) * TEXTURE_PX;
  const a = texture[row + (left & MASK)]! * (1 - u) + texture[row + ((left + 1) & MASK)]! * u;
  const b = texture[next + (left & MASK)]! * (1 - u) + texture[next + ((left + 1) & MASK)]! * u;
  return a * (1 - v) + b * v;
}

/**
 * A landscape of noise that a camera pans over and zooms into, with two discs that move on their own, one with a sharp edge and one
 * blurred, a wall of sharp bars, and the grain of a camera.
 */
export class Scene {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly #light = drawTexture(11);
  readonly #hue = drawTexture(23);

  constructor(widthPx: number, heightPx: number) {
    this.widthPx = widthPx;
    this.heightPx = heightPx;
  }

  /** @param time in pictures, 30 a second @returns BGRX */
  paint(time: number, pixels: Uint8Array): void {
    const random = createRandom(1000 + time);
    const { widthPx, heightPx } = this;
    const zoom = 1 - time * 0.0015;
    const panX = 300 + time * 2.3;
    const panY = 200 + time * 0.7;
    const middleX = widthPx / 2;
    const middleY = heightPx / 2;
    const radius = heightPx / 7;
    for (let y = 0, i = 0; y < heightPx; y++) {
      for (let x = 0; x < widthPx; x++, i += 4) {
        const atX = panX + (x - middleX) * zoom;
        const atY = panY + (y - middleY) * zoom;
        const light = sample(this.#light, atX, atY) * 300 - 20;
        const hue = (sample(this.#hue, atX * 0.5, atY * 0.5) - 0.5) * 160;
        let red = light + hue;
        let green = light;
        let blue = light - hue;
        if (atX > 420 && atX < 520 && Math.floor(atX / 12) % 2 === 0) red = green = blue = 60;
        const sharp = Math.hypot(x - (middleX / 2 + time * 3), y - middleY * 0.7);
        if (sharp < radius) {
          red = 210 - sharp;
          green = 60;
          blue = 50;
        }
        const soft = Math.hypot(x - middleX * 1.4, y - (heightPx * 0.9 - time * 2)) / radius;
        const cover = soft < 1 ? (1 - soft * soft) ** 2 : 0;
        const grain = (random() + random() - 1) * 4;
        pixels[i] = clamp(blue * (1 - cover) + 220 * cover + grain);
        pixels[i + 1] = clamp(green * (1 - cover) + 190 * cover + grain);
        pixels[i + 2] = clamp(red * (1 - cover) + 90 * cover + grain);
        pixels[i + 3] = 255;
      }
    }
  }
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : Math.round(value);
}

/** Peak signal to noise of two pictures of 4 bytes a pixel, in decibel: of brightness (BT.601), and of all channels. */
export class Fidelity {
  #luma = 0;
  #all = 0;
  #pixels = 0;

  /** @param wanted BGRX @param redFirst whether `got` is RGBA */
  add(wanted: Uint8Array, got: Uint8Array, redFirst: boolean): void {
    const redAt = redFirst ? 0 : 2;
    for (let i = 0; i < wanted.length; i += 4) {
      const blue = wanted[i]! - got[i + 2 - redAt]!;
      const green = wanted[i + 1]! - got[i + 1]!;
      const red = wanted[i + 2]! - got[i + redAt]!;
      this.#luma += (0.299 * red + 0.587 * green + 0.114 * blue) ** 2;
      this.#all += (red * red + green * green + blue * blue) / 3;
    }
    this.#pixels += wanted.length / 4;
  }

  get lumaDb(): number {
    return 10 * Math.log10((255 * 255 * this.#pixels) / this.#luma);
  }

  get allDb(): number {
    return 10 * Math.log10((255 * 255 * this.#pixels) / this.#all);
  }
}
