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
  viewerCpuMsPerUpdate: 8,
  hostMemoryMiB: 100,
  relayMemoryMiB: 100,
  viewerMemoryMiB: 100,
  exactShare: 1,
  exactAfterMs: 50,
  bytesPerSecondUntilExact: 10_000,
  longestTaskMs: 0,
  longestStallMs: 5,
};

function one(system: string, workload: WorkloadName, change: Partial<Figures> | 'none' = {}): CaseResult {
  const measured = { line: 'free', screens: 1, seconds: 8, measuredIn: 'a', runs: [], failures: [] } as const;
  if (change === 'none') return { ...measured, system, workload };
  return { ...measured, system, workload, median: { ...figures, ...change } };
}

function judged(cases: readonly CaseResult[], line: CaseResult['line'] = 'free') {
  const results: Results = { machines: {}, systems: {}, cases: cases.map((found) => ({ ...found, line })) };
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

  test('exactness is not asked of a line that was full until it was reached, and is where there was room', () => {
    const exact = (bytesPerSecondUntilExact: number, exactAfterMs: number, bytesPerSecond = 50_000) =>
      judged(
        [one('fjernhjelp', 'video', { bytesPerSecond, bytesPerSecondUntilExact, exactAfterMs })],
        '1',
      ).find(({ what }) => what === 'exact after, ms');
    expect(exact(113_000, 4000)).toMatchObject({ isReached: false, isLineFull: true });
    expect(exact(113_000, 200)).toMatchObject({ isReached: true, isLineFull: false });
    expect(exact(50_000, 4000)).toMatchObject({ isReached: false, isLineFull: false });
    // What the workload carried while it ran is no excuse for a line that stood idle afterwards.
    expect(exact(50_000, 4000, 113_000)).toMatchObject({ isReached: false, isLineFull: false });
  });

  test('exactness is not asked of a line that cannot carry the bytes in that time, if it idles no longer', () => {
    const exact = (bytesPerSecondUntilExact: number, exactAfterMs: number) =>
      judged([one('fjernhjelp', 'video', { bytesPerSecondUntilExact, exactAfterMs })], '4').find(
        ({ what }) => what === 'exact after, ms',
      );
    // 287 kB need 573 ms at 4 Mbit/s.
    expect(exact(395_000, 725)).toMatchObject({ isReached: false, isLineFull: true });
    expect(exact(300_000, 725)).toMatchObject({ isReached: false, isLineFull: true });
    // The line idles for 363 ms.
    expect(exact(250_000, 725)).toMatchObject({ isReached: false, isLineFull: false });
    // What is carried needs 250 ms.
    expect(exact(312_500, 400)).toMatchObject({ isReached: false, isLineFull: false });
  });

  test('exactness is asked where it was not measured what the line carried until then', () => {
    const { bytesPerSecondUntilExact: _, ...older } = {
      ...figures,
      bytesPerSecond: 113_000,
      exactAfterMs: 4000,
    };
    const found = judged([{ ...one('fjernhjelp', 'video'), median: older as Figures }], '1');
    expect(found.find(({ what }) => what === 'exact after, ms')).toMatchObject({ isLineFull: false });
  });

  test('updates seen are not asked of a line that was full while they were painted', () => {
    const seen = (bytesPerSecond: number) =>
      judged([one('fjernhjelp', 'scroll', { bytesPerSecond, seenPerSecond: 10 })], '1').find(
        ({ what }) => what === 'seen of painted',
      );
    expect(seen(113_000)).toMatchObject({ isReached: false, isLineFull: true });
    expect(seen(50_000)).toMatchObject({ isReached: false, isLineFull: false });
  });

  test('a miss in viewer CPU stays one, with the CPU an update beside it where the peer sees less than half as much', () => {
    const viewer = (seenPerSecond: number) =>
      judged([
        one('fjernhjelp', 'scroll', { viewerCpu: 0.36, viewerCpuMsPerUpdate: 18, seenPerSecond: 20 }),
        one('x11vnc', 'scroll', { viewerCpu: 0.2, viewerCpuMsPerUpdate: 150, seenPerSecond }),
      ]).find(({ what }) => what === 'viewer CPU, share of a core');
    expect(viewer(1.4)).toMatchObject({
      ours: '0.36 (18 ms an update seen)',
      best: '0.2 x11vnc (150 ms an update seen)',
      isReached: false,
    });
    expect(viewer(12)).toMatchObject({ ours: '0.36', best: '0.2 x11vnc', isReached: false });
  });

  test('is not compared with what another run of the command measured', () => {
    const verdicts = judged([one('fjernhjelp', 'typing'), { ...one('x11vnc', 'typing'), measuredIn: 'b' }]);
    expect(verdicts.every(({ best }) => best === '')).toBe(true);
  });
});
