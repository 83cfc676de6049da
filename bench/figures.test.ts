import { expect, test } from 'vitest';
import { delayAt, delays, exactAfterMs } from './figures.ts';

const at = (sequence: number, atMs: number) => ({ sequence, atMs });

test('a paint that was skipped waits for the next that is seen', () => {
  const made = [at(1, 100), at(2, 200), at(3, 300), at(4, 400)];
  expect(delays(made, [at(1, 120), at(3, 350)])).toEqual([20, 150, 50, Number.POSITIVE_INFINITY]);
});

test('never is no figure, and makes the slowest worse', () => {
  const waits = [10, 20, 30, Number.POSITIVE_INFINITY];
  expect(delayAt(waits, 0.5)).toBe(20);
  expect(delayAt(waits, 0.95)).toBeNull();
  expect(delayAt([], 0.5)).toBeNull();
});

test('a picture is exact from when it stays so', () => {
  const hashes = [7, 9, 7, 9, 9].map((hash, i) => ({ atMs: 1000 + 33 * i, hash }));
  expect(exactAfterMs(hashes, 9, 1000)).toBe(99);
  expect(exactAfterMs(hashes, 7, 1000)).toBeNull();
  expect(exactAfterMs([], 7, 1000)).toBeNull();
});
