import { limits, lossyBoundBytes, ProtocolViolation, type Rect, type ScreenSize } from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aligned, createKernels, type Kernels } from './kernels.ts';
import {
  decodeLossyRect,
  encodeLossyRect,
  LOSSY_SCRATCH_BYTES,
  type LossyKernels,
  lossyQuality,
} from './lossy.ts';

const GUARD_BYTES = 4096;
const GUARD = 0xa5;

/** One end: two BGRX pictures and one RGBA, with a guard before and after everything that is written. */
class End {
  readonly kernels = createKernels() as Kernels & LossyKernels;
  readonly size: ScreenSize;
  readonly places: { scratch: number; raw: number };
  readonly frame: number;
  readonly reference: number;
  readonly picture: number;
  readonly #guards: number[] = [];

  constructor(size: ScreenSize) {
    this.size = size;
    let next = 0;
    const place = (sizeBytes: number) => {
      this.#guards.push(next);
      const at = next + GUARD_BYTES;
      next = at + aligned(sizeBytes);
      return at;
    };
    const pictureBytes = size.widthPx * size.heightPx * 4;
    this.places = {
      scratch: place(LOSSY_SCRATCH_BYTES),
      raw: place(lossyBoundBytes(size.widthPx * size.heightPx)),
    };
    this.frame = place(pictureBytes);
    this.reference = place(pictureBytes);
    this.picture = place(pictureBytes);
    this.#guards.push(next);
    this.kernels.reserve(next + GUARD_BYTES);
    for (const at of this.#guards) this.bytes(at, GUARD_BYTES).fill(GUARD);
    this.bytes(this.picture, pictureBytes).fill(0);
    for (let i = 3; i < pictureBytes; i += 4) this.bytes(this.picture, pictureBytes)[i] = 255;
  }

  bytes(at: number, sizeBytes: number): Uint8Array {
    return new Uint8Array(this.kernels.buffer, at, sizeBytes);
  }

  pixels(at: number): Uint8Array {
    return this.bytes(at, this.size.widthPx * this.size.heightPx * 4);
  }

  encode(rect: Rect, quality: number, capacityBytes?: number): Uint8Array {
    const { frame, reference } = this;
    const pictures = { frame, reference, stridePx: this.size.widthPx };
    const sizeBytes = encodeLossyRect(this.kernels, pictures, rect, quality, this.places, capacityBytes);
    return this.bytes(this.places.raw, sizeBytes).slice();
  }

  decode(rect: Rect, quality: number, raw: Uint8Array): void {
    this.bytes(this.places.raw, raw.length).set(raw);
    const picture = { picture: this.picture, stridePx: this.size.widthPx };
    decodeLossyRect(this.kernels, picture, rect, quality, this.places, raw.length);
  }

  expectGuarded(): void {
    for (const at of this.#guards)
      expect(this.bytes(at, GUARD_BYTES).every((value) => value === GUARD)).toBe(true);
  }
}

/** Red, green and blue of every pixel. */
function colours(pixels: Uint8Array, [red, green, blue]: readonly [number, number, number]): Uint8Array {
  const result = new Uint8Array((pixels.length / 4) * 3);
  for (let i = 0, to = 0; i < pixels.length; i += 4) {
    result[to++] = pixels[i + red]!;
    result[to++] = pixels[i + green]!;
    result[to++] = pixels[i + blue]!;
  }
  return result;
}
const bgrx = [2, 1, 0] as const;
const rgba = [0, 1, 2] as const;

/** Smooth below 4, that moves with the seed; stripes at 4; else noise. */
function paint(end: End, seed: number): void {
  const { widthPx, heightPx } = end.size;
  const pixels = end.pixels(end.frame);
  for (let y = 0, i = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, i += 4) {
      const wave = (Math.sin((x + seed * 5) / 9) + Math.cos((y - seed * 3) / 7)) * 40 + 100;
      const hash = Math.imul(x * 7919 + y * 104_729 + seed, 0x9e3779b1);
      for (let channel = 0; channel < 3; channel++) {
        pixels[i + channel] =
          seed < 4 ? wave + channel * 20 : seed === 4 ? ((x + y) & 1) * 255 : hash >>> (8 * channel);
      }
      pixels[i + 3] = hash;
    }
  }
}

const inside = ({ widthPx, heightPx }: ScreenSize) =>
  fc.tuple(fc.nat(999), fc.nat(999), fc.nat(999), fc.nat(999)).map(([x, y, width, height]): Rect => {
    const xPx = Math.floor((x * widthPx) / 1000);
    const yPx = Math.floor((y * heightPx) / 1000);
    return {
      xPx,
      yPx,
      widthPx: 1 + Math.floor((width * (widthPx - xPx)) / 1000),
      heightPx: 1 + Math.floor((height * (heightPx - yPx)) / 1000),
    };
  });
const quality = fc.integer({ min: lossyQuality.finest, max: lossyQuality.coarsest });
const size = fc.record({
  widthPx: fc.integer({ min: 1, max: 75 }),
  heightPx: fc.integer({ min: 1, max: 75 }),
});
const whole = ({ widthPx, heightPx }: ScreenSize): Rect => ({ xPx: 0, yPx: 0, widthPx, heightPx });

describe('lossy rects', () => {
  test('UP13 the reference is what the viewer has, for any content, size, quality and repetition', () => {
    const steps = size.chain((size) =>
      fc.tuple(
        fc.constant(size),
        fc.array(fc.tuple(fc.nat(7), inside(size), quality, fc.option(fc.nat(14_000))), {
          minLength: 1,
          maxLength: 6,
        }),
      ),
    );
    fc.assert(
      fc.property(steps, ([size, steps]) => {
        const host = new End(size);
        const viewer = new End(size);
        for (const [seed, rect, quality, budget] of steps) {
          paint(host, seed);
          const pixels = rect.widthPx * rect.heightPx;
          const capacity =
            budget === null ? undefined : Math.min(Math.max(100, budget), lossyBoundBytes(pixels));
          const raw = host.encode(rect, quality, capacity);
          expect(raw.length).toBeLessThanOrEqual(capacity ?? lossyBoundBytes(pixels));
          viewer.decode(rect, quality, raw);
          expect(
            Buffer.compare(
              colours(host.pixels(host.reference), bgrx),
              colours(viewer.pixels(viewer.picture), rgba),
            ),
          ).toBe(0);
        }
        host.expectGuarded();
        viewer.expectGuarded();
      }),
      { numRuns: 60 },
    );
  });

  test('UP13 whatever the bytes are, the rect is painted or refused, and nothing else is touched', () => {
    const size = { widthPx: 70, heightPx: 53 };
    const host = new End(size);
    const viewer = new End(size);
    paint(host, 2);
    const rect: Rect = { xPx: 16, yPx: 16, widthPx: 40, heightPx: 30 };
    const good = host.encode(rect, 4);
    const hostile = fc.oneof(
      fc.uint8Array({ maxLength: 600 }),
      fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, flip]) => {
        const bytes = good.slice();
        bytes[at]! ^= flip;
        return bytes;
      }),
      fc.nat(good.length).map((length) => good.subarray(0, length)),
    );
    let refused = 0;
    fc.assert(
      fc.property(hostile, quality, (bytes, quality) => {
        try {
          viewer.decode(rect, quality, bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolViolation);
          expect(error).toMatchObject({ code: 'malformed' });
          refused++;
        }
      }),
      { numRuns: 600 },
    );
    expect(refused).toBeGreaterThan(100);
    viewer.expectGuarded();
    const pixels = viewer.pixels(viewer.picture);
    for (let i = 0; i < pixels.length; i += 4) {
      const x = (i / 4) % size.widthPx;
      const y = Math.floor(i / 4 / size.widthPx);
      const within =
        x >= rect.xPx && x < rect.xPx + rect.widthPx && y >= rect.yPx && y < rect.yPx + rect.heightPx;
      if (!within) expect([...pixels.subarray(i, i + 4)]).toEqual([0, 0, 0, 255]);
      else expect(pixels[i + 3]).toBe(255);
    }
  });

  test('UP13 bytes of another length are refused', () => {
    const size = { widthPx: 64, heightPx: 48 };
    const host = new End(size);
    paint(host, 1);
    const raw = host.encode(whole(size), 6);
    for (const wrong of [raw.subarray(1), raw.subarray(0, -1), Uint8Array.of(...raw, 0), new Uint8Array()])
      expect(() => new End(size).decode(whole(size), 6, wrong)).toThrow(ProtocolViolation);
    for (const wrong of [0, limits.coarsestQuality + 1, 1.5])
      expect(() => new End(size).decode(whole(size), wrong, raw)).toThrow(ProtocolViolation);
    expect(() => new End(size).decode(whole(size), 6, raw)).not.toThrow();
  });

  test('UP13 a still picture at the finest quality comes near the source, and is then left alone', () => {
    const size = { widthPx: 160, heightPx: 90 };
    const host = new End(size);
    paint(host, 0);
    host.encode(whole(size), 40);
    for (let i = 0; i < 4; i++) host.encode(whole(size), lossyQuality.finest);
    const wanted = colours(host.pixels(host.frame), bgrx);
    const got = colours(host.pixels(host.reference), bgrx);
    let worst = 0;
    for (let i = 0; i < wanted.length; i++) worst = Math.max(worst, Math.abs(wanted[i]! - got[i]!));
    expect(worst).toBeLessThanOrEqual(8);
    const cells = Math.ceil(size.widthPx / 16) * Math.ceil(size.heightPx / 16);
    expect(host.encode(whole(size), 6).length).toBeLessThan(cells);
  });

  test('UP13 a budget leaves the rest as it was', () => {
    const size = { widthPx: 320, heightPx: 160 };
    const host = new End(size);
    paint(host, 6);
    const raw = host.encode(whole(size), 2, 14_000);
    expect(raw.length).toBeLessThanOrEqual(14_000);
    const reference = host.pixels(host.reference);
    expect(reference.subarray(0, 16 * 4).some((value) => value !== 0)).toBe(true);
    expect(reference.subarray(-16 * 4).every((value) => value === 0)).toBe(true);
  });

  test('UP13 the most that an operation may hold fits into what is set aside, in any shape', () => {
    for (const [widthPx, heightPx] of [
      [7680, 34],
      [60, 4320],
      [512, 512],
    ] as const) {
      const host = new End({ widthPx, heightPx });
      paint(host, 5);
      host.encode(whole({ widthPx, heightPx }), lossyQuality.finest);
      host.expectGuarded();
    }
  });
});
