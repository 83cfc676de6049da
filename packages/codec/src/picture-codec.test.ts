import { zstdCompressSync } from 'node:zlib';
import { type Bytes, decodePicture, type Rect, type ScreenSize } from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PictureDecoder } from './picture-decoder.ts';
import { PictureEncoder } from './picture-encoder.ts';
import { tilePx } from './tile-grid.ts';
import { createZstdDecompressor } from './zstd-wasm.ts';

const SCREEN = 2;
const compressor = { compress: (raw: Uint8Array) => zstdCompressSync(raw) };
const decompressor = createZstdDecompressor();

/** Paints something that depends on place and seed: flat below 8, else noise. The fourth byte is rubbish on purpose. */
function paint({ pixels, widthPx }: PictureEncoder['frame'], rect: Rect, seed: number): void {
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

function noise(x: number, y: number, seed: number): number {
  let value = Math.imul(x * 7919 + y * 104_729 + seed * 31, 0x9e3779b1);
  value = Math.imul(value ^ (value >>> 15), 0x85ebca6b);
  return value ^ (value >>> 13);
}

/** The two ends of a stream: what is encoded is applied at once. */
class Pair {
  readonly encoder: PictureEncoder;
  decoder = new PictureDecoder(decompressor);
  sequence = 0;

  constructor(size: ScreenSize) {
    this.encoder = new PictureEncoder(SCREEN, size, compressor);
    this.decoder.apply(this.encoder.encodeResize());
  }

  restart(): void {
    this.encoder.restart();
    this.decoder.apply(this.encoder.encodeResize());
  }

  /** @returns the message that went over */
  encode(damage: readonly Rect[], budgetBytes: number): Bytes | undefined {
    const message = this.encoder.encode(damage, budgetBytes, ++this.sequence);
    if (message !== undefined) this.decoder.apply(message);
    return message;
  }

  drain(damage: readonly Rect[] = []): void {
    this.encode(damage, 1e6);
    while (this.encoder.pending) expect(this.encode([], 1e6)).toBeDefined();
  }

  expectEqual(): void {
    const { widthPx, heightPx, pixels } = this.encoder.frame;
    const picture = this.decoder.picture(SCREEN)!;
    expect([picture.widthPx, picture.heightPx]).toEqual([widthPx, heightPx]);
    const expected = new Uint8ClampedArray(pixels.length);
    for (let i = 0; i < pixels.length; i += 4) {
      expected[i] = pixels[i + 2]!;
      expected[i + 1] = pixels[i + 1]!;
      expected[i + 2] = pixels[i]!;
      expected[i + 3] = 255;
    }
    expect(Buffer.compare(Buffer.from(picture.rgba), Buffer.from(expected))).toBe(0);
  }
}

const whole = ({ widthPx, heightPx }: ScreenSize): Rect => ({ xPx: 0, yPx: 0, widthPx, heightPx });

const size: fc.Arbitrary<ScreenSize> = fc.oneof(
  fc.constantFrom(
    { widthPx: 1, heightPx: 1 },
    { widthPx: 7, heightPx: 3 },
    { widthPx: 65, heightPx: 17 },
    { widthPx: 64, heightPx: 16 },
  ),
  fc.record({ widthPx: fc.integer({ min: 1, max: 200 }), heightPx: fc.integer({ min: 1, max: 90 }) }),
);
/** Of any screen: fractions are scaled to its size. */
const fractions = fc.tuple(fc.nat(999), fc.nat(999), fc.nat(999), fc.nat(999));
const budgetBytes = fc.oneof(fc.nat(1500), fc.nat(20_000));
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('paint' as const), fractions, seed: fc.nat(15) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('encode' as const), budgetBytes }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('resize' as const), size }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('restart' as const, 'new-viewer' as const) }) },
);

function rectOf({ widthPx, heightPx }: ScreenSize, [x, y, w, h]: readonly number[]): Rect {
  const xPx = Math.floor((x! * widthPx) / 1000);
  const yPx = Math.floor((y! * heightPx) / 1000);
  return {
    xPx,
    yPx,
    widthPx: 1 + Math.floor((w! * (widthPx - xPx)) / 1000),
    heightPx: 1 + Math.floor((h! * (heightPx - yPx)) / 1000),
  };
}

