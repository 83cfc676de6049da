/**
 * `npm run bench:peers`: this system and its peers in turn, on the same painted desktops, over the same lines.
 * Options: `--systems a,b --workloads typing,scroll --lines free,4,1 --screens 1,2,4 --runs 3 --seconds 8`, `--everywhere` for the larger
 * screens on each line and not the first alone, `--report` to write docs/PERFORMANCE.md from what is kept.
 */
import { parseArgs } from 'node:util';
import { Resources } from '../e2e/harness/resources.ts';
import { deleteLeftAccounts, missingForCounting } from './cpu-account.ts';
import type { Figures } from './figures.ts';
import { deleteLeftLines, type LineSpeed, lineSpeeds, missingForLines } from './line.ts';
import { type Case, measure } from './measure.ts';
import { createProgress } from './progress.ts';
import { writeDocument } from './report/document.ts';
import {
  type CaseResult,
  describeMachine,
  keep,
  outcomeOf,
  RUNS_TO_KEEP,
  readKept,
  type Screens,
  screenCounts,
  writeRun,
} from './results.ts';
import { systems } from './systems/index.ts';
import type { ScreenPixels, SystemUnderTest } from './systems.ts';
import { columns } from './table.ts';
import { echoWorkloads, type WorkloadName, workloadNames } from './workloads/scenes/index.ts';

const RUN_WITHIN_MS = 240_000;
const SCREENS: Readonly<Record<Screens, ScreenPixels>> = {
  1: { widthPx: 1920, heightPx: 1080 },
  2: { widthPx: 3840, heightPx: 1080 },
  4: { widthPx: 3840, heightPx: 2160 },
};

const { values: given } = parseArgs({
  options: {
    systems: { type: 'string' },
    workloads: { type: 'string' },
    lines: { type: 'string' },
    screens: { type: 'string' },
    runs: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '8' },
    everywhere: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
  },
});

function stop(why: string): never {
  console.error(why);
  process.exit(1);
}

/** @returns those of the names that were asked for, or all */
function choose<T extends string>(
  option: 'systems' | 'workloads' | 'lines' | 'screens',
  all: readonly T[],
): T[] {
  const asked = given[option]?.split(',');
  const unknown = asked?.find((name) => !(all as readonly string[]).includes(name));
  if (unknown !== undefined) stop(`--${option}: there is no “${unknown}”. Choose from ${all.join(', ')}.`);
  return all.filter((name) => asked?.includes(name) ?? true);
}

interface Group {
  readonly workload: WorkloadName;
  readonly speed: LineSpeed;
  readonly screens: Screens;
}

function chosenGroups(): Group[] {
  const speeds = choose(
    'lines',
    lineSpeeds.map(({ name }) => name),
  ).flatMap((name) => lineSpeeds.filter((speed) => speed.name === name));
  const sizes = choose('screens', screenCounts.map(String)).map((count) => Number(count) as Screens);
  const workloads = choose('workloads', workloadNames);
  return speeds.flatMap((speed, i) =>
    sizes
      .filter((screens) => screens === 1 || i === 0 || given.everywhere)
      .flatMap((screens) => workloads.map((workload) => ({ workload, speed, screens }))),
  );
}

/** What is open now, for a signal to close. */
let current: Resources | undefined;
let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    isStopping = true;
    await current?.close();
    process.exit(130);
  });
}

const progress = createProgress();

async function measureOnce(measured: Case): Promise<Figures> {
  await using resources = new Resources();
  current = resources;
  const late = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Error('the run took too long')), RUN_WITHIN_MS);
    resources.add(() => clearTimeout(timer));
  });
  return await Promise.race([measure(resources, measured), late]);
}

/** Without keys there is no echo. */
function ableFor(workload: WorkloadName, systems: readonly SystemUnderTest[]): SystemUnderTest[] {
  return systems.filter(({ hasInput }) => hasInput || !echoWorkloads.includes(workload));
}

