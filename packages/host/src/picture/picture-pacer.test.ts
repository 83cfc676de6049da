import { type Bytes, ByteWriter } from '@fjernhjelp/protocol';
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

function setUp() {
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
    lost: (error) => losses.push(error),
  });
  const paint = async (message: Bytes) => {
    fake.paint(message);
    await time.pass(0);
  };
  return { fake, budgets, sent, losses, time, pacer, paint };
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
    pacer.acknowledge(1);
    expect(fake.nexts).toBe(3);
  });

  test('UP9 an acknowledgement covers everything before it; an older one changes nothing', async () => {
    const { pacer, paint, time } = setUp();
    pacer.start();
    await paint(update(1, 100));
    await paint(update(2, 100));
    await time.pass(20);
    pacer.acknowledge(2);
    expect(pacer.underWayBytes).toBe(0);
    await paint(update(3, 100));
    pacer.acknowledge(1);
    expect(pacer.underWayBytes).toBe(100);
  });

  test('UP9 an acknowledgement of what was never sent is a violation', async () => {
    const { pacer, paint } = setUp();
    pacer.start();
    await paint(update(1, 100));
    expect(() => pacer.acknowledge(2)).toThrow(
      expect.objectContaining({ name: 'ProtocolViolation', code: 'out-of-range' }),
    );
  });

  test('UP10 one update larger than every window does not stop it', async () => {
    const { fake, pacer, paint, time } = setUp();
    pacer.start();
    await paint(update(1, 5000 * KIB));
    await time.pass(1000);
    expect(fake.nexts).toBe(1);
    pacer.acknowledge(1);
    expect(fake.nexts).toBe(2);
  });

  test('UP10 after ten seconds without a lone small update the next one is', async () => {
    const { pacer, paint, time, budgets } = setUp();
    pacer.start();
    await paint(update(1, 200));
    await paint(update(2, 200));
    await time.pass(20);
    pacer.acknowledge(1);
    await time.pass(11_000);
    await paint(update(3, KIB));
    const asked = budgets.length;
    pacer.acknowledge(2);
    expect(budgets).toHaveLength(asked);
    pacer.acknowledge(3);
    expect(budgets.at(-1)).toBe(2 * KIB);
    await paint(update(4, 2 * KIB));
    expect(budgets).toHaveLength(asked + 1);
    await time.pass(20);
    pacer.acknowledge(4);
    expect(budgets.at(-1)).toBeGreaterThan(2 * KIB);
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
    pacer.acknowledge(1);
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
