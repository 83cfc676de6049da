import type { CursorShape, Rect } from '@fjernhjelp/protocol';
import type { Capturer, Frame } from '../ports.ts';

const BYTES_PER_PIXEL = 4;

/** A screen that the test paints. As a real one, it goes on waking its user until its damage is taken. */
export class FakeCapturer implements Capturer {
  /** How often `capture` was called. */
  captures = 0;
  closed = false;
  #widthPx: number;
  #heightPx: number;
  /** BGRX. */
  #pixels: Uint8Array;
  #damage: Rect[] = [];
  #everything = true;
  #cursor: CursorShape | undefined;
  #lost: Error | undefined;
  #waiter: PromiseWithResolvers<void> | undefined;

  constructor(widthPx: number, heightPx: number) {
    this.#widthPx = widthPx;
    this.#heightPx = heightPx;
    this.#pixels = new Uint8Array(widthPx * heightPx * BYTES_PER_PIXEL);
  }

  get widthPx(): number {
    return this.#widthPx;
  }

  get heightPx(): number {
    return this.#heightPx;
  }

  wait(): Promise<void> {
    this.#waiter ??= Promise.withResolvers<void>();
    const { promise } = this.#waiter;
    this.#settle();
    return promise;
  }

  capture(frame: Frame): readonly Rect[] | 'resized' {
    this.captures++;
    if (this.#lost !== undefined) throw this.#lost;
    if (frame.widthPx !== this.#widthPx || frame.heightPx !== this.#heightPx) return 'resized';
    const whole = { xPx: 0, yPx: 0, widthPx: this.#widthPx, heightPx: this.#heightPx };
    const rects = this.#everything ? [whole] : this.#damage;
    this.#everything = false;
    this.#damage = [];
    for (const { xPx, yPx, widthPx, heightPx } of rects) {
      for (let row = yPx; row < yPx + heightPx; row++) {
        const start = (row * this.#widthPx + xPx) * BYTES_PER_PIXEL;
        frame.pixels.set(this.#pixels.subarray(start, start + widthPx * BYTES_PER_PIXEL), start);
      }
    }
    return rects;
  }

  takeCursor(): CursorShape | undefined {
    const cursor = this.#cursor;
    this.#cursor = undefined;
    return cursor;
  }

  close(): void {
    this.closed = true;
    this.#waiter?.reject(new Error('closed'));
    this.#waiter = undefined;
  }

  /** Paints a pattern that `patternAt` tells. */
  paint(rect: Rect, seed: number): void {
    for (let y = rect.yPx; y < rect.yPx + rect.heightPx; y++) {
      for (let x = rect.xPx; x < rect.xPx + rect.widthPx; x++) {
        const [red, green, blue] = patternAt(x, y, seed);
        this.#pixels.set([blue, green, red, 0], (y * this.#widthPx + x) * BYTES_PER_PIXEL);
      }
    }
    this.damage(rect);
  }

  /** Says that something may have changed; nothing has. */
  damage(rect: Rect): void {
    this.#damage.push(rect);
    this.#settle();
  }

  /** The screen has another size, and is black. */
  resize(widthPx: number, heightPx: number): void {
    this.#widthPx = widthPx;
    this.#heightPx = heightPx;
    this.#pixels = new Uint8Array(widthPx * heightPx * BYTES_PER_PIXEL);
    this.#damage = [];
    this.#everything = true;
    this.#settle();
  }

  setCursor(shape: CursorShape): void {
    this.#cursor = shape;
    this.#settle();
  }

  lose(error: Error): void {
    this.#lost = error;
    this.#waiter?.reject(error);
    this.#waiter = undefined;
  }

  #settle(): void {
    if (!this.#everything && this.#damage.length === 0 && this.#cursor === undefined) return;
    this.#waiter?.resolve();
    this.#waiter = undefined;
  }
}

/** @returns red, green and blue of a pixel that was painted with this seed: 0 is black */
export function patternAt(xPx: number, yPx: number, seed: number): readonly [number, number, number] {
  return [(seed * (xPx + 1)) & 255, (seed * (yPx + 3)) & 255, (seed * 7 * ((xPx ^ yPx) + 1)) & 255];
}
