import { describe, expect, test } from 'vitest';
import { lineSpeeds } from './line.ts';
import { isAtRest } from './rest.ts';

const [free, four, one] = lineSpeeds as [
  (typeof lineSpeeds)[0],
  (typeof lineSpeeds)[0],
  (typeof lineSpeeds)[0],
];

describe('the line is at rest before a workload begins', () => {
  test('when almost nothing goes', () => {
    expect(isAtRest([900_000, 3000], free)).toBe(true);
    expect(isAtRest([60_000, 3000], one)).toBe(true);
    expect(isAtRest([], free)).toBe(false);
  });

  test('not while the first picture fills it, however evenly', () => {
    expect(isAtRest([62_000, 62_400, 61_900, 62_300, 62_000], one)).toBe(false);
    expect(isAtRest([248_000, 249_000, 248_500, 250_000], four)).toBe(false);
  });

  test('when a system that never falls silent sends evenly', () => {
    expect(isAtRest([20_000, 80_000, 158_000, 160_000, 149_000, 163_000], free)).toBe(true);
    expect(isAtRest([158_000, 160_000, 149_000], free)).toBe(false);
    expect(isAtRest([20_000, 80_000, 158_000, 160_000], free)).toBe(false);
  });
});
