import { zstdCompressSync } from 'node:zlib';
import type { Rect } from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FakeCapturer, type FakeCapturerOptions } from '../testing/fake-capturer.ts';
import { PictureFollower } from '../testing/picture-follower.ts';

const compressor = { compress: (raw: Uint8Array) => zstdCompressSync(raw) };
const screen = { widthPx: 640, heightPx: 480 };
const window: Rect = { xPx: 40, yPx: 40, widthPx: 400, heightPx: 300 };
const entry: Rect = { xPx: 560, yPx: 440, widthPx: 40, heightPx: 16 };
const SEED = 37;
/** Less than what comes out from under the window takes. */
const THIN_BYTES = 1500;
const STEP_MS = 30;

/** Something like letters, which no packing makes small and nothing takes for a photograph. */
function write(capturer: FakeCapturer, rect: Rect, seed: number): void {
  const pixels = capturer.pixelsOf(0);
  const { widthPx } = capturer.screens[0]!;
  for (let y = rect.yPx; y < rect.yPx + rect.heightPx; y++) {
    for (let x = rect.xPx; x < rect.xPx + rect.widthPx; x++) {
      let ink = Math.imul(x * 7919 + y * 104_729 + seed * 31, 0x9e3779b1);
      ink = Math.imul(ink ^ (ink >>> 15), 0x85ebca6b);
      const level = ((ink ^ (ink >>> 13)) & 3) === 0 ? (ink >>> 20) & 0x30 : 0xff;
      pixels.fill(level, (y * widthPx + x) * 4, (y * widthPx + x) * 4 + 3);
    }
  }
  capturer.damage(rect);
}

/** A window on a page, of which the viewer has everything, with a line that carries a part of a step at a time. */
class Desk {
  readonly clock = { nowMs: 1000 };
  readonly capturer: FakeCapturer;
  readonly follower: PictureFollower;
  #at = window;

  constructor(options: FakeCapturerOptions = {}) {
    this.capturer = new FakeCapturer(screen.widthPx, screen.heightPx, options);
    this.follower = new PictureFollower(this.capturer, compressor, this.clock);
    write(this.capturer, { xPx: 0, yPx: 0, ...screen }, SEED);
    write(this.capturer, window, SEED + 4);
    this.follower.takeAll();
  }

