import { expect, test } from 'vitest';
import { createCounting } from './counters.ts';

test('UP20 sums go on, kinds are told apart, and what is read does not change afterwards', () => {
  const counting = createCounting();
  counting.painted({ messageBytes: 8, heldMs: 9, workMs: 1, putMs: 0 });
  counting.painted({
    messageBytes: 100,
    heldMs: 9,
    workMs: 2,
    putMs: 0.5,
    sequence: 1,
    bytes: { planes: 60, moves: 34 },
  });
  const early = counting.read(7);
  counting.painted({
    messageBytes: 50,
    heldMs: 9,
    workMs: 2,
    putMs: 0.5,
    sequence: 2,
    bytes: { planes: 44 },
  });
  expect(early).toEqual({
    updates: 1,
    pictureBytes: 108,
    bytesByKind: { planes: 60, moves: 34 },
    decodeMs: 3,
    putMs: 0.5,
    waitingBytes: 7,
  });
  expect(counting.read(0)).toMatchObject({
    updates: 2,
    pictureBytes: 158,
    bytesByKind: { planes: 104, moves: 34 },
  });
});

test('UP20 the host’s own figures are there while they are asked for', () => {
  const counting = createCounting();
  const statistics = {
    latencyP50TenthMs: 123,
    latencyP95TenthMs: 456,
    encodeTenthMs: 7,
    bytesPerSecond: 8,
    underWayBytes: 9,
    lineLosses: 1,
  };
  counting.statistics(statistics);
  expect(counting.read(0).statistics).toEqual(statistics);
  counting.statistics(undefined);
  expect(counting.read(0)).not.toHaveProperty('statistics');
});
