import { type Bytes, ByteWriter, mayAnswerWait } from '@fjernhjelp/protocol';
import { describe, expect, test } from 'vitest';
import type { PictureSource } from '../ports.ts';
import { createFakePictureSource } from '../testing/fake-picture-source.ts';
import { createSimulatedTime } from '../testing/simulated-time.ts';
import { PicturePacer } from './picture-pacer.ts';

const KIB = 1024;
/** The pacer reads kind and sequence and nothing else: 1 is a resize, 2 an update. */
const resize: Bytes = new ByteWriter(6).u8(1).u8(0).u16(640).u16(480).finish();

function update(sequence: number, sizeBytes: number): Bytes {
  const message = new Uint8Array(sizeBytes);
  message.set(new ByteWriter(6).u8(2).u8(0).u32(sequence).finish());
  return message;
}

function setUp(isCounted = false) {
  const fake = createFakePictureSource();
  const budgets: number[] = [];
  const source: PictureSource = {
    ...fake,
    next(budgetBytes) {
      budgets.push(budgetBytes);
      return fake.next(budgetBytes);
    },
  };
  const sent: Bytes[] = [];
  const losses: Error[] = [];
  const time = createSimulatedTime();
  const pacer = new PicturePacer({
    source,
    send: (message) => sent.push(message),
    clock: time,
    isCounted: () => isCounted,
    lost: (error) => losses.push(error),
  });
  const paint = async (message: Bytes) => {
    fake.paint(message);
    await time.pass(0);
  };
  /** What the host waits for at the beginning: the line's length. */
  const begin = async () => {
    pacer.start();
    await paint(update(1, 200));
    await time.pass(20);
    pacer.acknowledge(1, 0);
  };
  const waiting = () => sent.map(mayAnswerWait);
  return { fake, budgets, sent, losses, time, pacer, paint, begin, waiting };
}

