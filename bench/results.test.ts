import { expect, test } from 'vitest';
import type { Figures } from './figures.ts';
import { outcomeOf, whyNoFigure } from './results.ts';

const run = (latencyP50Ms: number) => ({ latencyP50Ms }) as Figures;

test('a case has a figure, the median, when three of its runs gave one, or all that were asked for to try it out', () => {
  expect(outcomeOf([run(3), run(9), run(4)], []).median).toEqual(run(4));
  expect(outcomeOf([run(3), run(9), run(4)], ['the clocks differ']).median).toEqual(run(4));
  expect(outcomeOf([run(9)], []).median).toEqual(run(9));
});

test.each([
  ['none of three', [], ['the clocks differ', 'no picture', 'no picture'], 'the clocks differ'],
  ['one of three', [run(3)], ['the clocks differ', 'no picture'], '1 of 3 runs gave one: the clocks differ'],
  ['two of three', [run(3), run(4)], ['no picture'], '2 of 3 runs gave one: no picture'],
  ['two of four', [run(3), run(4)], ['no picture', 'no picture'], '2 of 4 runs gave one: no picture'],
  ['one of two', [run(3)], ['no picture'], '1 of 2 runs gave one: no picture'],
] as const)('of %s runs there is no figure, and it is said why', (_count, runs, failures, why) => {
  const outcome = outcomeOf(runs, failures);
  expect(outcome).toEqual({ runs, failures });
  expect(whyNoFigure(outcome)).toBe(why);
});
