import { expect, test } from 'vitest';
import { carriedPerSecond } from './line-record.ts';

const carried = [
  { atMs: 1000, bytes: 50_000 },
  { atMs: 1020, bytes: 60_000 },
  { atMs: 1100, bytes: 60_000 },
  { atMs: 1200, bytes: 160_000 },
];

test('what a line carries is told between any two times, evenly between two readings', () => {
  expect(carriedPerSecond(carried, 1000, 1200)).toBe(550_000);
  expect(carriedPerSecond(carried, 1010, 1150)).toBeCloseTo(((110_000 - 55_000) * 1000) / 140);
  expect(carriedPerSecond(carried, 1030, 1090)).toBe(0);
});

test('what lies outside of the record is as at its ends, and no time carries nothing', () => {
  expect(carriedPerSecond(carried, 900, 1300)).toBe(275_000);
  expect(carriedPerSecond(carried, 1100, 1100)).toBeNull();
  expect(carriedPerSecond([], 1100, 1200)).toBe(0);
});