describe('encoder and decoder', () => {
  test('UP8 whatever was painted, resized, cut by budgets and begun anew: once quiet, both pictures are equal', () => {
    fc.assert(
      fc.property(size, fc.array(step, { maxLength: 40 }), (first, steps) => {
        const pair = new Pair(first);
        let damage: Rect[] = [];
        for (const step of steps) {
          if (step.do === 'paint') {
            const rect = rectOf(pair.encoder.frame, step.fractions);
            paint(pair.encoder.frame, rect, step.seed);
            damage.push(rect);
          } else if (step.do === 'encode') {
            pair.encode(damage, step.budgetBytes);
            damage = [];
          } else {
            if (step.do === 'resize') {
              pair.encoder.resize(step.size);
              damage = [whole(step.size)];
            }
            if (step.do === 'new-viewer') pair.decoder = new PictureDecoder(decompressor);
            pair.restart();
          }
        }
        pair.drain(damage);
        pair.expectEqual();
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    [1366, 768],
    [1, 1],
    [7, 3],
    [65, 17],
    [1, 300],
    [300, 1],
  ])('UP8 a whole noisy screen of %i×%i arrives exactly', (widthPx, heightPx) => {
    const pair = new Pair({ widthPx, heightPx });
    paint(pair.encoder.frame, whole(pair.encoder.frame), 99);
    pair.drain([whole(pair.encoder.frame)]);
    pair.expectEqual();
  });

  test('an update is within its budget, except that it may hold one tile', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fractions, fc.nat(20), fc.nat(30_000)), { maxLength: 12 }), (steps) => {
        const pair = new Pair({ widthPx: 333, heightPx: 144 });
        for (const [fraction, seed, budgetBytes] of steps) {
          const rect = rectOf(pair.encoder.frame, fraction);
          paint(pair.encoder.frame, rect, seed);
          const message = pair.encode([rect], budgetBytes);
          if (message === undefined || message.length <= budgetBytes) continue;
          const update = decodePicture(message, () => pair.encoder.frame);
          const pixels = update.type === 'update' ? update.operations.map(({ pixels }) => pixels) : [];
          expect(pixels).toHaveLength(1);
          expect(pixels[0]).toBeLessThanOrEqual(tilePx.width * tilePx.height);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('damage that changed nothing makes no update, and the unused fourth byte is no change', () => {
    const pair = new Pair({ widthPx: 130, heightPx: 40 });
    const rect = whole(pair.encoder.frame);
    paint(pair.encoder.frame, rect, 9);
    pair.drain([rect]);
    for (let i = 3; i < pair.encoder.frame.pixels.length; i += 4) pair.encoder.frame.pixels[i]! ^= 0xff;
    expect(pair.encode([rect], 1e6)).toBeUndefined();
    expect(pair.encoder.pending).toBe(false);
  });

  test('no part of the screen waits for another that never rests', () => {
    const pair = new Pair({ widthPx: 256, heightPx: 128 });
    const top: Rect = { xPx: 0, yPx: 0, widthPx: 256, heightPx: 64 };
    paint(pair.encoder.frame, whole(pair.encoder.frame), 50);
    pair.encode([whole(pair.encoder.frame)], 20_000);
    for (let i = 0; i < 12; i++) {
      paint(pair.encoder.frame, top, 60 + i);
      pair.encode([top], 20_000);
    }
    const { pixels } = pair.encoder.frame;
    const { rgba } = pair.decoder.picture(SCREEN)!;
    for (let at = 64 * 256 * 4; at < pixels.length; at += 4) expect(rgba[at + 1]).toBe(pixels[at + 1]);
  });

  test('a screen of 7680×4320 fits: one pixel in its last corner arrives', () => {
    const pair = new Pair({ widthPx: 7680, heightPx: 4320 });
    pair.drain();
    const rect: Rect = { xPx: 7679, yPx: 4319, widthPx: 1, heightPx: 1 };
    paint(pair.encoder.frame, rect, 5);
    const message = pair.encode([rect], 1e6);
    expect(message!.length).toBeLessThan(100);
    const { rgba } = pair.decoder.picture(SCREEN)!;
    const corner = pair.encoder.frame.pixels.subarray(-4);
    expect([...rgba.subarray(-4)]).toEqual([corner[2], corner[1], corner[0], 255]);
  });
});