describe('pacing', () => {
  test('UP10 begins anew, a resize takes no place, and carefully: 12 KiB, the first of it alone for 2', async () => {
    const { fake, pacer, paint, sent, budgets } = setUp();
    pacer.start();
    pacer.start();
    expect(fake.restarts).toBe(1);
    await paint(resize);
    await paint(update(1, 2 * KIB));
    await paint(update(2, 10 * KIB));
    expect(sent).toHaveLength(3);
    expect(budgets).toEqual([2 * KIB, 2 * KIB, 10 * KIB]);
    expect(pacer.underWayBytes).toBe(12 * KIB);
  });

  test('UP10 has at most two updates under way at first, however small, and goes on with an answer', async () => {
    const { fake, pacer, paint, time } = setUp();
    pacer.start();
    await paint(update(1, 100));
    await paint(update(2, 100));
    expect(fake.nexts).toBe(2);
    await time.pass(20);
    pacer.acknowledge(1, 0);
    expect(fake.nexts).toBe(3);
  });

  test('UP9 an acknowledgement covers everything before it; an older one changes nothing', async () => {
    const { pacer, paint, time } = setUp();
    pacer.start();
    await paint(update(1, 100));
    await paint(update(2, 100));
    await time.pass(20);
    pacer.acknowledge(2, 0);
    expect(pacer.underWayBytes).toBe(0);
    await paint(update(3, 100));
    pacer.acknowledge(1, 0);
    expect(pacer.underWayBytes).toBe(100);
  });

  test('UP9 an acknowledgement of what was never sent is a violation', async () => {
    const { pacer, paint } = setUp();
    pacer.start();
    await paint(update(1, 100));
    expect(() => pacer.acknowledge(2, 0)).toThrow(
      expect.objectContaining({ name: 'ProtocolViolation', code: 'out-of-range' }),
    );
  });

  test('UP10 one update larger than every window does not stop it', async () => {
    const { fake, pacer, paint, time } = setUp();
    pacer.start();
    await paint(update(1, 5000 * KIB));
    await time.pass(1000);
    expect(fake.nexts).toBe(1);
    pacer.acknowledge(1, 0);
    expect(fake.nexts).toBe(2);
  });

  test('UP10 after ten seconds without a lone small update the next one is', async () => {
    const { pacer, paint, time, budgets } = setUp();
    pacer.start();
    await paint(update(1, 200));
    await paint(update(2, 200));
    await time.pass(20);
    pacer.acknowledge(1, 0);
    await time.pass(11_000);
    await paint(update(3, KIB));
    const asked = budgets.length;
    pacer.acknowledge(2, 0);
    expect(budgets).toHaveLength(asked);
    pacer.acknowledge(3, 0);
    expect(budgets.at(-1)).toBe(2 * KIB);
    await paint(update(4, 2 * KIB));
    expect(budgets).toHaveLength(asked + 1);
    await time.pass(20);
    pacer.acknowledge(4, 0);
    expect(budgets.at(-1)).toBeGreaterThan(2 * KIB);
  });

  test('UP27 on a quiet line of known length small updates are unhurried, as many as 8, and stop nothing', async () => {
    const { fake, pacer, paint, begin, waiting, time } = setUp();
    await begin();
    for (let sequence = 2; sequence <= 10; sequence++) {
      await paint(update(sequence, 200));
      await time.pass(80);
    }
    expect(waiting()).toEqual([false, true, true, true, true, true, true, true, true, false]);
    expect(fake.nexts).toBe(11);
    pacer.acknowledge(10, 0);
    expect(pacer.underWayBytes).toBe(0);
    await paint(update(11, 200));
    expect(waiting().at(-1)).toBe(true);
  });

  test('UP27 they hold 4 KiB together', async () => {
    const { pacer, paint, begin, waiting } = setUp();
    await begin();
    for (let sequence = 2; sequence <= 4; sequence++) await paint(update(sequence, 1.5 * KIB));
    expect(waiting()).toEqual([false, true, true, false]);
    expect(pacer.underWayBytes).toBe(4.5 * KIB);
  });

  test('UP27 an answer that came late says nothing of the line', async () => {
    const { pacer, paint, begin, time, budgets } = setUp();
    await begin();
    const [before, budget] = [pacer.windowBytes, budgets.at(-1)];
    await paint(update(2, 200));
    await time.pass(900);
    pacer.acknowledge(2, 0);
    expect([pacer.windowBytes, budgets.at(-1), pacer.underWayBytes]).toEqual([before, budget, 0]);
  });

  test.each([
    ['before the line is known', false, async ({ pacer }: ReturnType<typeof setUp>) => pacer.start(), 200],
    ['while statistics are wanted', true, async ({ begin }: ReturnType<typeof setUp>) => begin(), 200],
    ['larger than 2 KiB', false, async ({ begin }: ReturnType<typeof setUp>) => begin(), 2 * KIB + 1],
    [
      'after ten seconds without a lone one',
      false,
      async ({ begin, time }: ReturnType<typeof setUp>) => {
        await begin();
        await time.pass(10_001);
      },
      200,
    ],
    [
      'behind another that is under way',
      false,
      async ({ begin, paint }: ReturnType<typeof setUp>) => {
        await begin();
        await paint(update(8, 3 * KIB));
      },
      200,
    ],
  ])('UP27 no update is unhurried %s', async (_, isCounted, prepare, sizeBytes) => {
    const setup = setUp(isCounted);
    await prepare(setup);
    await setup.paint(update(9, sizeBytes));
    expect(setup.waiting().at(-1)).toBe(false);
  });

  test('after a stop nothing that was asked for is sent, and old acknowledgements are let be', async () => {
    const { fake, pacer, paint, sent, time } = setUp();
    pacer.start();
    await paint(update(1, 100));
    pacer.stop();
    pacer.stop();
    expect(fake.paused).toBe(true);
    await paint(update(2, 100));
    expect(sent).toHaveLength(1);
    pacer.acknowledge(1, 0);
    await time.pass(1000);
    expect(fake.nexts).toBe(2);
    pacer.start();
    expect([fake.restarts, fake.nexts]).toEqual([2, 3]);
    await paint(resize);
    expect(sent).toHaveLength(2);
  });

  test('a lost screen is told once, and stops it', async () => {
    const { fake, pacer, losses, time } = setUp();
    pacer.start();
    fake.lose(new Error('gone'));
    await time.pass(0);
    expect(losses).toEqual([new Error('gone')]);
    expect(fake.paused).toBe(true);
  });
});
