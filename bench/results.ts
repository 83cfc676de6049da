import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Figures, medianFigures } from './figures.ts';
import type { LineSpeed } from './line.ts';
import type { WorkloadName } from './workloads/scenes/index.ts';

const exec = promisify(execFile);
export const resultsFolder = join(import.meta.dirname, 'results');
const keptFile = join(resultsFolder, 'peers.json');

/** Fewer runs are for trying out: they are not kept. Of so many or more, no fewer may give figures, or there is no figure. */
export const RUNS_TO_KEEP = 3;

/** How many 1920×1080 screens a picture may have. */
export const screenCounts = [1, 2, 4] as const;
export type Screens = (typeof screenCounts)[number];

/** One system with one workload on one line. */
export interface CaseResult {
  readonly system: string;
  readonly workload: WorkloadName;
  readonly line: LineSpeed['name'];
  readonly screens: Screens;
  readonly seconds: number;
  /** The command's run that measured it: only what one run measured is compared. */
  readonly measuredIn: string;
  /** Medians of `runs`; absent when too few gave figures. */
  readonly median?: Figures;
  readonly runs: readonly Figures[];
  /** Why the other runs gave none. */
  readonly failures: readonly string[];
}

export interface SystemResult {
  readonly name: string;
  readonly description: string;
  readonly hasInput: boolean;
}

export interface Results {
  /** What each run of the command was on, by `measuredIn`: a line for each part. */
  readonly machines: Readonly<Record<string, readonly string[]>>;
  readonly systems: Readonly<Record<string, SystemResult>>;
  readonly cases: readonly CaseResult[];
}

/** @returns what there is of a case after its runs, those that gave figures and those that gave none */
export function outcomeOf(
  runs: readonly Figures[],
  failures: readonly string[],
): Pick<CaseResult, 'median' | 'runs' | 'failures'> {
  const needed = Math.min(RUNS_TO_KEEP, runs.length + failures.length);
  return {
    ...(runs.length > 0 && runs.length >= needed && { median: medianFigures(runs) }),
    runs,
    failures,
  };
}

/** @returns why a case has no figure, in one line */
export function whyNoFigure({ runs, failures }: Pick<CaseResult, 'runs' | 'failures'>): string {
  const [why = ''] = failures;
  return runs.length === 0 ? why : `${runs.length} of ${runs.length + failures.length} runs gave one: ${why}`;
}

/** @returns what has been kept of all runs so far */
export function readKept(): Results {
  if (!existsSync(keptFile)) return { machines: {}, systems: {}, cases: [] };
  return JSON.parse(readFileSync(keptFile, 'utf8')) as Results;
}

/** Writes the results of one run of the command. @returns the file */
export function writeRun(id: string, results: Results): string {
  return write(`peers-${id.replaceAll(/[:.]/g, '-')}.json`, results);
}

/** Replaces what this run measured among what is kept. @returns all that is kept then */
export function keep(results: Results): Results {
  const kept = readKept();
  const measured = new Set(results.cases.map(keyOf));
  const cases = [...kept.cases.filter((old) => !measured.has(keyOf(old))), ...results.cases];
  const runs = new Set(cases.map(({ measuredIn }) => measuredIn));
  const machines = Object.entries({ ...kept.machines, ...results.machines }).filter(([run]) => runs.has(run));
  const merged = {
    machines: Object.fromEntries(machines),
    systems: { ...kept.systems, ...results.systems },
    cases,
  };
  write('peers.json', merged);
  return merged;
}

function keyOf({ system, workload, line, screens }: CaseResult): string {
  return [system, workload, line, screens].join(' ');
}

function write(name: string, results: Results): string {
  mkdirSync(resultsFolder, { recursive: true });
  const file = join(resultsFolder, name);
  // Short numbers, as the clocks are no finer.
  const text = JSON.stringify(
    results,
    (_, value) => (typeof value === 'number' ? Number(value.toPrecision(5)) : value),
    1,
  );
  writeFileSync(file, `${text}\n`);
  return file;
}

/** @returns which sources of this project were measured, for people */
export async function describeCommit(): Promise<string> {
  return exec('git', ['describe', '--always', '--dirty'], { cwd: import.meta.dirname }).then(
    ({ stdout }) => `commit ${stdout.trim()}`,
    () => 'not from a git checkout',
  );
}

/** @returns what it takes to write on memory that nobody has touched, for 4 KiB: some machines get each page from another one (docs/decisions/0025) */
function freshPageMicroseconds(): number {
  const pages = 16_384;
  const startMs = performance.now();
  new Uint8Array(pages * 4096).fill(1);
  return ((performance.now() - startMs) * 1000) / pages;
}

/** @returns what it was measured on, a line for each part */
export async function describeMachine(): Promise<string[]> {
  const chromium = await exec('/usr/bin/chromium', ['--version']).then(
    ({ stdout }) => stdout.trim(),
    () => 'no Chromium',
  );
  const system = existsSync('/etc/os-release')
    ? /PRETTY_NAME="(.*)"/.exec(readFileSync('/etc/os-release', 'utf8'))?.[1]
    : undefined;
  const page = freshPageMicroseconds();
  const cost = page < 1 ? 'under 1 µs' : page < 5 ? '1 to 5 µs' : 'over 5 µs';
  const congestion = readFileSync('/proc/sys/net/ipv4/tcp_congestion_control', 'utf8').trim();
  return [
    `${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${cost} for a fresh page of memory, no GPU used`,
    `${system ?? 'Linux'}, kernel ${release()}, TCP ${congestion}`,
    `Node ${process.version}; viewer: ${chromium}, headless`,
  ];
}
