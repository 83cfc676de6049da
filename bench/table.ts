import type { Figures } from './figures.ts';

/** A figure as people read it. */
export interface Column {
  readonly title: string;
  show(figures: Figures): string;
}

export const kilobytes: Column = {
  title: 'kB a second',
  show: (f) => (f.bytesPerSecond / 1000).toFixed(0),
};

export const exactAfter: Column = {
  title: 'exact after, ms',
  show: (f) => f.exactAfterMs?.toFixed(0) ?? 'never',
};

/** All figures: columns of a table. */
export const columns: readonly Column[] = [
  {
    title: 'paint → visible p50 / p95, ms',
    show: (f) => (f.paintedPerSecond > 0 ? pair(f.latencyP50Ms, f.latencyP95Ms) : '–'),
  },
  {
    title: 'key → visible p50 / p95, ms',
    show: (f) => (f.echoP50Ms === null ? '–' : pair(f.echoP50Ms, f.echoP95Ms)),
  },
  {
    title: 'updates seen / painted, a second',
    show: (f) =>
      f.paintedPerSecond > 0
        ? `${f.seenPerSecond.toFixed(1)} / ${f.paintedPerSecond.toFixed(1)}`
        : f.seenPerSecond.toFixed(1),
  },
  kilobytes,
  {
    title: 'CPU host / X / relay / viewer (of it reading), %',
    show: (f) =>
      `${[f.hostCpu, f.displayCpu, f.relayCpu, f.viewerCpu].map(percent).join(' / ')} (${percent(f.readingCpu)})`,
  },
  { title: 'host CPU an update seen, ms', show: (f) => f.hostCpuMsPerUpdate?.toFixed(1) ?? '–' },
  { title: 'viewer CPU an update seen, ms', show: (f) => f.viewerCpuMsPerUpdate?.toFixed(1) ?? '–' },
  {
    title: 'memory host / relay / viewer, MiB',
    show: (f) => [f.hostMemoryMiB, f.relayMemoryMiB, f.viewerMemoryMiB].map((m) => m.toFixed(0)).join(' / '),
  },
  { title: 'equal after 2 s', show: (f) => share(f.exactShare) },
  exactAfter,
  { title: 'longest stall, ms', show: (f) => f.longestStallMs.toFixed(0) },
];

function pair(p50: number | null, p95: number | null): string {
  return [p50, p95].map((ms) => ms?.toFixed(0) ?? 'never').join(' / ');
}

/** @param cpu 1 is a whole core */
export function percent(cpu: number): string {
  return (cpu * 100).toFixed(cpu < 0.1 ? 1 : 0);
}

/** Never 100 % unless it is. */
function share(exact: number): string {
  return exact === 1 ? '100 %' : `${(Math.floor(exact * 1000) / 10).toFixed(1)} %`;
}
