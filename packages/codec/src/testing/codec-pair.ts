import {
  type Bytes,
  InvariantError,
  type OperationType,
  type Rect,
  type ScreenSize,
} from '@fjernhjelp/protocol';
import type { Compressor } from '../compression.ts';
import { PictureDecoder } from '../picture-decoder.ts';
import { PictureEncoder } from '../picture-encoder.ts';
import { createZstdDecompressor } from '../zstd-wasm.ts';

export const SCREEN = 2;
export const decompressor = createZstdDecompressor();

/** Paints something that depends on place and seed: flat below 8, else noise. The fourth byte is rubbish on purpose. */
export function paint({ pixels, widthPx }: PictureEncoder['frame'], rect: Rect, seed: number): void {
  for (let y = rect.yPx; y < rect.yPx + rect.heightPx; y++) {
    for (let x = rect.xPx; x < rect.xPx + rect.widthPx; x++) {
      const value = seed < 8 ? seed * 0x1d2b43 : noise(x, y, seed);
      const at = (y * widthPx + x) * 4;
      pixels[at] = value >>> 8;
      pixels[at + 1] = value >>> 16;
      pixels[at + 2] = value >>> 24;
      pixels[at + 3] = x + y + seed;
    }
  }
}

/** Letters smoothed in colours (ClearType, FreeType's LCD filter) on white, in two inks a tile. */
export function paintColouredText(
  { pixels, widthPx }: PictureEncoder['frame'],
  { xPx, yPx, widthPx: width, heightPx }: Rect,
  seed: number,
): void {
  const filter = [1, 2, 3, 2, 1];
  /** How much of a third of a pixel is ink, 0 … 4: a stem in each seven pixels, smoothed where it begins and ends. */
  const inkAt = (third: number, y: number) => {
    const stem = Math.floor(third / 21);
    const isStem = Math.abs((third % 21) - 3 - ((noise(stem, y >> 4, seed) >>> 8) % 15)) <= 2;
    if (y % 16 > 11 || !isStem) return 0;
    return y % 4 === 0 ? 1 + (noise(stem, y, seed) & 3) : 4;
  };
  for (let y = yPx; y < yPx + heightPx; y++) {
    for (let x = xPx; x < xPx + width; x++) {
      const ink = noise(x >> 4, y >> 4, 11);
      for (let part = 0; part < 3; part++) {
        const third = 3 * x + part;
        const cover = filter.reduce((sum, weight, i) => sum + weight * inkAt(third + i - 2, y), 0) / 36;
        const level = (ink >>> (part * 8)) & 127;
        pixels[(y * widthPx + x) * 4 + 2 - part] = 255 - Math.round((255 - level) * cover);
      }
    }
  }
}

/** Words in two colours on lines of 20 pixels, as long as they come: next to no two tiles are the same. The page is scrolled by so many pixels. */
export function writePage(
  { pixels, widthPx, heightPx }: PictureEncoder['frame'],
  page: number,
  scrolledPx = 0,
): void {
  const words = Array.from({ length: 500 }, (_, word) =>
    Array.from({ length: 12 }, (_, y) =>
      Uint32Array.from({ length: 16 + 8 * (word % 7) }, (_, x) =>
        (noise(x >> 1, y, word) & 3) === 0 ? 0x102030 : 0xffffff,
      ),
    ),
  );
  const target = new Uint32Array(pixels.buffer, pixels.byteOffset, widthPx * heightPx).fill(0xffffff);
  for (let y = 0; y < heightPx; y++) {
    const line = Math.floor((y + scrolledPx) / 20);
    const row = (y + scrolledPx) % 20;
    const endPx = widthPx - 80 - ((noise(line, 1, page) >>> 8) % (widthPx / 2));
    for (let xPx = 24; row < 12 && xPx < endPx; ) {
      const word = words[(noise(xPx, line, page) >>> 8) % words.length]![row]!;
      target.set(word, y * widthPx + xPx);
      xPx += word.length + 8;
    }
  }
}

/** Copies a rect within the frame, as a scroll or a dragged window does. */
export function move(
  { pixels, widthPx }: PictureEncoder['frame'],
  from: Rect,
  toXPx: number,
  toYPx: number,
): Rect {
  const rows = Array.from({ length: from.heightPx }, (_, y) => {
    const at = ((from.yPx + y) * widthPx + from.xPx) * 4;
    return pixels.slice(at, at + from.widthPx * 4);
  });
  for (const [y, row] of rows.entries()) pixels.set(row, ((toYPx + y) * widthPx + toXPx) * 4);
  return { ...from, xPx: toXPx, yPx: toYPx };
}

/** Something smooth with grain, of many colours, that changes with time. */
export function paintPhoto(
  { pixels, widthPx, heightPx }: PictureEncoder['frame'],
  time: number,
  rect?: Rect,
): void {
  const { xPx, yPx, ...size } = rect ?? { xPx: 0, yPx: 0, widthPx, heightPx };
  for (let y = yPx; y < yPx + size.heightPx; y++) {
    for (let x = xPx; x < xPx + size.widthPx; x++) {
      const grain = noise(x + time, y, 5) & 7;
      const light = 120 + 60 * Math.sin((x + 3 * time) / 29) + 50 * Math.cos((y + 2 * time) / 17);
      pixels.set([light + grain, light * 0.8 + grain, 200 - light / 2, 0], (y * widthPx + x) * 4);
    }
  }
}

