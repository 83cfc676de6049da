import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPacedLine, MBIT } from '../testing/paced-line.ts';
import { createSimulatedTime } from '../testing/simulated-time.ts';
import { PacingWindow } from './pacing-window.ts';

/** What an encoder may exceed a budget by. */
const TILE_BYTES = 2000;
const UPDATE_CAP_BYTES = 256 * 1024;

/** What may happen to a window: an update of a share of its budget, so many answers together, time. */
const steps = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant('send' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
    fc.record({ type: fc.constant('answer' as const), updates: fc.integer({ min: 1, max: 5 }) }),
    fc.record({
      type: fc.constant('wait' as const),
      ms: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.constant(20_000)),
    }),
  ),
  { maxLength: 200 },
);

describe('the window', () => {
  test('UP10 whatever comes: an update fits, what is under way is what was not answered, and it never stops for good', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const window = new PacingWindow();
        const sizes: number[] = [];
        let nowMs = 0;
        let sequence = 0;
        for (const step of list) {
          if (step.type === 'wait') nowMs += step.ms;
          if (step.type === 'answer' && sizes.length > 0) {
            const count = Math.min(step.updates, sizes.length);
            window.acknowledge(sequence - sizes.length + count, nowMs, 0);
            sizes.splice(0, count);
          }
          const room = window.room(nowMs);
          expect(room).toBeGreaterThanOrEqual(0);
          expect(room).toBeLessThanOrEqual(UPDATE_CAP_BYTES);
          if (room > 0 && sizes.length > 0)
            expect(window.underWayBytes + room).toBeLessThanOrEqual(window.windowBytes);
          if (sizes.length === 0 && room === 0) expect(window.waitMs(nowMs)).toBeGreaterThan(0);
          if (step.type === 'send' && room > 0) {
            const sizeBytes = Math.ceil(7 + step.share * (room + TILE_BYTES));
            window.send(++sequence, sizeBytes, room, nowMs);
            sizes.push(sizeBytes);
          }
          expect(window.underWayBytes).toBe(sizes.reduce((sum, bytes) => sum + bytes, 0));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('UP10 on any line, however it changes and however slow the painting: always on', async () => {
    const scenes = fc.record({
      bytesPerMs: fc.double({ min: 30, max: 50_000, noNaN: true }),
      roundTripMs: fc.double({ min: 0.2, max: 300, noNaN: true }),
      paintMs: fc.double({ min: 0, max: 40, noNaN: true }),
      encodeMs: fc.double({ min: 0, max: 20, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(
        scenes,
        fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { maxLength: 3 }),
        async (scene, turns) => {
          const time = createSimulatedTime();
          const { screen, pacer, line } = createPacedLine(time, scene);
          screen.paint(Number.POSITIVE_INFINITY);
          pacer.start();
          for (const turn of [1, ...turns]) {
            line.bytesPerMs *= turn;
            const painted = line.paintedBytes;
            await time.pass(1500);
            // What a faster line was given must be through first, and be painted.
            await time.pass(line.queueMs + line.roundTripMs + 1000);
            expect(line.paintedBytes).toBeGreaterThan(painted);
          }
        },
      ),
      {
        numRuns: 20,
        // A piece of an update that began on a very slow line is through later than a faster line would have it.
        examples: [
          [
            { bytesPerMs: 30, roundTripMs: 0.2, paintMs: 1.1780433333336895, encodeMs: 6.538136666708946 },
            [0.1, 0.1, 4.218130971800664],
          ],
        ],
      },
    );
  });

  test('UP10 no time is lost when there is always something to send', async () => {
    const scenes = fc.record({
      bytesPerMs: fc.double({ min: MBIT / 2, max: 50 * MBIT, noNaN: true }),
      roundTripMs: fc.double({ min: 1, max: 100, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(scenes, async (scene) => {
        const time = createSimulatedTime();
        const { screen, pacer, line } = createPacedLine(time, scene);
        screen.paint(Number.POSITIVE_INFINITY);
        pacer.start();
        await time.pass(5000);
        const before = line.carriedBytes;
        line.longestQueueMs = 0;
        await time.pass(15_000);
        expect((line.carriedBytes - before) / (15_000 * line.bytesPerMs)).toBeGreaterThan(0.9);
        expect(line.longestQueueMs).toBeLessThan(150);
      }),
      { numRuns: 12 },
    );
  });
});
