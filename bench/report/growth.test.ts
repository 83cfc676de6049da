import { expect, test } from 'vitest';
import type { Figures } from '../figures.ts';
import type { CaseResult, Results, Screens } from '../results.ts';
import { growthTable } from './growth.ts';

const figures = {
  latencyP50Ms: 10,
  echoP50Ms: null,
  paintedPerSecond: 20,
  seenPerSecond: 19.96,
  bytesPerSecond: 8_400,
  hostCpu: 0.021,
  viewerCpu: 0.36,
  exactAfterMs: null,
} as Figures;
const one = (screens: Screens, line: CaseResult['line'] = 'free'): CaseResult => ({
  ...{ system: 'x11vnc', workload: 'scroll', line, screens, seconds: 8 },
  ...{ measuredIn: 'a', median: figures, runs: [], failures: [] },
});
const results = (cases: readonly CaseResult[]): Results => ({
  machines: {},
  systems: { x11vnc: { name: 'x11vnc + noVNC', description: '', hasInput: true } },
  cases,
});

test('what more pixels cost stands side by side, with what was not measured', () => {
  const { median: _, ...failed } = one(4);
  expect(growthTable(results([one(1), failed])).at(-2)).toBe(
    '| scroll | x11vnc + noVNC | 10 · – · no figure | 20.0 · – · no figure | 8 · – · no figure | 2.1 · – · no figure | 36 · – · no figure | never · – · no figure |',
  );
});

test('there is no table of growth where one screen alone was measured, or other lines', () => {
  expect(growthTable(results([one(1)]))).toEqual([]);
  expect(growthTable(results([one(1), one(2, '4')]))).toEqual([]);
});
