import { readFileSync } from 'node:fs';
import type { Rect, ScreenSize } from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BothEnds,
  damaged,
  damages,
  expectSameOutside,
  isWhole,
  rectsIn,
  rectsOf,
  shapeKinds,
  type VectorRects,
} from './testing/by-the-book.ts';
import { noise, whole } from './testing/codec-pair.ts';
import { type TextChoices, writeText } from './testing/hostile-text.ts';
import { ReferenceTextDecoder } from './testing/reference-text-decoder.ts';
import { contents, paintContent, TextEnd } from './testing/text-end.ts';

/** Written by packages/codec/vectors.mjs. */
interface Operation {
  readonly rects: VectorRects;
  readonly anew: number;
  readonly payload: string;
}
interface Vectors {
  readonly pictures: readonly {
    readonly widthPx: number;
    readonly heightPx: number;
    readonly steps: readonly (Operation & { readonly rgb: string })[];
  }[];
  readonly malformed: readonly (ScreenSize & {
    readonly why: string;
    readonly steps: readonly Operation[];
  })[];
}
const file = new URL('../../../docs/vectors/text-pixels.json', import.meta.url);
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const hex = (values: Uint8Array) => Buffer.from(values).toString('hex');

/** The kernels and the document's decoder, fed alike. */
class Both extends BothEnds<TextEnd> {
  readonly document = new ReferenceTextDecoder();

  constructor(size: ScreenSize) {
    super(new TextEnd(size));
  }

  /** @returns whether it was no text at all, to both of them */
  decode(rects: readonly Rect[], payload: Uint8Array, isAnew = false): boolean {
    return this.refuse(
      () => this.kernels.decode(rects, payload, isAnew),
      (picture) => this.document.decode(picture, rects, payload, isAnew),
    );
  }
}

const size = fc.record({
  widthPx: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 70 })),
  heightPx: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 60 })),
});
const share = fc.nat(999);
const shape = fc.record({ kind: fc.constantFrom(...shapeKinds), at: fc.tuple(share, share, share, share) });
const shapes = fc.array(shape, { minLength: 1, maxLength: 4 });
const painted = { content: fc.constantFrom(...contents), seed: fc.nat(5), shapes };

