import { readFileSync } from 'node:fs';
import type { Rect } from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lossyQuality } from './lossy.ts';
import { refuses } from './testing/guarded-end.ts';
import { colours, LossyEnd, paint, rgba } from './testing/lossy-end.ts';
import { decodeLossyByTheBook } from './testing/reference-lossy-decoder.ts';

/** Written by packages/codec/vectors.mjs. */
interface Vectors {
  readonly pictures: readonly {
    readonly widthPx: number;
    readonly heightPx: number;
    readonly steps: readonly { readonly quality: number; readonly payload: string; readonly rgb: string }[];
  }[];
  readonly malformed: readonly {
    readonly why: string;
    readonly widthPx: number;
    readonly heightPx: number;
    readonly quality: number;
    readonly payload: string;
  }[];
}
const file = new URL('../../../docs/vectors/lossy-pixels.json', import.meta.url);
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const hex = (values: Uint8Array) => Buffer.from(values).toString('hex');
const whole = ({ widthPx, heightPx }: { widthPx: number; heightPx: number }): Rect => ({
  xPx: 0,
  yPx: 0,
  widthPx,
  heightPx,
});

/** The kernels and the document's decoder, fed alike. */
class Both {
  readonly kernels: LossyEnd;
  readonly rgb: Uint8Array;

  constructor(size: { widthPx: number; heightPx: number }) {
    this.kernels = new LossyEnd(size);
    this.rgb = new Uint8Array(size.widthPx * size.heightPx * 3);
  }

  /** @returns whether it was no lossy rect at all, to both of them */
  decode(quality: number, payload: Uint8Array): boolean {
    const { size } = this.kernels;
    const isRefused = refuses(() => this.kernels.decode(whole(size), quality, payload));
    expect(refuses(() => decodeLossyByTheBook(this.rgb, size, quality, payload))).toBe(isRefused);
    return isRefused;
  }

  expectEqual(): void {
    const { kernels } = this;
    expect(hex(colours(kernels.pixels(kernels.picture), rgba))).toBe(hex(this.rgb));
  }
}

const size = fc.record({
  widthPx: fc.integer({ min: 1, max: 50 }),
  heightPx: fc.integer({ min: 1, max: 50 }),
});
const quality = fc.integer({ min: lossyQuality.finest, max: lossyQuality.coarsest });

describe('lossy pixels by the book', () => {
  test('UP13 the vectors come out of the kernels and of a decoder written from PROTOCOL.md', () => {
    for (const { steps, ...size } of vectors.pictures) {
      const both = new Both(size);
      for (const { quality, payload, rgb } of steps) {
        expect(both.decode(quality, bytes(payload))).toBe(false);
        both.expectEqual();
        expect(hex(both.rgb)).toBe(rgb);
      }
    }
    for (const { why, quality, payload, ...size } of vectors.malformed)
      expect(new Both(size).decode(quality, bytes(payload)), why).toBe(true);
  });

  test('UP13 the kernels paint what the document says, for any content, size, quality and repetition', () => {
    const steps = fc.array(fc.tuple(fc.nat(7), quality), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(size, steps, (size, steps) => {
        const host = new LossyEnd(size);
        const both = new Both(size);
        for (const [seed, quality] of steps) {
          paint(host, seed);
          expect(both.decode(quality, host.encode(whole(size), quality))).toBe(false);
          both.expectEqual();
        }
      }),
      { numRuns: 60 },
    );
  });

  test('UP13 what no host would send is painted alike as well, until both refuse it', () => {
    const small = fc.record({
      widthPx: fc.integer({ min: 1, max: 40 }),
      heightPx: fc.integer({ min: 1, max: 20 }),
    });
    const payload = fc.uint8Array({ maxLength: 700, size: 'max' });
    fc.assert(
      fc.property(small, quality, fc.nat(7), payload, (size, quality, seed, payload) => {
        const host = new LossyEnd(size);
        const both = new Both(size);
        paint(host, seed);
        both.decode(1, host.encode(whole(size), 1));
        both.decode(quality, payload);
        both.expectEqual();
      }),
      { numRuns: 100 },
    );
  });
});