/** Measures the systems of a group in turn, so that what else the machine does meets all of them. */
async function measureGroup(group: Group, chosen: readonly SystemUnderTest[]): Promise<CaseResult[]> {
  const { workload, speed, screens } = group;
  const found = ableFor(workload, chosen).map((system) => ({
    system,
    runs: [] as Figures[],
    failures: [] as string[],
  }));
  for (let run = 0; run < Number(given.runs); run++) {
    for (const { system, runs, failures } of found) {
      const { begins, ends } = progress.begin();
      const measured = {
        system,
        workload,
        speed,
        screen: SCREENS[screens],
        seconds: Number(given.seconds),
        begins,
      };
      await measureOnce(measured).then(
        (figures) => {
          runs.push(figures);
          console.error(`  ${system.id}, ${workload}, run ${run + 1}: ${ends()}`);
        },
        async (error: unknown) => {
          // The end of this process is on its way: nothing more is begun.
          if (isStopping) await new Promise<never>(() => {});
          const why = String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';
          failures.push(why);
          console.error(`  ${system.id}, ${workload}, run ${run + 1}: no figure: ${why}; ${ends()}`);
        },
      );
    }
  }
  return found.map(({ system, runs, failures }) => ({
    system: system.id,
    workload,
    line: speed.name,
    screens,
    seconds: Number(given.seconds),
    measuredIn: id,
    ...outcomeOf(runs, failures),
  }));
}

function print({ workload, speed, screens }: Group, cases: readonly CaseResult[]): void {
  console.log(`\n${workload}, ${speed.title}, ${screens} screen${screens > 1 ? 's' : ''}`);
  const rows = columns.map(({ title, show }) => [
    title,
    Object.fromEntries(
      cases.map(({ system, median }) => [system, median === undefined ? 'no figure' : show(median)]),
    ),
  ]);
  console.table(Object.fromEntries(rows));
  for (const { system, failures } of cases)
    for (const why of new Set(failures)) console.log(`${system}: no figure: ${why}`);
}

const id = new Date().toISOString();
if (given.report) {
  for (const file of writeDocument(readKept())) console.log(file);
  process.exit(0);
}
const missing = (await missingForLines()) ?? missingForCounting();
if (missing !== undefined) stop(missing);
const groups = chosenGroups();
const wanted = choose(
  'systems',
  systems.map((system) => system.id),
).flatMap((name) => systems.filter((system) => system.id === name));
await deleteLeftLines();
await deleteLeftAccounts();
const chosen: SystemUnderTest[] = [];
for (const system of wanted) {
  const lacks = await system.missing?.();
  if (lacks === undefined) chosen.push(system);
  else console.error(`${system.name} is left out: ${lacks}`);
}
const described = await Promise.all(
  chosen.map(async (system) => [
    system.id,
    { name: system.name, hasInput: system.hasInput, description: await system.describe() },
  ]),
);
const results = {
  machines: { [id]: await describeMachine() },
  systems: Object.fromEntries(described),
  cases: [] as CaseResult[],
};
const isKept = Number(given.runs) >= RUNS_TO_KEEP;
progress.expect(
  groups.reduce((sum, { workload }) => sum + ableFor(workload, chosen).length * Number(given.runs), 0),
);
for (const group of groups) {
  const cases = await measureGroup(group, chosen);
  results.cases.push(...cases);
  print(group, cases);
  writeRun(id, results);
  // What is measured is kept, also when the rest is not waited for.
  if (isKept) writeDocument(keep(results));
}
console.log(isKept ? 'docs/PERFORMANCE.md' : `Not kept: fewer than ${RUNS_TO_KEEP} runs.`);
// What a peer cannot show is a figure of its own kind; what this system cannot is a failure.
const isWhole = results.cases.every(({ system, median }) => system !== 'fjernhjelp' || median !== undefined);
process.exit(isWhole ? 0 : 1);
