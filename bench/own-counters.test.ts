import { describe, expect, test } from 'vitest';
import { checkCounters, countAlong } from './own-counters.ts';

// As measured on 2026-11-28.
const typing = { paints: 36, echoes: 0, steps: 36, lineBytes: 6171, seconds: 6 };
const typingCounted = { updates: 36, pictureBytes: 2163 };
const cut = { paints: 9, echoes: 0, steps: 9, lineBytes: 179_561, seconds: 6 };
const cutCounted = { updates: 46, pictureBytes: 168_207 };

describe('the product counts what reader and line see', () => {
  test('of small updates, of updates that a thin line cuts, and of such that bring a paint and a key at once', () => {
    checkCounters(typingCounted, typing);
    checkCounters(cutCounted, cut);
    checkCounters(
      { updates: 303, pictureBytes: 1_657_960 },
      { paints: 280, echoes: 32, steps: 312, lineBytes: 1_692_103, seconds: 12.7 },
    );
  });

  test.each([
    ['fewer updates than were seen', { ...typingCounted, updates: 35 }, typing],
    ['each update twice', { ...typingCounted, updates: 72 }, typing],
    ['updates without bytes', { ...cutCounted, updates: 150 }, cut],
    ['more bytes than the line carried', { ...typingCounted, pictureBytes: 6200 }, typing],
    [
      'too few bytes of small updates',
      { ...typingCounted, pictureBytes: 200 },
      { ...typing, lineBytes: 9000 },
    ],
    ['nine tenths of the bytes', { ...cutCounted, pictureBytes: 168_207 * 0.9 }, cut],
    ['nothing', { updates: 0, pictureBytes: 0 }, typing],
  ])('or there is no figure: %s', (_what, counted, witnessed) => {
    expect(() => checkCounters(counted, witnessed)).toThrow(/^the product counts/);
  });
});

test('counters and line are read from the beginning of the workload on, and of a system without counters nothing is asked', async () => {
  let [lineBytes, updates, pictureBytes] = [1000, 5, 700];
  const line = { bytesToViewer: async () => lineBytes };
  const counters = async () => ({ updates, pictureBytes });
  const check = await countAlong(counters, line);
  [lineBytes, updates, pictureBytes] = [1500, 7, 900];
  await check({ paints: 2, echoes: 0, steps: 2 });
  await expect(check({ paints: 3, echoes: 0, steps: 3 })).rejects.toThrow('2 updates, not 3');
  pictureBytes = 1300;
  await expect(check({ paints: 2, echoes: 0, steps: 2 })).rejects.toThrow(
    '600 bytes of pictures: -100 beside',
  );
  await (await countAlong(undefined, line))({ paints: 3, echoes: 0, steps: 3 });
});
