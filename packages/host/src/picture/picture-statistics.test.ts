import {
  type Bytes,
  ByteWriter,
  decodePicture,
  encodePictureAnswer,
  type PictureStatistics,
  pictureSequence,
} from '@fjernhjelp/protocol';
import { describe, expect, test } from 'vitest';
import { createPictureFeed } from '../picture-feed.ts';
import { createFakePictureSource } from '../testing/fake-picture-source.ts';
import { createSimulatedTime } from '../testing/simulated-time.ts';
import { StatisticsBook } from './picture-statistics.ts';

const line = { bytesPerSecond: 125_000, underWayBytes: 4000 };
const times = { ageMs: 0, encodeMs: 0 };

/** @param takeMs what each update took until it was answered, one after the other */
function answered(...takeMs: readonly number[]): StatisticsBook {
  const book = new StatisticsBook();
  for (const [sequence, ms] of takeMs.entries()) {
    book.sent(sequence, times, 1000 * sequence);
    book.acknowledged(sequence, 1000 * sequence + ms);
  }
  return book;
}

describe('what is measured', () => {
  test('UP20 from damage to answer: sent at 0 when its damage was 4 ms old, answered at 20', () => {
    const book = new StatisticsBook();
    book.sent(1, { ageMs: 4, encodeMs: 3 }, 0);
    book.acknowledged(1, 20);
    expect(book.take(line)).toEqual({
      latencyP50TenthMs: 240,
      latencyP95TenthMs: 240,
      encodeTenthMs: 30,
      bytesPerSecond: 125_000,
      underWayBytes: 4000,
      lineLosses: 0,
    });
  });

  test('UP20 the median and the 95th percentile, in whatever order they came', () => {
    const takeMs = Array.from({ length: 20 }, (_, i) => 1 + ((i * 7) % 20));
    expect(answered(...takeMs).take(line)).toMatchObject({ latencyP50TenthMs: 100, latencyP95TenthMs: 190 });
    expect(answered(7, 30).take(line)).toMatchObject({ latencyP50TenthMs: 70, latencyP95TenthMs: 300 });
    const book = new StatisticsBook();
    for (const encodeMs of [9, 1.25, 3]) book.sent(1, { ageMs: 0, encodeMs }, 0);
    expect(book.take(line).encodeTenthMs).toBe(30);
  });

  test('UP9 UP20 an answer covers all updates before it, each for its own time, and none that comes after', () => {
    const book = new StatisticsBook();
    for (const sequence of [3, 4, 7, 8]) book.sent(sequence, times, sequence);
    book.acknowledged(7, 23);
    expect(book.take(line)).toMatchObject({ latencyP50TenthMs: 190, latencyP95TenthMs: 200 });
    // Covered already.
    book.acknowledged(4, 50);
    expect(book.take(line).latencyP95TenthMs).toBe(0);
    book.acknowledged(8, 58);
    expect(book.take(line)).toMatchObject({ latencyP50TenthMs: 500, latencyP95TenthMs: 500 });
  });

  test('UP20 what was not measured is 0, also in a second after one in which it was', () => {
    const nothing = { latencyP50TenthMs: 0, latencyP95TenthMs: 0, encodeTenthMs: 0 };
    expect(new StatisticsBook().take(line)).toMatchObject(nothing);
    const book = new StatisticsBook();
    book.sent(1, { ageMs: 4, encodeMs: 3 }, 0);
    expect(book.take(line)).toMatchObject({ ...nothing, encodeTenthMs: 30 });
    book.acknowledged(1, 20);
    expect(book.take(line)).toMatchObject({ latencyP50TenthMs: 240, encodeTenthMs: 0 });
    expect(book.take(line)).toMatchObject(nothing);
  });

  test('UP20 how often the line was lost in this session, not in this second', () => {
    const book = new StatisticsBook();
    book.lineLost();
    expect(book.take(line).lineLosses).toBe(1);
    book.lineLost();
    expect(book.take(line).lineLosses).toBe(2);
    expect(book.take(line).lineLosses).toBe(2);
  });

  test('UP20 every field fits into its four bytes, whatever was measured', () => {
    const book = new StatisticsBook();
    book.sent(1, { ageMs: -50, encodeMs: 1e12 }, 0);
    book.acknowledged(1, 20);
    const huge = { bytesPerSecond: 1e12, underWayBytes: 0.6 };
    expect(book.take(huge)).toMatchObject({
      latencyP50TenthMs: 0,
      encodeTenthMs: 0xffff_ffff,
      bytesPerSecond: 0xffff_ffff,
      underWayBytes: 1,
    });
  });
});

