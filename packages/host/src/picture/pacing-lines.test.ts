import { describe, expect, test } from 'vitest';
import { createPacedLine, MBIT, type PacedLine } from '../testing/paced-line.ts';
import { createSimulatedTime, type SimulatedTime } from '../testing/simulated-time.ts';

/** A screen that never rests, after the line was found out. */
async function busy(bytesPerMs: number, roundTripMs: number) {
  const time = createSimulatedTime();
  const scene = createPacedLine(time, { bytesPerMs, roundTripMs });
  scene.screen.paint(Number.POSITIVE_INFINITY);
  scene.pacer.start();
  await time.pass(5000);
  scene.line.longestQueueMs = 0;
  return { time, ...scene };
}

/** @returns the share of what the line could have carried */
async function used({ line }: PacedLine, time: SimulatedTime, ms: number): Promise<number> {
  const before = line.carriedBytes;
  await time.pass(ms);
  return (line.carriedBytes - before) / (ms * line.bytesPerMs);
}

const percentile = (sorted: readonly number[], share: number) => sorted[Math.floor(sorted.length * share)]!;

describe('pacing on a line (simulated)', () => {
  test.each([
    [1, 5],
    [1, 40],
    [1, 200],
    [4, 5],
    [4, 40],
    [4, 200],
    [100, 5],
    [100, 40],
  ])('UP10 %i Mbit/s, %i ms: busy, and no queue grows', async (mbit, roundTripMs) => {
    const scene = await busy(mbit * MBIT, roundTripMs);
    expect(await used(scene, scene.time, 25_000)).toBeGreaterThan(0.9);
    // Two updates, and on a long line what is tried on top of that.
    expect(scene.line.longestQueueMs).toBeLessThan(roundTripMs === 200 ? 150 : 110);
  });

  test('UP10 fills what the channel lets it on a line longer than that: 100 Mbit/s over 200 ms', async () => {
    const scene = await busy(100 * MBIT, 200);
    expect(await used(scene, scene.time, 10_000)).toBeGreaterThan(0.5);
    expect(scene.pacer.windowBytes).toBeLessThan(2 * 1024 * 1024);
  });

  test.each([5, 40, 200])(
    'UP10 1 Mbit/s, %i ms: never more than about 100 ms, from the first byte on',
    async (roundTripMs) => {
      const time = createSimulatedTime();
      const { screen, pacer, line } = createPacedLine(time, { bytesPerMs: MBIT, roundTripMs });
      screen.paint(Number.POSITIVE_INFINITY);
      pacer.start();
      await time.pass(8000);
      expect(line.longestQueueMs).toBeLessThan(120);
    },
  );

  test('UP10 what is typed while a video plays is painted within 150 ms at 1 Mbit/s', async () => {
    const scene = await busy(MBIT, 20);
    for (let key = 0; key < 100; key++) {
      await scene.time.pass(83.3);
      scene.screen.type();
    }
    await scene.time.pass(1000);
    const typedMs = scene.typedMs();
    expect(typedMs).toHaveLength(100);
    expect(percentile(typedMs, 0.95)).toBeLessThan(150);
  });

  test('UP10 the first picture on a free line needs three answers, not many: 150 KB, 1 Gbit/s, 1 ms', async () => {
    const time = createSimulatedTime();
    const scene = createPacedLine(time, { bytesPerMs: 1000 * MBIT, roundTripMs: 1 });
    scene.screen.paint(150_000);
    scene.pacer.start();
    expect(await scene.untilPainted()).toBeLessThan(50);
  });

  test('UP10 a viewer that needs 40 ms for each update has the first picture, 380 kB, on a free line after seven', async () => {
    const time = createSimulatedTime();
    const scene = createPacedLine(time, { bytesPerMs: 1000 * MBIT, roundTripMs: 2, paintMs: 40 });
    scene.screen.paint(380_000);
    scene.pacer.start();
    await scene.untilPainted();
    expect(scene.line.painted.size).toBeLessThanOrEqual(7);
  });

  /** A line that was full, and then carried nothing but a film for so long that it may be another one. */
  async function playFilm(bytesPerMs: number) {
    const { time, ...scene } = await busy(bytesPerMs, 5);
    scene.screen.rest();
    const play = async (ms: number) => {
      for (let playedMs = 0; playedMs < ms; playedMs += 33) {
        scene.screen.paint(5000);
        await time.pass(33);
      }
    };
    await play(12_000);
    return { time, play, ...scene };
  }

  test('UP10 a film ends on a line that was thinner and is free: it is made exact in few updates', async () => {
    const { screen, line, untilPainted } = await playFilm(8 * MBIT);
    line.bytesPerMs = 1000 * MBIT;
    const before = line.painted.size;
    screen.paint(900_000);
    await untilPainted();
    expect(line.painted.size - before).toBeLessThanOrEqual(6);
  });

  test.each([
    ['8 Mbit/s: a trial is felt, once in a while', 8, 110],
    ['4 Mbit/s: nothing is tried', 4, 85],
    ['1 Mbit/s: nothing is tried', 1, 90],
  ])('UP10 much to send after a film, %s', async (_, mbit, mostMs) => {
    const { screen, line, play, untilPainted } = await playFilm(mbit * MBIT);
    line.longestQueueMs = 0;
    screen.paint(2_000_000);
    await untilPainted();
    expect(line.longestQueueMs).toBeLessThan(mostMs);
    await play(5000);
    line.longestQueueMs = 0;
    screen.paint(200_000);
    await untilPainted();
    expect(line.longestQueueMs).toBeLessThan(90);
  });

  test.each([
    [1000, 1, 5],
    [100, 1, 5],
    [100, 4, 40],
    [4, 1, 40],
  ])(
    'UP10 a line that falls from %i to %i Mbit/s, %i ms, has its short queue again when the old one is through',
    async (from, to, roundTripMs) => {
      const { time, line, ...scene } = await busy(from * MBIT, roundTripMs);
      line.bytesPerMs = to * MBIT;
      await time.pass(line.queueMs + 3000);
      line.longestQueueMs = 0;
      expect(await used({ line, ...scene }, time, 5000)).toBeGreaterThan(0.9);
      expect(line.longestQueueMs).toBeLessThan(110);
    },
  );

  test('UP10 a fall is noticed with the second answer at the latest', async () => {
    const { time, line, pacer } = await busy(1000 * MBIT, 5);
    const before = pacer.windowBytes;
    line.bytesPerMs = MBIT;
    const painted = line.painted.size;
    while (line.painted.size < painted + 3) await time.pass(10);
    await time.pass(10);
    expect(pacer.windowBytes).toBeLessThan(before / 8);
  });

  test.each([5, 40, 200])(
    'UP10 a line that rises from 1 to 100 Mbit/s, %i ms, is soon used',
    async (roundTripMs) => {
      const { time, line, ...scene } = await busy(MBIT, roundTripMs);
      line.bytesPerMs = 100 * MBIT;
      await time.pass(20 * roundTripMs + 300);
      expect(await used({ line, ...scene }, time, 2000)).toBeGreaterThan(roundTripMs === 200 ? 0.4 : 0.8);
    },
  );

  test('UP10 a line that becomes longer is used again, and shorter again has no queue', async () => {
    const { time, line, ...scene } = await busy(4 * MBIT, 5);
    line.roundTripMs = 200;
    await time.pass(4000);
    expect(await used({ line, ...scene }, time, 4000)).toBeGreaterThan(0.9);
    line.roundTripMs = 5;
    await time.pass(4000);
    line.longestQueueMs = 0;
    await time.pass(4000);
    expect(line.longestQueueMs).toBeLessThan(150);
  });

  test('UP10 what is typed does not make the line look slow, nor does a rest', async () => {
    const { time, line, screen, pacer, ...scene } = await busy(100 * MBIT, 5);
    screen.rest();
    await time.pass(1000);
    const before = pacer.windowBytes;
    for (let key = 0; key < 200; key++) {
      await time.pass(83.3);
      screen.type();
    }
    await time.pass(60_000);
    expect(pacer.windowBytes).toBeGreaterThan(before / 2);
    screen.paint(1_000_000);
    // 80 ms for the bytes alone.
    expect(await scene.untilPainted()).toBeLessThan(160);
  });

  test('UP10 a viewer that stalls gets no more than a window, and all is well soon after', async () => {
    const { time, line, pacer, ...scene } = await busy(4 * MBIT, 40);
    line.stalled = true;
    await time.pass(8000);
    expect(pacer.underWayBytes).toBeLessThanOrEqual(pacer.windowBytes);
    line.stalled = false;
    await time.pass(2000);
    line.longestQueueMs = 0;
    expect(await used({ line, pacer, ...scene }, time, 5000)).toBeGreaterThan(0.9);
    expect(line.longestQueueMs).toBeLessThan(110);
  });

  test('UP10 a viewer that paints slowly is paced too: by bytes, and by updates when they are small', async () => {
    const time = createSimulatedTime();
    const heavy = createPacedLine(time, { bytesPerMs: 100 * MBIT, roundTripMs: 5, paintMsPerByte: 0.001 });
    heavy.screen.paint(Number.POSITIVE_INFINITY);
    heavy.pacer.start();
    await time.pass(5000);
    // It paints 1 KB/ms.
    expect(heavy.pacer.underWayBytes).toBeLessThan(150_000);

    const small = createPacedLine(time, { bytesPerMs: 100 * MBIT, roundTripMs: 5, paintMs: 50 });
    small.pacer.start();
    for (let key = 0; key < 600; key++) {
      await time.pass(11);
      small.screen.type();
    }
    await time.pass(1000);
    expect(percentile(small.typedMs(), 0.95)).toBeLessThan(250);
  });

  test('UP9 UP10 a viewer that is slow because of the pixels gets whole steps of a scroll, and no more of them than it paints', async () => {
    const time = createSimulatedTime();
    const { screen, pacer, line, ...scene } = createPacedLine(time, {
      bytesPerMs: 1000 * MBIT,
      roundTripMs: 1,
      paintMs: 40,
    });
    pacer.start();
    screen.paint(200_000);
    await scene.untilPainted();
    const before = line.painted.size;
    const steps = 150;
    for (let step = 0; step < steps; step++) {
      line.paintMs = step % 10 === 9 ? 120 : 40;
      screen.paint(12_000);
      await time.pass(50);
      expect(screen.budgets.at(-1)).toBeGreaterThan(24_000);
    }
    await scene.untilPainted();
    expect(line.painted.size - before).toBeLessThanOrEqual(steps);
    expect(line.painted.size - before).toBeGreaterThan(steps * 0.8);
  });

  test('UP27 of a film on a free line one picture in several is answered, and on one that falls to 1 Mbit/s no backlog forms', async () => {
    const time = createSimulatedTime();
    const { screen, pacer, line } = createPacedLine(time, { bytesPerMs: 1000 * MBIT, roundTripMs: 2 });
    pacer.start();
    screen.paint(1_000_000);
    await time.pass(1000);
    const play = async (pictures: number) => {
      for (let i = 0; i < pictures; i++) {
        screen.paint(7000);
        await time.pass(33);
      }
    };
    const before = line.answers;
    await play(90);
    expect(line.answers - before).toBeLessThan(30);
    expect(line.longestQueueMs).toBeLessThan(10);
    line.bytesPerMs = MBIT;
    await play(60);
    line.longestQueueMs = 0;
    await play(60);
    expect(line.longestQueueMs).toBeLessThan(115);
  });

  test.each([3000, 16_000])(
    'UP10 what passes a line at once after a rest, %i bytes, does not make it look fast to a film at 1 Mbit/s',
    async (burstBytes) => {
      const time = createSimulatedTime();
      const { screen, pacer, line } = createPacedLine(time, { bytesPerMs: MBIT, burstBytes, roundTripMs: 4 });
      pacer.start();
      screen.paint(400_000);
      await time.pass(6000);
      const before = line.painted.size;
      line.longestQueueMs = 0;
      const queuesMs: number[] = [];
      for (let picture = 0; picture < 900; picture++) {
        screen.show(5300);
        await time.pass(33.3);
        queuesMs.push(line.queueMs);
      }
      expect(line.painted.size - before).toBeGreaterThan(870);
      expect(
        percentile(
          queuesMs.sort((a, b) => a - b),
          0.95,
        ),
      ).toBeLessThan(15);
      // Once in ten seconds it is tried whether the line has become faster.
      expect(line.longestQueueMs).toBeLessThan(150);
    },
  );

  test.each([
    ['an encoder that is slower than the line', 'paint', 20],
    ['a film', 'show', 3],
  ] as const)(
    'UP10 that a line has become faster is found out, too, where it rests before each update: %s',
    async (_, change, encodeMs) => {
      const time = createSimulatedTime();
      const scene = { bytesPerMs: MBIT, burstBytes: 3000, roundTripMs: 4, encodeMs };
      const { screen, pacer, line } = createPacedLine(time, scene);
      screen.paint(400_000);
      pacer.start();
      await time.pass(10_000);
      const play = async (pictures: number) => {
        for (let i = 0; i < pictures; i++) {
          screen[change](9000);
          await time.pass(33);
        }
      };
      await play(300);
      expect(screen.budgets.at(-1)).toBeLessThan(4500);
      line.bytesPerMs = 100 * MBIT;
      await play(450);
      expect(screen.budgets.at(-1)).toBeGreaterThan(9000);
    },
  );

  test('UP10 after a stop and a start it goes on as before', async () => {
    const { time, line, pacer, ...scene } = await busy(MBIT, 40);
    pacer.stop();
    await time.pass(500);
    const sent = line.carriedBytes;
    await time.pass(500);
    expect(line.carriedBytes).toBe(sent);
    line.longestQueueMs = 0;
    pacer.start();
    await time.pass(1000);
    expect(await used({ line, pacer, ...scene }, time, 5000)).toBeGreaterThan(0.9);
    expect(line.longestQueueMs).toBeLessThan(110);
  });
});
