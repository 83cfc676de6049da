import { zstdCompressSync } from 'node:zlib';
import type { Rect } from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FakeCapturer, type FakeCapturerOptions } from '../testing/fake-capturer.ts';
import { PictureFollower } from '../testing/picture-follower.ts';
import { createFrame } from './frames.ts';

const compressor = { compress: (raw: Uint8Array) => zstdCompressSync(raw) };
const whole: Rect = { xPx: 0, yPx: 0, widthPx: 130, heightPx: 70 };
/** Three of its rows. */
const MOST_PX = 390;

function setUp(tells: NonNullable<FakeCapturerOptions['tells']>) {
  const capturer = new FakeCapturer(whole.widthPx, whole.heightPx, { tells });
  const viewer = new PictureFollower(capturer, compressor, { nowMs: 1000 });
  capturer.paint(whole, 3);
  viewer.takeAll();
  expect(viewer.shows(0, capturer.pixelsOf(0))).toBe(true);
  return { capturer, viewer };
}

describe('what a system tells of changes', () => {
  test('of one that tells nothing, tiles are compared: what did not change is not sent', () => {
    const { capturer, viewer } = setUp('none');
    viewer.server.notice();
    expect(viewer.take()).toBe(0);
    capturer.paint({ xPx: 110, yPx: 50, widthPx: 4, heightPx: 4 }, 60);
    viewer.server.notice();
    expect(viewer.take()).toBeLessThan(150);
    expect(viewer.shows(0, capturer.pixelsOf(0))).toBe(true);
  });

  test('UP14 a move that the system tells of is one to the viewer, though it is too small to be looked for', () => {
    const { capturer, viewer } = setUp('moves');
    capturer.move({ xPx: 0, yPx: 0, widthPx: 96, heightPx: 48 }, 32, 16);
    viewer.server.notice();
    viewer.take();
    expect(viewer.came.moves).toBe(1);
    expect(viewer.shows(0, capturer.pixelsOf(0))).toBe(true);
  });

  test.each(['exact', 'moves', 'rows'] as const)(
    'UP10 what is large is left when it is to be, told %s: it comes later as it is then, what is small at once unless it touches that',
    (tells) => {
      const capturer = new FakeCapturer(whole.widthPx, whole.heightPx, { tells });
      const frame = createFrame(whole);
      capturer.capture(0, frame, true);
      const window: Rect = { xPx: 30, yPx: 20, widthPx: 60, heightPx: 20 };
      const entry: Rect = { xPx: 4, yPx: 50, widthPx: 9, heightPx: 2 };
      const isWritten = ({ xPx, yPx }: Rect) => frame.pixels[(yPx * whole.widthPx + xPx) * 4 + 1] !== 0;
      const capture = (mostPx?: number) => capturer.capture(0, frame, false, mostPx);
      capturer.paint(window, 3);
      capturer.move(window, 32, 22);
      capturer.paint(entry, 3);
      expect(capture(MOST_PX)).toMatchObject({ moves: [], hasMore: true });
      expect([isWritten(window), isWritten(entry)]).toEqual([false, true]);
      capturer.paint({ ...window, widthPx: 1, heightPx: 1 }, 3);
      expect(capture(MOST_PX)).toEqual({ damage: [], moves: [], hasMore: true });
      capturer.paint(window, 9);
      expect(capture()).toMatchObject({ moves: [], hasMore: false });
      expect(frame.pixels).toEqual(capturer.pixelsOf(0));
      expect(capture(MOST_PX)).toEqual({ damage: [], moves: [], hasMore: false });
    },
  );

  test('UP10 of one that tells nothing all is left when it is to be', () => {
    const capturer = new FakeCapturer(whole.widthPx, whole.heightPx, { tells: 'none' });
    const frame = createFrame(whole);
    capturer.paint(whole, 3);
    expect(capturer.capture(0, frame, false, MOST_PX)).toEqual({ damage: [], moves: [], hasMore: true });
    expect(capturer.capture(0, frame, false)).toEqual({ damage: [whole], moves: [], hasMore: false });
    expect(frame.pixels).toEqual(capturer.pixelsOf(0));
  });

  test.each(['exact', 'moves', 'none'] as const)(
    'UP8 whatever is painted and moved, told %s, at full size and scaled: the viewer has it once it is quiet',
    (tells) => {
      const part = fc.tuple(
        fc.nat(64),
        fc.nat(34),
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 1, max: 34 }),
      );
      const step = fc.oneof(
        fc.record({ do: fc.constant('paint' as const), part, seed: fc.nat(99) }),
        fc.record({ do: fc.constant('move' as const), part, to: fc.tuple(fc.nat(64), fc.nat(34)) }),
        fc.record({ do: fc.constant('take' as const), budgetBytes: fc.nat(6000) }),
        fc.record({ do: fc.constant('scale' as const), maxWidthPx: fc.constantFrom(0, 0, 50) }),
      );
      fc.assert(
        fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
          const { capturer, viewer } = setUp(tells);
          for (const step of steps) {
            if (step.do === 'take') {
              viewer.server.notice();
              viewer.take(step.budgetBytes);
            } else if (step.do === 'scale')
              viewer.watch({ screen: 0, maxWidthPx: step.maxWidthPx, maxHeightPx: step.maxWidthPx });
            else {
              const [xPx, yPx, widthPx, heightPx] = step.part;
              const rect = { xPx, yPx, widthPx, heightPx };
              if (step.do === 'paint') capturer.paint(rect, step.seed);
              else capturer.move(rect, ...step.to);
            }
          }
          viewer.watch({ screen: 0, maxWidthPx: 0, maxHeightPx: 0 });
          viewer.takeAll();
          expect(viewer.shows(0, capturer.pixelsOf(0))).toBe(true);
        }),
        { numRuns: 25 },
      );
    },
  );
});
