import type { Figures } from '../figures.ts';
import { lineSpeeds } from '../line.ts';
import { type CaseResult, type Results, type Screens, screenCounts } from '../results.ts';
import { type WorkloadName, workloadNames } from '../workloads/scenes/index.ts';
import { barChart, type Series } from './bar-chart.ts';

export interface Plot {
  /** File name without a folder. */
  readonly file: string;
  readonly title: string;
  readonly svg: string;
}

interface Measure {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly isLogarithmic?: boolean;
  value(figures: Figures): number | null;
}

const latency: Measure = {
  id: 'latency',
  title: 'Paint → visible, median',
  unit: 'ms, logarithmic; echo: key → visible; “never” within the time that was watched',
  isLogarithmic: true,
  value: (f) => (f.paintedPerSecond > 0 && f.echoP50Ms === null ? f.latencyP50Ms : f.echoP50Ms),
};
const byLine: readonly Measure[] = [
  latency,
  { id: 'seen', title: 'Updates seen', unit: 'a second', value: (f) => f.seenPerSecond },
  {
    id: 'bytes',
    title: 'Bytes to the viewer',
    unit: 'kB a second, logarithmic',
    isLogarithmic: true,
    value: (f) => f.bytesPerSecond / 1000,
  },
  {
    id: 'host-cpu',
    title: 'CPU of the host’s side for each update seen',
    unit: 'ms, logarithmic',
    isLogarithmic: true,
    value: (f) => f.hostCpuMsPerUpdate,
  },
  {
    id: 'viewer-cpu',
    title: 'CPU of the viewer',
    unit: '% of one core',
    value: (f) => 100 * f.viewerCpu,
  },
  {
    id: 'exact',
    title: 'Pixels that are exactly equal 2 s after the last paint',
    unit: '%',
    // Never 100 unless it is.
    value: (f) => Math.floor(1000 * f.exactShare) / 10,
  },
];

/** @returns a plot of each figure for each line that was measured, and of how latency, bytes and CPU grow with the screen */
export function plot(results: Results): Plot[] {
  const plots: Plot[] = [];
  for (const { name, title } of lineSpeeds) {
    const there = results.cases.filter(({ line, screens }) => line === name && screens === 1);
    const workloads = workloadNames.filter((workload) => there.some((one) => one.workload === workload));
    if (workloads.length === 0) continue;
    for (const measure of byLine) {
      const series = seriesOf(results, measure, (system) =>
        workloads.map((workload) => there.find((one) => one.system === system && one.workload === workload)),
      );
      const chartTitle = `${measure.title}, ${title}`;
      const svg = barChart({ ...measure, title: chartTitle, groups: workloads, series });
      plots.push({ file: `${measure.id}-${name}.svg`, title: chartTitle, svg });
    }
  }
  return [...plots, ...growth(results)];
}

function growth(results: Results): Plot[] {
  const there = results.cases.filter(({ line }) => line === 'free');
  if (!there.some(({ screens }) => screens > 1)) return [];
  const workloads = workloadNames.filter((workload) =>
    there.some((one) => one.workload === workload && one.screens > 1),
  );
  const columns = workloads.flatMap((workload) => screenCounts.map((screens) => ({ workload, screens })));
  const label = (workload: WorkloadName, screens: Screens) => `${workload} × ${screens}`;
  return [latency, ...byLine.filter(({ id }) => ['bytes', 'host-cpu', 'viewer-cpu'].includes(id))].map(
    (measure) => {
      const title = `${measure.title}, with 1, 2 and 4 screens on the free line`;
      const series = seriesOf(results, measure, (system) =>
        columns.map(({ workload, screens }) =>
          there.find((one) => one.system === system && one.workload === workload && one.screens === screens),
        ),
      );
      const groups = columns.map(({ workload, screens }) => label(workload, screens));
      return {
        file: `${measure.id}-screens.svg`,
        title,
        svg: barChart({ ...measure, title, groups, series }),
      };
    },
  );
}

/** A series for each system, with the cases that `find` gives for it. */
function seriesOf(
  { systems }: Results,
  { value }: Measure,
  find: (system: string) => (CaseResult | undefined)[],
): Series[] {
  const all = Object.entries(systems).map(([system, { name }]) => ({ name, found: find(system) }));
  // Those at the end that were not measured here are left out; the others keep their colours.
  const count = all.findLastIndex(({ found }) => found.some((one) => one !== undefined)) + 1;
  return all.slice(0, count).map(({ name, found }) => {
    return {
      name,
      values: found.map((one) => (one?.median === undefined ? null : value(one.median))),
      labels: found.map((one) =>
        one?.median !== undefined && value(one.median) === null
          ? 'never'
          : one !== undefined && one.median === undefined
            ? 'no figure'
            : undefined,
      ),
    };
  });
}
