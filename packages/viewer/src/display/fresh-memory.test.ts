import { expect, it } from 'vitest';
import { isFreshMemoryDear } from './fresh-memory.ts';

/** @param took milliseconds of each look in turn */
function lookAt(took: readonly number[]): { isDear: boolean; looks: number } {
  let nowMs = 0;
  let looks = 0;
  const isDear = isFreshMemoryDear(
    () => nowMs,
    () => {
      nowMs += took[looks++] ?? Number.NaN;
    },
  );
  return { isDear, looks };
}

it('takes memory for dear only where it was so twice: a machine that had something else to do says nothing', () => {
  expect(lookAt([0.25])).toEqual({ isDear: false, looks: 1 });
  expect(lookAt([40, 0.25])).toEqual({ isDear: false, looks: 2 });
  expect(lookAt([3.5, 3.4])).toEqual({ isDear: true, looks: 2 });
});

it('does not mind a clock that tells hardly anything', () => {
  expect(isFreshMemoryDear(() => 0)).toBe(false);
});
