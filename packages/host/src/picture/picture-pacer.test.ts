import { type Bytes, encodePicture } from '@fjernhjelp/protocol';
import { describe, expect, test } from 'vitest';
import { createFakePictureSource } from '../testing/fake-picture-source.ts';
import { PicturePacer } from './picture-pacer.ts';

const KIB = 1024;
const resize = encodePicture({ type: 'resize', screen: 0, widthPx: 640, heightPx: 480 });

function update(sequence: number, sizeBytes: number): Bytes {
  const rects = [{ xPx: 0, yPx: 0, widthPx: 1, heightPx: 1 }];
  const payload = new Uint8Array(sizeBytes - 21);
  return encodePicture({
    type: 'update',
    screen: 0,
    sequence,
    operations: [{ type: 'exact-tiles', rects, pixels: 1, payload }],
  });
}

function setUp() {
  const fake = createFakePictureSource();
  const budgets: number[] = [];
  const source = {
    next(budgetBytes: number) {
      budgets.push(budgetBytes);
      return fake.next(budgetBytes);
    },
    onCursor: fake.onCursor,
    restart: fake.restart,
    close: fake.close,
  };
  const sent: Bytes[] = [];
  const losses: Error[] = [];
  const time = { nowMs: 0 };
  const pacer = new PicturePacer({
    source,
    send: (message) => sent.push(message),
    clock: { now: () => time.nowMs },
    lost: (error) => losses.push(error),
  });
  /** Lets promises that are settled be heard. */
  const settle = async () => {
    for (let i = 0; i < 5; i++) await Promise.resolve();
  };
  const paint = async (message: Bytes) => {
    fake.paint(message);
    await settle();
  };
  return { fake, budgets, sent, losses, time, pacer, paint, settle };
}

/** Runs a line that carries so much, with its own round trip, under a host that always has something to send. */
async function fillLine(bytesPerMs: number, roundTripMs: number, updates: number) {
  const setup = setUp();
  const { pacer, paint, time, budgets } = setup;
  pacer.start();
  await paint(resize);
  let lineFreeMs = 0;
  const arrivals: { sequence: number; atMs: number }[] = [];
  for (let sequence = 1; sequence <= updates; sequence++) {
    while (setup.fake.nexts < sequence + 1) {
      const arrival = arrivals.shift()!;
      time.nowMs = Math.max(time.nowMs, arrival.atMs);
      pacer.acknowledge(arrival.sequence);
      await setup.settle();
    }
    const sizeBytes = budgets.at(-1)!;
    lineFreeMs = Math.max(lineFreeMs, time.nowMs) + sizeBytes / bytesPerMs;
    arrivals.push({ sequence, atMs: lineFreeMs + roundTripMs });
    await paint(update(sequence, sizeBytes));
  }
  return { windowBytes: pacer.windowBytes, waitMs: lineFreeMs + roundTripMs - time.nowMs };
}

describe('pacing', () => {
  test('UP10 begins anew, and a resize takes no place', async () => {
    const { fake, pacer, paint, sent, budgets } = setUp();
    pacer.start();
    pacer.start();
    expect(fake.restarts).toBe(1);
    await paint(resize);
    await paint(update(1, 1000));
    await paint(update(2, 1000));
    expect(sent).toHaveLength(3);
    expect(budgets).toEqual([64 * KIB, 64 * KIB, 64 * KIB - 1000]);
  });

  test('UP10 has at most two updates under way and goes on with an acknowledgement', async () => {
    const { fake, pacer, paint, time } = setUp();
    pacer.start();
    await paint(update(1, 100));
    await paint(update(2, 100));
    expect(fake.nexts).toBe(2);
    time.nowMs = 20;
    pacer.acknowledge(1);
    expect(fake.nexts).toBe(3);
  });

  test('UP9 an acknowledgement covers everything before it; an older one changes nothing', async () => {
    const { fake, pacer, paint } = setUp();
    pacer.start();
    await paint(update(1, 100));
    await paint(update(2, 100));
    pacer.acknowledge(2);
    await paint(update(3, 100));
    await paint(update(4, 100));
    expect(fake.nexts).toBe(4);
    pacer.acknowledge(1);
    expect(fake.nexts).toBe(4);
  });

  test('UP9 an acknowledgement of what was never sent is a violation', async () => {
    const { pacer, paint } = setUp();
    pacer.start();
    await paint(update(1, 100));
    expect(() => pacer.acknowledge(2)).toThrow(
      expect.objectContaining({ name: 'ProtocolViolation', code: 'out-of-range' }),
    );
  });

  test('UP10 asks for nothing while the window is full', async () => {
    const { fake, pacer, paint, time } = setUp();
    pacer.start();
    await paint(update(1, 60 * KIB));
    expect(fake.nexts).toBe(1);
    time.nowMs = 500;
    pacer.acknowledge(1);
    expect(fake.nexts).toBe(2);
  });

  test('UP10 one update larger than every window does not stop it', async () => {
    const { fake, pacer, paint } = setUp();
    pacer.start();
    await paint(update(1, 5000 * KIB));
    pacer.acknowledge(1);
    expect(fake.nexts).toBe(2);
  });

  test('UP10 the window opens on a fast line, as far as 4 MiB', async () => {
    const { windowBytes } = await fillLine(200_000, 2, 40);
    expect(windowBytes).toBe(4 * KIB * KIB);
  });

  test('UP10 on a line of 4 Mbit/s no more than a third of a second is under way', async () => {
    const { windowBytes, waitMs } = await fillLine(500, 20, 60);
    expect(windowBytes).toBeLessThanOrEqual(500 * 330);
    expect(waitMs).toBeLessThan(370);
  });

  test('UP10 on a line of 1 Mbit/s the window stays at its floor', async () => {
    const { windowBytes } = await fillLine(125, 30, 60);
    expect(windowBytes).toBe(64 * KIB);
  });

  test('UP10 a long line is filled: 100 Mbit/s over 120 ms', async () => {
    const { windowBytes } = await fillLine(12_500, 120, 60);
    expect(windowBytes).toBeGreaterThan(12_500 * 120);
  });

  test('UP10 what is typed does not make the line look slow', async () => {
    const { pacer, paint, time } = setUp();
    pacer.start();
    for (let sequence = 1; sequence < 20; sequence++) {
      await paint(update(sequence, sequence < 10 ? 60 * KIB : 200));
      time.nowMs += 5;
      const before = pacer.windowBytes;
      pacer.acknowledge(sequence);
      if (sequence >= 10) expect(pacer.windowBytes).toBe(before);
    }
  });

  test('after a stop nothing that was asked for is sent, and old acknowledgements are let be', async () => {
    const { fake, pacer, paint, sent } = setUp();
    pacer.start();
    await paint(update(1, 100));
    pacer.stop();
    pacer.stop();
    expect(fake.closed).toBe(true);
    await paint(update(2, 100));
    expect(sent).toHaveLength(1);
    pacer.acknowledge(1);
    expect(fake.nexts).toBe(2);
    pacer.start();
    expect([fake.restarts, fake.nexts]).toEqual([2, 3]);
    await paint(resize);
    expect(sent).toHaveLength(2);
  });

  test('a lost screen is told once, and stops it', async () => {
    const { fake, pacer, losses, settle } = setUp();
    pacer.start();
    fake.lose(new Error('gone'));
    await settle();
    expect(losses).toEqual([new Error('gone')]);
    expect(fake.closed).toBe(true);
  });
});