function update(sequence: number, sizeBytes: number): Bytes {
  const message = new Uint8Array(sizeBytes);
  message.set(new ByteWriter(6).u8(2).u8(0).u32(sequence).finish());
  return message;
}

/** A feed that is started, and what came of it. */
function setUp() {
  const time = createSimulatedTime();
  const source = createFakePictureSource();
  const told: { readonly atMs: number; readonly statistics: PictureStatistics }[] = [];
  const startMs = time.now();
  const feed = createPictureFeed({
    clock: time,
    open: () => source,
    send(message) {
      // The updates of these tests hold nothing.
      if (pictureSequence(message) !== undefined) return;
      const picture = decodePicture(message, () => undefined);
      if (picture.type === 'statistics')
        told.push({ atMs: time.now() - startMs, statistics: picture.statistics });
    },
    cursor() {},
    pointer() {},
    obstacle() {},
    failed(error) {
      throw error;
    },
    watching() {},
  });
  feed.start();
  return {
    time,
    source,
    feed,
    told,
    watch: (statistics: boolean) =>
      feed.receive(encodePictureAnswer({ type: 'watch', screens: [], cachePlaces: 100, statistics })),
    /** @returns when they were told in that time */
    async pass(ms: number) {
      told.length = 0;
      await time.pass(ms);
      return told.map(({ atMs }) => atMs);
    },
  };
}

describe('what a viewer is told', () => {
  test('UP18 UP20 nothing without a watch, nor by one that does not ask for it', async () => {
    const { watch, pass } = setUp();
    expect(await pass(5000)).toEqual([]);
    watch(false);
    expect(await pass(5000)).toEqual([]);
  });

  test('UP18 UP20 once a second from when it asks for it until it asks no more, however often it says so', async () => {
    const { watch, pass } = setUp();
    watch(true);
    expect(await pass(2500)).toEqual([1000, 2000]);
    watch(true);
    expect(await pass(1500)).toEqual([3000, 4000]);
    watch(false);
    expect(await pass(6000)).toEqual([]);
    watch(true);
    expect(await pass(2000)).toEqual([11_000, 12_000]);
    // Never two within a second.
    for (let i = 0; i < 10; i++) {
      watch(i % 2 === 1);
      expect(await pass(300)).toEqual([]);
    }
  });

  test('UP20 nothing while it may not see, and nothing after the end', async () => {
    const { feed, watch, pass } = setUp();
    watch(true);
    expect(await pass(1500)).toEqual([1000]);
    feed.stop();
    expect(await pass(5000)).toEqual([]);
    // What it says of it meanwhile holds from the next start.
    watch(false);
    watch(true);
    expect(await pass(5000)).toEqual([]);
    feed.start();
    expect(await pass(2000)).toEqual([12_500, 13_500]);
    feed.close();
    expect(await pass(5000)).toEqual([]);
  });

  test('UP20 what the source says of each update, when its answer came, the line, and its losses', async () => {
    const { time, source, feed, told, watch, pass } = setUp();
    watch(true);
    source.paint(update(1, 700));
    await time.pass(20);
    feed.receive(encodePictureAnswer({ type: 'painted', sequence: 1, heldMs: 0 }));
    source.paint(update(2, 300));
    feed.lineLost();
    feed.lineLost();
    await pass(1000);
    expect(told).toHaveLength(1);
    // The source says that its damage is 3 ms old, and that it took 2 ms.
    expect(told[0]!.statistics).toMatchObject({
      latencyP50TenthMs: 230,
      latencyP95TenthMs: 230,
      encodeTenthMs: 20,
      underWayBytes: 300,
      lineLosses: 2,
    });
    expect(told[0]!.statistics.bytesPerSecond).toBeGreaterThan(0);
    await pass(1000);
    expect(told[0]!.statistics).toMatchObject({ latencyP50TenthMs: 0, encodeTenthMs: 0, lineLosses: 2 });
  });

  test('UP20 what was answered while nobody asked for it says nothing of the time after', async () => {
    const { time, source, feed, told, watch, pass } = setUp();
    watch(true);
    source.paint(update(1, 700));
    await time.pass(10);
    watch(false);
    feed.receive(encodePictureAnswer({ type: 'painted', sequence: 1, heldMs: 0 }));
    await time.pass(60_000);
    watch(true);
    source.paint(update(2, 700));
    await time.pass(20);
    feed.receive(encodePictureAnswer({ type: 'painted', sequence: 2, heldMs: 0 }));
    await pass(1000);
    expect(told[0]!.statistics).toMatchObject({ latencyP50TenthMs: 230, latencyP95TenthMs: 230 });
  });
});