  /** @returns the pixels of the screen as it is then */
  drag(byXPx: number, byYPx: number): Uint8Array {
    const was = this.#at;
    this.#at = { ...was, xPx: was.xPx + byXPx, yPx: was.yPx + byYPx };
    this.capturer.move(was, this.#at.xPx, this.#at.yPx);
    write(this.capturer, { ...was, heightPx: byYPx }, SEED + 9);
    write(this.capturer, { ...was, widthPx: byXPx }, SEED + 9);
    // As a window over others is told of: in one piece.
    this.capturer.damage({ ...was, widthPx: was.widthPx + byXPx, heightPx: was.heightPx + byYPx });
    this.follower.server.notice();
    return this.capturer.pixelsOf(0).slice();
  }

  take(): number {
    this.clock.nowMs += STEP_MS;
    return this.follower.take(THIN_BYTES);
  }

  shows(pixels: Uint8Array): boolean {
    return this.follower.shows(0, pixels);
  }
}

test('UP10 of what moves a step that was begun is shown whole before the next is captured, however many are painted meanwhile', () => {
  const desk = new Desk();
  for (let round = 0; round < 3; round++) {
    const begun = desk.drag(16, 12);
    desk.take();
    expect(desk.shows(begun)).toBe(false);
    let parts = 1;
    while (!desk.shows(begun)) {
      desk.drag(3, 2);
      expect(desk.take()).toBeGreaterThan(0);
      expect(++parts).toBeLessThan(8);
    }
    desk.follower.takeAll();
    expect(desk.shows(desk.capturer.pixelsOf(0))).toBe(true);
  }
});

test('UP10 what is small goes with the next update, before what was begun', () => {
  const desk = new Desk();
  const begun = desk.drag(16, 12);
  desk.take();
  desk.drag(3, 2);
  write(desk.capturer, entry, SEED + 20);
  desk.follower.server.notice();
  desk.take();
  const row = (pixels: ArrayLike<number>) => {
    const start = (entry.yPx * screen.widthPx + entry.xPx) * 4;
    return Array.from({ length: entry.widthPx }, (_, i) => pixels[start + i * 4 + 1]);
  };
  expect(desk.shows(begun)).toBe(false);
  expect(row(desk.follower.decoder.picture(0)!.rgba)).toEqual(row(desk.capturer.pixelsOf(0)));
});

test('UP8 what is painted and painted back around a step in parts is there, where a screen is compared with what was captured last', () => {
  const desk = new Desk({ tells: 'rows' });
  const paint = (seed: number) => {
    write(desk.capturer, entry, seed);
    desk.follower.server.notice();
  };
  for (const seed of [SEED + 20, SEED + 30]) {
    desk.drag(16, 12);
    desk.take();
    desk.drag(3, 2);
    paint(SEED);
    desk.follower.takeAll();
    paint(seed);
    desk.follower.takeAll();
  }
  expect(desk.shows(desk.capturer.pixelsOf(0))).toBe(true);
  desk.drag(16, 12);
  desk.take();
  paint(SEED);
  desk.follower.takeAll();
  expect(desk.shows(desk.capturer.pixelsOf(0))).toBe(true);
});

test('UP10 nothing is captured while a step is unfinished and nothing new is told, and what was left is when it is', () => {
  const desk = new Desk();
  const begun = desk.drag(16, 12);
  desk.take();
  const newest = desk.drag(3, 2);
  desk.take();
  const { captures } = desk.capturer;
  while (!desk.shows(begun)) {
    expect(desk.capturer.captures).toBe(captures);
    desk.take();
  }
  expect(desk.follower.server.hasMore).toBe(true);
  while (desk.take() > 0);
  expect(desk.capturer.captures).toBe(captures + 1);
  expect(desk.shows(newest)).toBe(true);
  expect(desk.follower.server.hasMore).toBe(false);
});

test('UP10 what was begun is left for the newest when it takes the line longer than a quarter of a second', () => {
  const desk = new Desk();
  desk.drag(60, 60);
  desk.take();
  const before = desk.capturer.captures;
  desk.clock.nowMs += 250;
  const newest = desk.drag(16, 12);
  let parts = 0;
  while (!desk.shows(newest) && parts++ < 100) desk.follower.take(THIN_BYTES);
  expect(desk.shows(newest)).toBe(true);
  expect(desk.capturer.captures).toBe(before + 1);
});

test.each(['exact', 'moves', 'none', 'rows'] as const)(
  'UP8 whatever is dragged, painted, resized and taken on a thin line, of a screen that tells %s: once quiet, both pictures are equal',
  (tells) => {
    const place = fc.record({ xPx: fc.nat(300), yPx: fc.nat(200) });
    const size = fc.record({
      widthPx: fc.integer({ min: 1, max: 300 }),
      heightPx: fc.integer({ min: 1, max: 250 }),
    });
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ type: fc.constant('move' as const), size, from: place, to: place }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ type: fc.constant('paint' as const), size, at: place, seed: fc.nat(200) }),
      },
      {
        weight: 8,
        arbitrary: fc.record({
          type: fc.constant('take' as const),
          bytes: fc.integer({ min: 100, max: 5000 }),
        }),
      },
      { weight: 1, arbitrary: fc.record({ type: fc.constant('wait' as const), ms: fc.nat(300) }) },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.constant('resize' as const),
          widthPx: fc.integer({ min: 600, max: 640 }),
        }),
      },
      { weight: 1, arbitrary: fc.record({ type: fc.constant('restart' as const) }) },
      {
        weight: 1,
        arbitrary: fc.record({ type: fc.constant('scale' as const), maxWidthPx: fc.constantFrom(0, 500) }),
      },
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 40 }), (steps) => {
        const clock = { nowMs: 1000 };
        const capturer = new FakeCapturer(screen.widthPx, screen.heightPx, { tells });
        const follower = new PictureFollower(capturer, compressor, clock);
        capturer.paint({ xPx: 0, yPx: 0, ...screen }, SEED);
        follower.takeAll();
        for (const step of steps) {
          clock.nowMs += 5;
          if (step.type === 'move') capturer.move({ ...step.from, ...step.size }, step.to.xPx, step.to.yPx);
          if (step.type === 'paint') capturer.paint({ ...step.at, ...step.size }, step.seed);
          if (step.type === 'take') follower.take(step.bytes);
          if (step.type === 'wait') clock.nowMs += step.ms;
          if (step.type === 'resize') capturer.resize(step.widthPx, screen.heightPx);
          if (step.type === 'scale')
            follower.watch({ screen: 0, maxWidthPx: step.maxWidthPx, maxHeightPx: 0 });
          if (step.type === 'restart') follower.server.restart();
          else follower.server.notice();
        }
        if (steps.some(({ type }) => type === 'scale'))
          follower.watch({ screen: 0, maxWidthPx: 0, maxHeightPx: 0 });
        follower.takeAll();
        expect(follower.shows(0, capturer.pixelsOf(0))).toBe(true);
      }),
      { numRuns: 5 },
    );
  },
);
