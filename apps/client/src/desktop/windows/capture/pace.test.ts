import { expect, test } from 'vitest';
import { Pace } from './pace.ts';

/** @returns when it is due, looking every millisecond */
function dueAfter(pace: Pace, nowMs: number): number {
  for (let at = nowMs; at < nowMs + 1000; at++) if (pace.takeDue(at)) return at;
  return Number.POSITIVE_INFINITY;
}

test('the screen is looked at quickly while it changes, ever slower while it does not, and quickly after input', () => {
  const pace = new Pace();
  expect(dueAfter(pace, 0)).toBe(Number.POSITIVE_INFINITY);
  pace.captured(0, true);
  expect(dueAfter(pace, 0)).toBe(33);
  pace.captured(100, false);
  const slower = dueAfter(pace, 100) - 100;
  expect(slower).toBeGreaterThan(33);
  for (let i = 0; i < 10; i++) pace.captured(1000, false);
  expect(dueAfter(pace, 1000)).toBe(1250);
  pace.captured(2000, false);
  pace.touched();
  expect(dueAfter(pace, 2000)).toBe(2033);
});

test('nobody who takes the picture, no looking', () => {
  const pace = new Pace();
  pace.captured(0, true);
  expect(pace.takeDue(50)).toBe(true);
  pace.touched();
  expect(dueAfter(pace, 51)).toBe(Number.POSITIVE_INFINITY);
});
