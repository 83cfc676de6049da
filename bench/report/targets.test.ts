import { describe, expect, test } from 'vitest';
import type { Figures } from '../figures.ts';
import type { CaseResult, Results } from '../results.ts';
import { type WorkloadName, workloadNames } from '../workloads/scenes/index.ts';
import { judge } from './targets.ts';

const figures: Figures = {
  latencyP50Ms: 10,
  latencyP95Ms: 20,
  paintedPerSecond: 20,
  seenPerSecond: 20,
  echoP50Ms: 10,
  echoP95Ms: 20,
  bytesPerSecond: 10_000,
  hostCpu: 0.1,
  displayCpu: 0.1,
  relayCpu: 0.1,
  viewerCpu: 0.1,
  viewerRestCpu: 0.1,
  readingCpu: 0,
  hostCpuMsPerUpdate: 5,
  hostMemoryMiB: 100,
  relayMemoryMiB: 100,
  viewerMemoryMiB: 100,
  exactShare: 1,
  exactAfterMs: 50,
  longestTaskMs: 0,
  longestStallMs: 5,
};

function one(system: string, workload: WorkloadName, change: Partial<Figures> | 'none' = {}): CaseResult {
  const measured = { line: 'free', screens: 1, seconds: 8, measuredIn: 'a', runs: [], failures: [] } as const;
  if (change === 'none') return { ...measured, system, workload };
  return { ...measured, system, workload, median: { ...figures, ...change } };
}

function judged(cases: readonly CaseResult[], line: CaseResult['line'] = 'free') {
  const results: Results = { machine: [], systems: {}, cases: cases.map((found) => ({ ...found, line })) };
  return judge(results, line);
}

describe('what it must reach', () => {
  test('is judged for every workload against the best peer of each figure', () => {
    const verdicts = judged([
      one('fjernhjelp', 'scroll', { latencyP50Ms: 30, bytesPerSecond: 200_000 }),
      one('x11vnc', 'scroll', { latencyP50Ms: 80, bytesPerSecond: 100_000 }),
      one('webrtc-motion', 'scroll', { latencyP50Ms: 96, bytesPerSecond: 240_000 }),
    ]);
    expect(verdicts.find(({ what }) => what === 'p50, ms')).toMatchObject({
      best: '80 x11vnc',
      isReached: false,
    });
    expect(verdicts.find(({ what }) => what === 'kB a second')).toMatchObject({
      best: '240 webrtc-motion',
      isReached: true,
    });
  });

  test('has each of its rules in the table', () => {
    const cases = workloadNames.flatMap((workload) => [
      one('fjernhjelp', workload),
      ...['x11vnc', 'meshcentral', 'webrtc-detail'].map((system) => one(system, workload)),
    ]);
    const count = (found: ReturnType<typeof judged>) =>
      Object.fromEntries(
        workloadNames.map((name) => [name, found.filter(({ workload }) => workload === name).length]),
      );
    // Five hold for every workload: host CPU, viewer CPU, exactness, memory, stalls.
    expect(count(judged(cases))).toEqual({
      typing: 5 + 2,
      scroll: 5 + 3,
      drag: 5 + 2,
      switch: 5 + 1,
      video: 5 + 3,
      echo: 5 + 2,
      'echo-video': 5,
    });
    expect(count(judged(cases, '1'))).toMatchObject({ 'echo-video': 5 + 1 });
  });

  test('is not reached where no run gave a figure', () => {
    const verdicts = judged([one('fjernhjelp', 'typing', 'none'), one('x11vnc', 'typing')]);
    expect(verdicts).toHaveLength(7);
    expect(verdicts.every(({ ours, isReached }) => ours === 'no figure' && !isReached)).toBe(true);
  });

  test('exactness is not asked of a line that was full all the while, and is where there was room', () => {
    const exact = (bytesPerSecond: number, exactAfterMs: number) =>
      judged([one('fjernhjelp', 'video', { bytesPerSecond, exactAfterMs })], '1').find(
        ({ what }) => what === 'exact after, ms',
      );
    expect(exact(113_000, 4000)).toMatchObject({ isReached: false, isLineFull: true });
    expect(exact(113_000, 200)).toMatchObject({ isReached: true, isLineFull: false });
    expect(exact(50_000, 4000)).toMatchObject({ isReached: false, isLineFull: false });
  });

  test('is not compared with what another run of the command measured', () => {
    const verdicts = judged([one('fjernhjelp', 'typing'), { ...one('x11vnc', 'typing'), measuredIn: 'b' }]);
    expect(verdicts.every(({ best }) => best === '')).toBe(true);
  });
});
