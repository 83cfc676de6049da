import type { Figures } from '../figures.ts';
import { type CaseResult, type Results, type Screens, screenCounts } from '../results.ts';
import { type Column, exactAfter, kilobytes, percent } from '../table.ts';
import { type WorkloadName, workloadNames } from '../workloads/scenes/index.ts';

/** What is set side by side, one after the other size. */
const measures: readonly Column[] = [
  {
    title: 'p50 to visible, ms',
    show: (f) => (f.echoP50Ms ?? (f.paintedPerSecond > 0 ? f.latencyP50Ms : null))?.toFixed(0) ?? 'never',
  },
  { title: 'updates seen a second', show: (f) => f.seenPerSecond.toFixed(1) },
  kilobytes,
  { title: 'host CPU, %', show: (f) => percent(f.hostCpu) },
  { title: 'viewer CPU, %', show: (f) => percent(f.viewerCpu) },
  exactAfter,
];

/** @returns a table, of lines of Markdown, of what 1, 2 and 4 screens cost each system on the free line; none when only one was measured */
export function growthTable({ cases, systems }: Results): string[] {
  const there = cases.filter(({ line }) => line === 'free');
  const rows = workloadNames
    .filter((workload) => there.some((one) => one.workload === workload && one.screens > 1))
    .flatMap((workload) =>
      Object.entries(systems).flatMap(([system, { name }]) => {
        const found = screenCounts.map((screens) => find(there, { system, workload, screens }));
        if (found.every((one) => one === undefined)) return [];
        const cells = measures.map(({ show }) => found.map((one) => cell(one, show)).join(' · '));
        return [`| ${[workload, name, ...cells].join(' | ')} |`];
      }),
    );
  if (rows.length === 0) return [];
  return [
    '### How cost grows with pixels',
    '',
    'Each figure for 1 · 2 · 4 screens (1920×1080, 3840×1080, 3840×2160), free line; “–”: not measured.',
    '',
    `| workload | system | ${measures.map(({ title }) => title).join(' | ')} |`,
    `| --- | --- |${measures.map(() => ' --- |').join('')}`,
    ...rows,
    '',
  ];
}

function find(
  cases: readonly CaseResult[],
  wanted: { system: string; workload: WorkloadName; screens: Screens },
): CaseResult | undefined {
  const { system, workload, screens } = wanted;
  return cases.find((one) => one.system === system && one.workload === workload && one.screens === screens);
}

function cell(found: CaseResult | undefined, show: (figures: Figures) => string): string {
  if (found === undefined) return '–';
  return found.median === undefined ? 'no figure' : show(found.median);
}
