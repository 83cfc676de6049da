import { readFileSync } from 'node:fs';
import { planesRawBytes, type Rect, type ScreenSize, totalAreaPx } from '@fjernhjelp/protocol';
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
import { refuses } from './testing/guarded-end.ts';
import { contents, PhotoEnd, paintContent, writePhoto } from './testing/photo-end.ts';
import { paintPlanes, ReferencePhotoDecoder } from './testing/reference-photo-decoder.ts';

/** Written by packages/codec/vectors.mjs. */
interface Operation {
  readonly rects: VectorRects;
  readonly payload: string;
}
interface Vectors {
  readonly pictures: readonly (ScreenSize & {
    readonly steps: readonly (Operation & { readonly rgb: string })[];
  })[];
  readonly planes: readonly (ScreenSize & {
    readonly rects: VectorRects;
    readonly decompressed: string;
    readonly rgb: string;
  })[];
  readonly malformed: readonly (ScreenSize & {
    readonly why: string;
    readonly steps: readonly Operation[];
  })[];
}
const file = new URL('../../../docs/vectors/photo-pixels.json', import.meta.url);
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const hex = (values: Uint8Array) => Buffer.from(values).toString('hex');

/** The kernels and the document's decoder, fed alike. */
class Both extends BothEnds<PhotoEnd> {
  readonly document = new ReferencePhotoDecoder();

  constructor(size: ScreenSize) {
    super(new PhotoEnd(size));
  }

  /** @returns whether it was no photograph at all, to both of them */
  decode(rects: readonly Rect[], payload: Uint8Array): boolean {
    return this.refuse(
      () => this.kernels.decode(rects, payload),
      (picture) => this.document.decode(picture, rects, payload),
    );
  }

  /** @param planes 3 bytes for each pixel of the rects */
  paintPlanes(rects: readonly Rect[], planes: Uint8Array): void {
    const isRefused = this.refuse(
      () => this.kernels.scatter(rects, planes),
      (picture) => paintPlanes(picture, rects, planes),
    );
    expect(isRefused).toBe(false);
  }
}

const size = fc.record({
  widthPx: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 40 })),
  heightPx: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 30 })),
});
const share = fc.nat(999);
const shape = fc.record({ kind: fc.constantFrom(...shapeKinds), at: fc.tuple(share, share, share, share) });
const shapes = fc.array(shape, { minLength: 1, maxLength: 4 });
const painted = { content: fc.constantFrom(...contents), seed: fc.nat(5), shapes };