/** The same of colours beyond what there is, so that many are as light, or as dark, as can be. */
export function paintGlare({ pixels, widthPx }: PictureEncoder['frame'], time: number, rect: Rect): void {
  const level = (value: number) => Math.min(255, Math.max(0, value));
  for (let y = rect.yPx; y < rect.yPx + rect.heightPx; y++) {
    for (let x = rect.xPx; x < rect.xPx + rect.widthPx; x++) {
      const grain = noise(x + time, y, 7) & 15;
      const light = 128 + 190 * Math.sin((x + 3 * time) / 23) * Math.cos((y - time) / 19) + grain;
      const warmth = 120 * Math.sin((x - y + time) / 31);
      const at = (y * widthPx + x) * 4;
      pixels[at] = level(light - warmth);
      pixels[at + 1] = level(light);
      pixels[at + 2] = level(light + warmth);
    }
  }
}

/** Of the green channel. */
export function meanError({ encoder, decoder }: Pair): number {
  const { pixels } = encoder.frame;
  const { rgba } = decoder.picture(SCREEN)!;
  let sum = 0;
  for (let at = 1; at < pixels.length; at += 4) sum += Math.abs(rgba[at]! - pixels[at]!);
  return sum / (pixels.length / 4);
}

export function noise(x: number, y: number, seed: number): number {
  let value = Math.imul(x * 7919 + y * 104_729 + seed * 31, 0x9e3779b1);
  value = Math.imul(value ^ (value >>> 15), 0x85ebca6b);
  return value ^ (value >>> 13);
}

/** The two ends of a stream: what is encoded is applied at once. */
export class Pair {
  readonly encoder: PictureEncoder;
  decoder = new PictureDecoder(decompressor);
  sequence = 0;
  nowMs = 0;
  /** Of each kind of operation, how many went over. */
  readonly sent: Partial<Record<OperationType, number>> = {};
  /** The same in bytes. */
  readonly sentBytes: Partial<Record<OperationType, number>> = {};

  constructor(compressor: Compressor, size: ScreenSize, cachePlaces = 0, lossy = false) {
    const now = () => this.nowMs;
    this.encoder = new PictureEncoder(SCREEN, size, compressor, { now, cachePlaces, lossy });
    this.decoder.apply(this.encoder.encodeResize());
  }

  restart(): void {
    this.encoder.restart();
    this.decoder.apply(this.encoder.encodeResize());
  }

  /** @returns the message that went over */
  encode(damage: readonly Rect[], budgetBytes: number): Bytes | undefined {
    const message = this.encoder.encode(damage, budgetBytes, ++this.sequence);
    const applied = message && this.decoder.apply(message);
    if (applied?.type === 'update')
      for (const type of Object.keys(applied.bytes) as OperationType[]) {
        this.sent[type] = (this.sent[type] ?? 0) + 1;
        this.sentBytes[type] = (this.sentBytes[type] ?? 0) + applied.bytes[type]!;
      }
    return message;
  }

  /** Paints and lets everything through. */
  show(rect: Rect, seed: number): void {
    paint(this.encoder.frame, rect, seed);
    this.drain([rect]);
  }

  drain(damage: readonly Rect[] = [], budgetBytes = 1e6): void {
    this.encode(damage, budgetBytes);
    while (this.encoder.pending) this.#mustEncode(budgetBytes);
    for (let due = this.encoder.dueAtMs; due !== undefined; due = this.encoder.dueAtMs) {
      this.nowMs = Math.max(this.nowMs, due);
      this.#mustEncode(budgetBytes);
    }
  }

  /** @param but where it may be another @returns whether the viewer has just what was painted, in the same size */
  isEqual(but?: Rect): boolean {
    const { widthPx, heightPx, pixels } = this.encoder.frame;
    const picture = this.decoder.picture(SCREEN)!;
    if (picture.widthPx !== widthPx || picture.heightPx !== heightPx) return false;
    const shown = new Uint32Array(picture.rgba.buffer, picture.rgba.byteOffset, widthPx * heightPx);
    const painted = new Uint32Array(pixels.buffer, pixels.byteOffset, widthPx * heightPx);
    for (let i = 0; i < shown.length; i++) {
      if (but !== undefined && isWithin(i % widthPx, Math.floor(i / widthPx), but)) continue;
      const word = painted[i]!;
      const rgba = ((word >>> 16) & 255) | (word & 0xff00) | ((word & 255) << 16) | 0xff000000;
      if (shown[i] !== rgba >>> 0) return false;
    }
    return true;
  }

  #mustEncode(budgetBytes: number): void {
    if (this.encode([], budgetBytes) === undefined)
      throw new InvariantError('something is said to be pending, and is not');
  }
}

function isWithin(x: number, y: number, { xPx, yPx, widthPx, heightPx }: Rect): boolean {
  return x >= xPx && x < xPx + widthPx && y >= yPx && y < yPx + heightPx;
}

export const whole = ({ widthPx, heightPx }: ScreenSize): Rect => ({ xPx: 0, yPx: 0, widthPx, heightPx });
