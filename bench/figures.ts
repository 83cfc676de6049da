import type { PageReport, Sighting } from './reader/in-page.ts';
import { median, percentile } from './statistics.ts';

/** What one run of a workload gives. null: never within the time that was watched, or not to be measured here. */
export interface Figures {
  /** From a paint until it or a later one is visible at the viewer. */
  readonly latencyP50Ms: number | null;
  readonly latencyP95Ms: number | null;
  readonly paintedPerSecond: number;
  readonly seenPerSecond: number;
  /** From a key down in the viewer until its letter is visible there. */
  readonly echoP50Ms: number | null;
  readonly echoP95Ms: number | null;
  readonly bytesPerSecond: number;
  /** CPU seconds a second. */
  readonly hostCpu: number;
  readonly displayCpu: number;
  readonly relayCpu: number;
  readonly viewerCpu: number;
  /** Before the first paint: what showing a picture costs in which nothing changes. */
  readonly viewerRestCpu: number;
  /** How long the reading kept the viewer's main thread, seconds a second; it is part of `viewerCpu`. */
  readonly readingCpu: number;
  /** CPU milliseconds of the host's side, and of the viewer's, for each update, or key, that was seen. */
  readonly hostCpuMsPerUpdate: number | null;
  readonly viewerCpuMsPerUpdate: number | null;
  readonly hostMemoryMiB: number;
  readonly relayMemoryMiB: number;
  readonly viewerMemoryMiB: number;
  /** Share of the pixels that are equal 2 s after the last paint. */
  readonly exactShare: number;
  /** From the last paint until every pixel is equal and stays so. */
  readonly exactAfterMs: number | null;
  /** What left for the viewer from the last paint until then, or until it was waited for no longer. */
  readonly bytesPerSecondUntilExact: number;
  /** Of the viewer's main thread. Tasks are told from 50 ms on; 0: none so long. */
  readonly longestTaskMs: number;
  readonly longestStallMs: number;
}

/** @returns for each number, how long it took until it or a later one was seen; Infinity for never */
export function delays(made: readonly Sighting[], seen: readonly Sighting[]): number[] {
  return made.map(({ sequence, atMs }) => {
    const shown = seen.find((sighting) => sighting.sequence >= sequence);
    return shown === undefined ? Number.POSITIVE_INFINITY : shown.atMs - atMs;
  });
}

/** @returns null when never, or when nothing was to be seen */
export function delayAt(values: readonly number[], share: number): number | null {
  const value = percentile(values, share);
  return Number.isFinite(value) ? value : null;
}

/** @returns from the last paint until the first of the hashes from which on all are as they should be; null for never */
export function exactAfterMs(
  hashes: PageReport['hashes'],
  expected: number,
  lastPaintMs: number,
): number | null {
  const wrong = hashes.findLastIndex(({ hash }) => hash !== expected);
  const exact = hashes[wrong + 1];
  return exact === undefined ? null : Math.max(0, exact.atMs - lastPaintMs);
}

/** @returns the median of each figure; null counts as longer than every number */
export function medianFigures(runs: readonly Figures[]): Figures {
  const [first] = runs;
  if (first === undefined) throw new Error('no run');
  const keys = Object.keys(first) as (keyof Figures)[];
  return Object.fromEntries(
    keys.map((key) => {
      const value = median(runs.map((run) => run[key] ?? Number.POSITIVE_INFINITY));
      return [key, Number.isFinite(value) ? Number(value.toPrecision(4)) : null];
    }),
  ) as unknown as Figures;
}