describe('photograph pixels by the book', () => {
  test('UP6 UP11 the vectors come out of the kernels and of a decoder written from PROTOCOL.md', () => {
    const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
    expect(vectors.pictures.length).toBeGreaterThan(1);
    for (const { steps, ...size } of vectors.pictures) {
      const both = new Both(size);
      for (const step of steps) {
        expect(both.decode(rectsOf(step), bytes(step.payload))).toBe(false);
        both.expectEqual();
        expect(hex(both.rgb)).toBe(step.rgb);
      }
    }
    expect(vectors.planes.length).toBeGreaterThan(1);
    for (const { decompressed, rgb, ...painted } of vectors.planes) {
      const both = new Both(painted);
      both.paintPlanes(rectsOf(painted), bytes(decompressed));
      both.expectEqual();
      expect(hex(both.rgb)).toBe(rgb);
    }
    expect(vectors.malformed.length).toBeGreaterThan(1);
    for (const { why, steps, ...size } of vectors.malformed) {
      const both = new Both(size);
      for (const [i, step] of steps.entries())
        expect(both.decode(rectsOf(step), bytes(step.payload)), why).toBe(i === steps.length - 1);
    }
  });

  test('UP33 UP34 UP35 the kernels write what the document reads, for any content, rects and repetition', () => {
    fc.assert(
      fc.property(size, fc.array(fc.record(painted), { minLength: 1, maxLength: 5 }), (size, steps) => {
        const host = new PhotoEnd(size);
        const both = new Both(size);
        for (const { content, seed, shapes } of steps) {
          paintContent(host, content, seed);
          const rects = rectsIn(size, shapes);
          const written = host.encode(rects);
          host.checkGuards();
          expect(written!.rects).toEqual(rects);
          expect(both.decode(rects, written!.payload)).toBe(false);
          both.expectAsAt(host, rects);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('UP34 what is learnt stays, until both ends forget it', () => {
    const size = { widthPx: 40, heightPx: 30 };
    const host = new PhotoEnd(size);
    const show = (both: Both) => {
      const { payload } = host.encode([whole(size)])!;
      expect(both.decode([whole(size)], payload)).toBe(false);
      both.expectAsAt(host, [whole(size)]);
      return payload;
    };
    paintContent(host, 'grain', 1);
    const both = new Both(size);
    const first = show(both);
    expect(show(both).length).toBeLessThan(first.length);
    host.forget();
    expect(hex(show(new Both(size)))).toBe(hex(first));
  });

  test('UP35 a row that is too long for the room is taken back: what is written decodes, and so does all that follows', () => {
    const capacity = fc.oneof(fc.nat(40), fc.nat(300), fc.nat(3000));
    const step = fc.record({ ...painted, capacity });
    let stops = 0;
    let parts = 0;
    fc.assert(
      fc.property(size, fc.array(step, { minLength: 4, maxLength: 10 }), (size, steps) => {
        const host = new PhotoEnd(size);
        const both = new Both(size);
        for (const { content, seed, shapes, capacity } of steps) {
          paintContent(host, content, seed);
          const rects = rectsIn(size, shapes);
          const written = host.encode(rects, capacity);
          host.checkGuards();
          const isAll = written !== undefined && isWhole(written.rects, rects);
          if (!isAll) stops++;
          if (written === undefined) continue;
          if (!isAll) parts++;
          expect(written.payload.length).toBeLessThanOrEqual(capacity);
          expect(both.decode(written.rects, written.payload)).toBe(false);
          both.expectAsAt(host, written.rects);
        }
      }),
      { numRuns: 60 },
    );
    expect(stops).toBeGreaterThan(100);
    expect(parts).toBeGreaterThan(30);
  });

  test('UP35 a stop leaves nothing behind, and comes no sooner than it must: the same rows in any parts are the same bytes as if no row had been tried', () => {
    const size = { widthPx: 40, heightPx: 30 };
    fc.assert(
      fc.property(
        fc.constantFrom(...contents),
        fc.nat(9),
        fc.integer({ min: 20, max: 900 }),
        (content, seed, capacity) => {
          const [stopped, never] = [new PhotoEnd(size), new PhotoEnd(size)];
          for (const end of [stopped, never]) paintContent(end, content, seed);
          const rows = (yPx: number, heightPx: number) => [{ ...whole(size), yPx, heightPx }];
          for (let yPx = 0; yPx < size.heightPx; ) {
            const left = size.heightPx - yPx;
            const written = stopped.encode(rows(yPx, left), capacity);
            const done = written?.rects[0]?.heightPx ?? 0;
            if (done > 0) expect(hex(never.encode(rows(yPx, done))!.payload)).toBe(hex(written!.payload));
            if (yPx === 0 && done < left)
              expect(payloadOf(content, seed, rows(0, done + 1)).length).toBeGreaterThan(capacity);
            // What there was no room for goes by itself.
            const alone = done === 0 ? rows(yPx, 1) : undefined;
            if (alone !== undefined)
              expect(hex(stopped.encode(alone)!.payload)).toBe(hex(never.encode(alone)!.payload));
            yPx += Math.max(1, done);
          }
          expect(hex(stopped.encode([whole(size)])!.payload)).toBe(hex(never.encode([whole(size)])!.payload));
        },
      ),
      { numRuns: 40 },
    );

    function payloadOf(content: (typeof contents)[number], seed: number, rects: readonly Rect[]) {
      const fresh = new PhotoEnd(size);
      paintContent(fresh, content, seed);
      return fresh.encode(rects)!.payload;
    }
  });

  test('UP6 UP33 the kernels gather planes that the document undoes, and scatter them to the same pixels, in any width', () => {
    const screen = { widthPx: 44, heightPx: 6 };
    const host = new PhotoEnd(screen);
    for (let widthPx = 1; widthPx <= 40; widthPx++)
      for (const [i, content] of contents.entries()) {
        paintContent(host, content, widthPx);
        const both = new Both(screen);
        // Two of them, so that what one writes beyond its planes spoils the other's.
        const rects = [
          { xPx: i % 4, yPx: 0, widthPx, heightPx: 1 + (i % 4) },
          { xPx: 44 - widthPx, yPx: 4, widthPx, heightPx: 2 },
        ];
        const planes = host.gather(rects);
        host.checkGuards();
        both.paintPlanes(rects, planes);
        both.expectAsAt(host, rects);
      }
  });

  test('UP6 UP33 any planes are painted alike by both, in any rects, and nothing else is', () => {
    fc.assert(
      fc.property(size, shapes, fc.nat(), (size, shapes, seed) => {
        const rects = rectsIn(size, shapes);
        const both = new Both(size);
        const planes = Uint8Array.from(
          { length: planesRawBytes(totalAreaPx(rects)) },
          (_, i) => noise(i, 0, seed) >>> 5,
        );
        both.paintPlanes(rects, planes);
        both.expectEqual();
        expectSameOutside(size, rects, new Uint8Array(both.rgb.length), both.shown);
      }),
      { numRuns: 60 },
    );
    const dot = [{ xPx: 0, yPx: 0, widthPx: 1, heightPx: 1 }];
    for (const sizeBytes of [0, 2, 4])
      expect(
        refuses(() => paintPlanes({ rgb: new Uint8Array(3), widthPx: 1 }, dot, new Uint8Array(sizeBytes))),
      ).toBe(true);
  });

  test('UP11 what is damaged is refused by both or shown alike by both, and nothing but the rects is painted', () => {
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
        const host = new PhotoEnd(size);
        const both = new Both(size);
        for (const { content, seed, shapes, damage } of steps) {
          paintContent(host, content, seed);
          const rects = rectsIn(size, shapes);
          const payload = damaged(host.encode(rects)!.payload, damage);
          const before = both.shown;
          const isRefused = both.decode(rects, payload);
          expectSameOutside(size, rects, before, both.shown);
          both.expectEqual();
          if (!isRefused) continue;
          refused++;
          break;
        }
      }),
      { numRuns: 100 },
    );
    expect(refused).toBeGreaterThan(30);
  });

  test('UP34 UP35 what no host would send, but has the form, is shown alike by both, and refused by both with a byte less or more', () => {
    const step = fc.record({ shapes, seed: fc.nat(), end: fc.constantFrom(0, 0, 0, 0, 0, -1, 1) });
    fc.assert(
      fc.property(size, fc.array(step, { minLength: 1, maxLength: 5 }), (size, steps) => {
        const host = new ReferencePhotoDecoder();
        const both = new Both(size);
        const picture = { rgb: both.rgb.slice(), widthPx: size.widthPx };
        for (const { shapes, seed, end } of steps) {
          const rects = rectsIn(size, shapes);
          let asked = 0;
          const payload = writePhoto(
            host,
            picture,
            rects,
            (below) => (noise(asked++, 3, seed) >>> 6) % below,
          );
          const sent = Uint8Array.from({ length: payload.length + end }, (_, i) => payload[i] ?? 0);
          expect(both.decode(rects, sent)).toBe(end !== 0);
          both.expectEqual();
          if (end !== 0) break;
          expect(hex(both.rgb)).toBe(hex(picture.rgb));
        }
      }),
      { numRuns: 80 },
    );
  });
});
