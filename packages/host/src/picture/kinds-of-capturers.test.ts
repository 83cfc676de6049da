import { zstdCompressSync } from 'node:zlib';
import type { Rect } from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FakeCapturer, type FakeCapturerOptions } from '../testing/fake-capturer.ts';
import { PictureFollower } from '../testing/picture-follower.ts';

const compressor = { compress: (raw: Uint8Array) => zstdCompressSync(raw) };
const whole: Rect = { xPx: 0, yPx: 0, widthPx: 130, heightPx: 70 };

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
