import { limits, lossyBoundBytes, ProtocolViolation, type Rect, type ScreenSize } from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lossyQuality } from './lossy.ts';
import { bgrx, colours, LossyEnd, paint, rgba } from './testing/lossy-end.ts';

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
/** What of a picture of four bytes a pixel lies in a rect. */
const rowsOf = (pixels: Uint8Array, size: ScreenSize, { xPx, yPx, widthPx, heightPx }: Rect): Uint8Array =>
  Buffer.concat(
    Array.from({ length: heightPx }, (_, row) => {
      const start = ((yPx + row) * size.widthPx + xPx) * 4;
      return pixels.subarray(start, start + widthPx * 4);
    }),
  );
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
        const host = new LossyEnd(size);
        const viewer = new LossyEnd(size);
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
        host.checkGuards();
        viewer.checkGuards();
      }),
      { numRuns: 60 },
    );
  });

  test('UP13 the reference is what the viewer has where what is owed is painted, after however many pictures', () => {
    const films = size
      .chain((size) => fc.tuple(fc.constant(size), inside(size)))
      .chain(([size, rect]) => {
        const picture = fc.record({
          seed: fc.nat(7),
          quality,
          budget: fc.option(fc.nat(14_000), { nil: undefined }),
          looked: fc.option(inside(rect), { nil: undefined }),
        });
        return fc.tuple(
          fc.constant(size),
          fc.constant(rect),
          fc.array(picture, { minLength: 1, maxLength: 9 }),
        );
      });
    fc.assert(
      fc.property(films, ([size, rect, pictures]) => {
        const host = new LossyEnd(size);
        const viewer = new LossyEnd(size);
        const most = lossyBoundBytes(rect.widthPx * rect.heightPx);
        const referenceOf = (part: Rect) => colours(rowsOf(host.pixels(host.reference), size, part), bgrx);
        const expectSame = (part: Rect) =>
          expect(
            Buffer.compare(
              referenceOf(part),
              colours(rowsOf(viewer.pixels(viewer.picture), size, part), rgba),
            ),
          ).toBe(0);
        for (const { seed, quality, budget, looked } of pictures) {
          paint(host, seed);
          const capacity = budget === undefined ? undefined : Math.min(Math.max(100, budget), most);
          viewer.decode(rect, quality, host.encodeOn(rect, quality, capacity));
          if (looked === undefined) continue;
          const part = { ...looked, xPx: rect.xPx + looked.xPx, yPx: rect.yPx + looked.yPx };
          const above = { ...rect, heightPx: Math.floor(looked.yPx / 16) * 16 };
          const before = referenceOf(above);
          host.paintOwed(rect, part);
          expectSame(part);
          expect(Buffer.compare(referenceOf(above), before)).toBe(0);
        }
        host.paintOwed(rect);
        expectSame(whole(size));
        host.checkGuards();
        viewer.checkGuards();
      }),
      { numRuns: 100 },
    );
  });

  test('UP13 whatever the bytes are, the rect is painted or refused, and nothing else is touched', () => {
    const size = { widthPx: 70, heightPx: 53 };
    const host = new LossyEnd(size);
    const viewer = new LossyEnd(size);
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
    viewer.checkGuards();
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
    const host = new LossyEnd(size);
    paint(host, 1);
    const raw = host.encode(whole(size), 6);
    for (const wrong of [raw.subarray(1), raw.subarray(0, -1), Uint8Array.of(...raw, 0), new Uint8Array()])
      expect(() => new LossyEnd(size).decode(whole(size), 6, wrong)).toThrow(ProtocolViolation);
    for (const wrong of [0, limits.coarsestQuality + 1, 1.5])
      expect(() => new LossyEnd(size).decode(whole(size), wrong, raw)).toThrow(ProtocolViolation);
    expect(() => new LossyEnd(size).decode(whole(size), 6, raw)).not.toThrow();
  });

  test('UP13 a still picture at the finest quality comes near the source, and is then left alone', () => {
    const size = { widthPx: 160, heightPx: 90 };
    const host = new LossyEnd(size);
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
    const host = new LossyEnd(size);
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
      const host = new LossyEnd({ widthPx, heightPx });
      paint(host, 5);
      host.encode(whole({ widthPx, heightPx }), lossyQuality.finest);
      host.checkGuards();
    }
  });
});
