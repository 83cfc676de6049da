import type { Figures } from '../figures.ts';
import { lineSpeeds } from '../line.ts';
import type { CaseResult, Results } from '../results.ts';
import { type WorkloadName, workloadNames } from '../workloads/scenes/index.ts';

/** Systems that a rule compares with, by their ids. */
type Peers = 'all' | 'webrtc' | 'novnc';

const peerIds: Readonly<Record<Peers, RegExp>> = { all: /./, webrtc: /webrtc|share/, novnc: /vnc/ };

/** What this system must reach. `value` reads the figure; better is less, or more with `wantsMore`. */
interface Target {
  readonly workloads: readonly WorkloadName[];
  readonly what: string;
  value(figures: Figures): number | null;
  /** At most (at least, with `wantsMore`) so many times the best of these peers. */
  readonly ratio?: { readonly of: Peers; readonly limit: number; readonly isStrict?: boolean };
  /** At most, or at least, this. */
  readonly limit?: number;
  readonly wantsMore?: boolean;
  readonly lines?: readonly CaseResult['line'][];
  /** Asked only of a line that can carry the bytes: what it carried while this was at stake, and of a time until when. */
  carried?(figures: Figures): {
    readonly bytesPerSecond: number | undefined;
    readonly untilMs?: number | null;
  };
  /** The same for each update seen, in words: shown as well where the best peer sees less than half of ours. */
  eachUpdate?(figures: Figures): string | undefined;
}

/** A line that carried so much of what it can was full: our packets leave a little of it to headers and answers. */
const FULL = 0.85;

const p50 = (f: Figures) => f.latencyP50Ms;
const p95 = (f: Figures) => f.latencyP95Ms;
const seen = (f: Figures) => f.seenPerSecond;
const bytes = (f: Figures) => f.bytesPerSecond / 1000;
const seenShare = (f: Figures) => f.seenPerSecond / f.paintedPerSecond;

const targets: readonly Target[] = [
  { workloads: ['typing'], what: 'p50, ms', value: p50, ratio: { of: 'all', limit: 0.8 } },
  { workloads: ['typing'], what: 'p95, ms', value: p95, ratio: { of: 'all', limit: 1 } },
  { workloads: ['echo'], what: 'p50, ms', value: (f) => f.echoP50Ms, ratio: { of: 'all', limit: 0.8 } },
  { workloads: ['echo'], what: 'p95, ms', value: (f) => f.echoP95Ms, ratio: { of: 'all', limit: 1 } },
  { workloads: ['scroll'], what: 'p50, ms', value: p50, ratio: { of: 'all', limit: 1 / 3 } },
  {
    workloads: ['scroll'],
    what: 'seen of painted',
    value: seenShare,
    limit: 0.95,
    wantsMore: true,
    carried: ({ bytesPerSecond }) => ({ bytesPerSecond }),
  },
  { workloads: ['scroll'], what: 'kB a second', value: bytes, ratio: { of: 'webrtc', limit: 1 } },
  { workloads: ['drag'], what: 'p50, ms', value: p50, ratio: { of: 'all', limit: 0.5 } },
  {
    workloads: ['drag'],
    what: 'seen of painted',
    value: seenShare,
    limit: 0.9,
    wantsMore: true,
    carried: ({ bytesPerSecond }) => ({ bytesPerSecond }),
  },
  { workloads: ['switch'], what: 'p50, ms', value: p50, ratio: { of: 'all', limit: 0.5 } },
  { workloads: ['video'], what: 'p50, ms', value: p50, ratio: { of: 'all', limit: 1 } },
  {
    workloads: ['video'],
    what: 'updates seen a second',
    value: seen,
    ratio: { of: 'all', limit: 1 },
    wantsMore: true,
  },
  { workloads: ['video'], what: 'kB a second', value: bytes, ratio: { of: 'webrtc', limit: 2 } },
  {
    workloads: ['echo-video'],
    what: 'key → visible p95, ms',
    value: (f) => f.echoP95Ms,
    limit: 250,
    lines: ['1'],
  },
  {
    workloads: workloadNames,
    what: 'host CPU an update, ms',
    value: (f) => f.hostCpuMsPerUpdate,
    ratio: { of: 'all', limit: 1, isStrict: true },
  },
  {
    workloads: workloadNames,
    what: 'viewer CPU, share of a core',
    value: (f) => f.viewerCpu,
    ratio: { of: 'novnc', limit: 1, isStrict: true },
    eachUpdate: ({ viewerCpuMsPerUpdate: ms }) => (ms ? `${show(ms)} ms an update seen` : undefined),
  },
  {
    workloads: workloadNames,
    what: 'exact after, ms',
    value: (f) => f.exactAfterMs,
    limit: 300,
    carried: (f) => ({ bytesPerSecond: f.bytesPerSecondUntilExact, untilMs: f.exactAfterMs }),
  },
  { workloads: workloadNames, what: 'host memory, MiB', value: (f) => f.hostMemoryMiB, limit: 200 },
  {
    workloads: workloadNames,
    what: 'longest stall of the viewer, ms',
    value: (f) => f.longestStallMs,
    limit: 20,
  },
];