describe('text pixels by the book', () => {
  test('UP12 the vectors come out of the kernels and of a decoder written from PROTOCOL.md', () => {
    const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
    expect(vectors.pictures.length).toBeGreaterThan(1);
    for (const { steps, ...size } of vectors.pictures) {
      const both = new Both(size);
      for (const step of steps) {
        expect(both.decode(rectsOf(step), bytes(step.payload), step.anew === 1)).toBe(false);
        both.expectEqual();
        expect(hex(both.rgb)).toBe(step.rgb);
      }
    }
    expect(vectors.malformed.length).toBeGreaterThan(1);
    for (const { why, steps, ...size } of vectors.malformed) {
      const both = new Both(size);
      for (const [i, step] of steps.entries())
        expect(both.decode(rectsOf(step), bytes(step.payload), step.anew === 1), why).toBe(
          i === steps.length - 1,
        );
    }
  });

  test('UP28 UP29 UP30 UP31 UP32 the kernels write what the document reads, for any content, rects and repetition', () => {
    const step = fc.record({ ...painted, isAnew: fc.nat(7).map((one) => one === 0) });
    fc.assert(
      fc.property(size, fc.array(step, { minLength: 1, maxLength: 5 }), (size, steps) => {
        const host = new TextEnd(size);
        const both = new Both(size);
        for (const { content, seed, shapes, isAnew } of steps) {
          paintContent(host, content, seed);
          if (isAnew) host.forget();
          const rects = rectsIn(size, shapes);
          const written = host.encode(rects);
          host.checkGuards();
          expect(written!.rects).toEqual(rects);
          expect(both.decode(rects, written!.payload, isAnew)).toBe(false);
          both.expectAsAt(host, rects);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('UP28 UP32 a book that is full takes no more colours, until it begins anew', () => {
    const size = { widthPx: 66, heightPx: 64 };
    const host = new TextEnd(size);
    const both = new Both(size);
    const show = (content: 'many' | 'mixed' | 'letters', seed: number, isAnew = false) => {
      paintContent(host, content, seed);
      if (isAnew) host.forget();
      const { payload } = host.encode([whole(size)])!;
      expect(both.decode([whole(size)], payload, isAnew)).toBe(false);
      both.expectAsAt(host, [whole(size)]);
      return payload.length;
    };
    show('letters', 1);
    show('many', 1);
    expect(both.document.learnt.book.length).toBe(4094);
    // The few that had no room are sent with their colour again; the others by their places.
    const again = show('many', 1);
    const unknown = show('many', 2);
    expect(unknown - again).toBeGreaterThan(66 * 64);
    show('mixed', 3);
    show('letters', 1);
    show('many', 2, true);
    expect(show('many', 2)).toBeLessThan(unknown);
  });

  test('UP30 a row that is too long for the room is taken back: what is written decodes, and so does all that follows', () => {
    const capacity = fc.oneof(fc.nat(40), fc.nat(300), fc.nat(4000));
    const step = fc.record({ ...painted, capacity, isAnew: fc.nat(11).map((one) => one === 0) });
    let stops = 0;
    let parts = 0;
    fc.assert(
      fc.property(size, fc.array(step, { minLength: 4, maxLength: 12 }), (size, steps) => {
        const host = new TextEnd(size);
        const both = new Both(size);
        let isAnew = false;
        for (const { content, seed, shapes, capacity, isAnew: begins } of steps) {
          paintContent(host, content, seed);
          if (begins) host.forget();
          isAnew ||= begins;
          const rects = rectsIn(size, shapes);
          const written = host.encode(rects, capacity);
          host.checkGuards();
          const isAll = written !== undefined && isWhole(written.rects, rects);
          if (!isAll) stops++;
          if (written === undefined) continue;
          if (!isAll) parts++;
          expect(written.payload.length).toBeLessThanOrEqual(capacity);
          expect(both.decode(written.rects, written.payload, isAnew)).toBe(false);
          both.expectAsAt(host, written.rects);
          isAnew = false;
        }
      }),
      { numRuns: 60 },
    );
    expect(stops).toBeGreaterThan(100);
    expect(parts).toBeGreaterThan(30);
  });

  test('UP30 a stop leaves nothing behind: the same rows in any parts are the same bytes as if no row had been tried', () => {
    const size = { widthPx: 60, heightPx: 40 };
    fc.assert(
      fc.property(
        fc.constantFrom(...contents),
        fc.nat(9),
        fc.integer({ min: 60, max: 900 }),
        (content, seed, capacity) => {
          const [stopped, never] = [new TextEnd(size), new TextEnd(size)];
          for (const end of [stopped, never]) paintContent(end, content, seed);
          for (let yPx = 0, tries = 0; yPx < size.heightPx && tries < 100; tries++) {
            const written = stopped.encode(
              [{ ...whole(size), yPx, heightPx: size.heightPx - yPx }],
              capacity,
            );
            if (written === undefined) {
              expect(stopped.encode([{ ...whole(size), yPx, heightPx: 1 }])!.payload.length).toBeGreaterThan(
                capacity,
              );
              return;
            }
            expect(hex(never.encode(written.rects)!.payload)).toBe(hex(written.payload));
            yPx += written.rects[0]!.heightPx;
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('UP12 what is damaged is refused by both or shown alike by both, and nothing but the rects is painted', () => {
    const damage = fc.record({
      how: fc.constantFrom(...damages),
      at: fc.nat(),
      bit: fc.nat(7),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 60 }),
    });
    const step = fc.record({ ...painted, damage: fc.option(damage, { freq: 2 }) });
    let refused = 0;
    fc.assert(
      fc.property(size, fc.array(step, { minLength: 2, maxLength: 5 }), (size, steps) => {
        const host = new TextEnd(size);
        const both = new Both(size);
        for (const { content, seed, shapes, damage } of steps) {
          paintContent(host, content, seed);
          const rects = rectsIn(size, shapes);
          const payload = damaged(host.encode(rects)!.payload, damage);
          const before = both.shown;
          const isRefused = both.decode(rects, payload);
          expectSameOutside(size, rects, before, both.shown);
          if (isRefused) {
            refused++;
            break;
          }
          both.expectEqual();
        }
      }),
      { numRuns: 100 },
    );
    expect(refused).toBeGreaterThan(30);
  });

  test('UP30 UP31 UP32 what no host would send, but has the form, is refused by both or shown alike by both', () => {
    const habits = fc.record({
      shapes,
      seed: fc.nat(),
      wrong: fc.constantFrom(1, 10, 40),
      right: fc.constantFrom(20, 70, 97),
      fresh: fc.constantFrom(10, 50, 99),
      nonsense: fc.constantFrom(0, 0, 0, 2, 20),
    });
    const counts = { refused: 0, shown: 0 };
    fc.assert(
      fc.property(size, fc.array(habits, { minLength: 1, maxLength: 5 }), (size, steps) => {
        const host = new ReferenceTextDecoder(true);
        const both = new Both(size);
        const picture = { rgb: both.rgb.slice(), widthPx: size.widthPx };
        for (const { shapes, ...habits } of steps) {
          const rects = rectsIn(size, shapes);
          const { payload, isMalformed } = writeText(host, picture, rects, choicesOf(habits));
          expect(both.decode(rects, payload)).toBe(isMalformed);
          counts[isMalformed ? 'refused' : 'shown']++;
          if (isMalformed) break;
          both.expectEqual();
          expect(hex(both.rgb)).toBe(hex(picture.rgb));
        }
      }),
      { numRuns: 80 },
    );
    expect(counts.refused).toBeGreaterThan(5);
    expect(counts.shown).toBeGreaterThan(50);
  });
});

/** In percent each, but for the seed. */
function choicesOf(habits: {
  readonly seed: number;
  readonly wrong: number;
  readonly right: number;
  readonly fresh: number;
  readonly nonsense: number;
}): TextChoices {
  let asked = 0;
  const draw = (below: number) => (noise(asked++, habits.seed >>> 8, habits.seed) >>> 4) % below;
  const by = (percent: number) => draw(100) < percent;
  return {
    isWrong: () => by(habits.wrong),
    rightOnes: () => (by(habits.nonsense) ? draw(12) : 0),
    isRight: () => by(habits.right),
    place: (colours) =>
      by(habits.nonsense / 2) ? draw(4096) : colours === 0 || by(habits.fresh) ? 4095 : draw(colours),
    colour: () => draw(1 << 24),
  };
}