/** How a target stands on one line, for people. */
export interface Verdict {
  readonly workload: WorkloadName;
  readonly what: string;
  readonly ours: string;
  /** The best peer's figure and its name, or nothing where none is compared with. */
  readonly best: string;
  readonly ratio: string;
  readonly limit: string;
  readonly isReached: boolean;
  /** It was not reached, and the line carried all that it could: it is not asked there. */
  readonly isLineFull: boolean;
}

/**
 * Judges what was measured of one 1920×1080 screen on a line. Where we or the peers were not measured there is no verdict; where none
 * of our runs gave a figure, nothing is reached.
 */
export function judge({ cases, systems }: Results, line: CaseResult['line']): Verdict[] {
  const there = cases.filter((one) => one.line === line && one.screens === 1);
  return targets
    .filter(({ lines }) => lines?.includes(line) ?? true)
    .flatMap((target) =>
      target.workloads.flatMap((workload) => {
        const own = there.find((one) => one.workload === workload && one.system === 'fjernhjelp');
        if (own === undefined) return [];
        const peers = there.filter(
          (one) =>
            one.workload === workload && one.system !== 'fjernhjelp' && one.measuredIn === own.measuredIn,
        );
        const verdict = judgeOne(target, { workload, own: own.median, peers, systems });
        if (verdict === undefined) return [];
        return [{ ...verdict, isLineFull: !verdict.isReached && isFull(target, own.median, line) }];
      }),
    );
}

/**
 * Whether the line carried about all that it can; or could not carry within the limit what it carried until then, and stood idle for no
 * longer than that limit.
 */
function isFull({ carried, limit = 0 }: Target, own: Figures | undefined, line: CaseResult['line']): boolean {
  const megabits = lineSpeeds.find(({ name }) => name === line)?.megabitsPerSecond;
  const { bytesPerSecond, untilMs } = (own && carried?.(own)) ?? {};
  if (bytesPerSecond === undefined || megabits === undefined) return false;
  const share = (bytesPerSecond * 8) / (megabits * 1e6);
  const isTooMuch = typeof untilMs === 'number' && share * untilMs > limit && (1 - share) * untilMs <= limit;
  return share >= FULL || isTooMuch;
}

interface Measured {
  readonly workload: WorkloadName;
  /** Absent: no run gave a figure. */
  readonly own: Figures | undefined;
  readonly peers: readonly CaseResult[];
  readonly systems: Results['systems'];
}

function judgeOne(
  target: Target,
  { workload, own, peers, systems }: Measured,
): Omit<Verdict, 'isLineFull'> | undefined {
  const { what, wantsMore = false } = target;
  const worst = wantsMore ? 0 : Number.POSITIVE_INFINITY;
  const ours = (own && target.value(own)) ?? worst;
  const shown = { workload, what, ours: own === undefined ? 'no figure' : show(ours) };
  if (target.limit !== undefined) {
    const isReached = wantsMore ? ours >= target.limit : ours <= target.limit;
    return { ...shown, best: '', ratio: '', limit: `${wantsMore ? '≥' : '≤'} ${target.limit}`, isReached };
  }
  const { of, limit, isStrict } = target.ratio ?? { of: 'all', limit: 1 };
  const compared = peers
    .filter(({ system }) => peerIds[of].test(system))
    .flatMap(({ system, median }) =>
      median === undefined ? [] : [{ system, median, value: target.value(median) ?? worst }],
    );
  if (compared.length === 0) return undefined;
  const best = compared.reduce((a, b) => (wantsMore === b.value > a.value ? b : a));
  const ratio = ours / best.value;
  const isReached = isStrict ? ratio < limit : wantsMore ? ratio >= limit : ratio <= limit;
  const seesLess = own !== undefined && best.median.seenPerSecond < own.seenPerSecond / 2;
  const beside = (figures: Figures) => {
    const also = seesLess ? target.eachUpdate?.(figures) : undefined;
    return also === undefined ? '' : ` (${also})`;
  };
  return {
    ...shown,
    ours: shown.ours + (own === undefined ? '' : beside(own)),
    best: `${show(best.value)} ${systems[best.system]?.name ?? best.system}${beside(best.median)}`,
    ratio: Number.isFinite(ratio) ? ratio.toFixed(2) : '–',
    limit: `${isStrict ? '<' : wantsMore ? '≥' : '≤'} ${Number(limit.toFixed(2))} ×`,
    isReached,
  };
}

function show(value: number): string {
  if (!Number.isFinite(value)) return 'never';
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
