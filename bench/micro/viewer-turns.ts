import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { node, type Resources, until } from '../../e2e/harness/resources.ts';
import { type ThreadTime, threadTimes } from '../cpu.ts';
import { lineSpeeds } from '../line.ts';
import { PictureReader } from '../reader/picture-reader.ts';
import { setBenchStage } from '../stage.ts';
import { median } from '../statistics.ts';
import type { BenchStage, OpenSystem } from '../systems.ts';
import type { StripGroups } from '../workloads/marker.ts';
import { createRandom } from './text-screen.ts';

export const turnScreen = { widthPx: 1920, heightPx: 1080 };
const speed = lineSpeeds[0]!;
/** What the page does in its turn: nothing; keys a second that write; as much written, and no key pressed. */
const modes = [
  { name: 'still', everyMs: undefined, isPressed: false },
  { name: '3 keys a second', everyMs: 1000 / 3, isPressed: true },
  { name: '12 keys a second', everyMs: 1000 / 12, isPressed: true },
  // The last: the reader knows nothing of what nobody pressed, and reads the picture for none of it.
  { name: '12 written a second', everyMs: 1000 / 12, isPressed: false },
] as const;
type Mode = (typeof modes)[number];
const TURN_MS = 1200;
/** Threads below this share of a core in each system are left out. */
const LEAST_PERCENT = 0.06;

/** Opens to a screen that shows the `echo` workload. */
export interface TurnSystem {
  readonly id: string;
  open(stage: BenchStage): Promise<OpenSystem & { write?(): void }>;
}

/** One system with a desktop, a line and a browser of its own; nothing happens. */
export interface TurnViewer {
  readonly id: string;
  readonly browserPid: number;
  /** A key is pressed at the helper's, and writes. */
  press(): Promise<void>;
  /** The same is written at the host, and no key was pressed. */
  write(): void;
}

export async function openViewer(resources: Resources, tested: TurnSystem): Promise<TurnViewer> {
  const stage = await setBenchStage(resources, turnScreen, speed);
  const painter = stage.display.start(node, [
    join(import.meta.dirname, '../workloads/painter.ts'),
    ...['echo', '0', String(turnScreen.widthPx), String(turnScreen.heightPx)],
  ]);
  const [groups] = await painter.until('the first paint', ({ stdout }) => /^.*(?=\npaint 0 )/.exec(stdout));
  const system = await tested.open(stage);
  const reader = await PictureReader.open(system.page, {
    selector: system.pictureSelector,
    groups: JSON.parse(groups) as StripGroups,
    screen: turnScreen,
    adaptsSize: system.adaptsSize ?? false,
  });
  await until('the picture is seen', async () => (await reader.report()).echo.length > 0);
  await reader.expect([]);
  await reader.clear();
  painter.child.stdin?.write('go\n');
  await system.pressKey?.('j');
  await until('a key is seen', async () => (await reader.report()).echo.length > 0);
  return {
    id: tested.id,
    browserPid: stage.browserPid,
    press: async () => system.pressKey?.('j'),
    write: system.write ?? (() => void painter.child.stdin?.write('key\n')),
  };
}

/** What one turn took, by the threads' names. */
interface Turn {
  readonly ms: number;
  readonly threads: ReadonlyMap<string, ThreadTime>;
}

const random = createRandom(3);

async function takeTurn(viewer: TurnViewer, { everyMs, isPressed }: Mode): Promise<Turn> {
  const before = threadTimes(viewer.browserPid);
  const fromMs = performance.now();
  if (everyMs === undefined) await sleep(TURN_MS);
  // As many in each system's turn, however long one takes.
  else
    for (let i = 0; i < Math.round(TURN_MS / everyMs); i++) {
      const dueMs = fromMs + (i + 0.1 + 0.8 * random()) * everyMs;
      await sleep(Math.max(0, dueMs - performance.now()));
      if (isPressed) await viewer.press();
      else viewer.write();
    }
  await sleep(Math.max(0, fromMs + TURN_MS + 100 - performance.now()));
  const threads = new Map<string, ThreadTime>();
  for (const [thread, { name, ms, turns }] of threadTimes(viewer.browserPid)) {
    const from = before.get(thread);
    const so = threads.get(name);
    threads.set(name, {
      name,
      ms: (so?.ms ?? 0) + ms - (from?.ms ?? 0),
      turns: (so?.turns ?? 0) + turns - (from?.turns ?? 0),
    });
  }
  return { ms: performance.now() - fromMs, threads };
}

const percentOf = (turn: Turn, ranMs: number) => (ranMs / turn.ms) * 100;

function allPercent(turn: Turn): number {
  return percentOf(
    turn,
    [...turn.threads.values()].reduce((sum, { ms }) => sum + ms, 0),
  );
}

/**
 * A machine's speed drifts by more than the systems differ: viewers that are open at once take turns, each a second, and the medians of as many
 * rounds are printed for each mode. In the others' turns a page is at rest.
 * @param modeNames undefined: all
 */
export async function compareViewers(
  viewers: readonly TurnViewer[],
  rounds: number,
  modeNames?: readonly string[],
): Promise<void> {
  for (const mode of modes) {
    if (modeNames !== undefined && !modeNames.includes(mode.name)) continue;
    const found = viewers.map((viewer) => ({ viewer, turns: [] as Turn[] }));
    for (let round = 0; round < rounds; round++)
      for (const { viewer, turns } of round % 2 === 0 ? found : found.toReversed())
        turns.push(await takeTurn(viewer, mode));
    print(mode.name, found);
  }
}

function print(
  name: string,
  found: readonly { readonly viewer: TurnViewer; readonly turns: readonly Turn[] }[],
): void {
  const first = found[0]!;
  const rows: Record<string, Record<string, string>> = {};
  const fill = (row: string, cell: (turns: readonly Turn[]) => string) => {
    rows[row] = Object.fromEntries(found.map(({ viewer, turns }) => [viewer.id, cell(turns)]));
  };
  fill('all threads', (turns) => median(turns.map(allPercent)).toFixed(2));
  // Of the same round: both had the same machine.
  fill(`of ${first.viewer.id}`, (turns) =>
    median(turns.map((turn, round) => allPercent(turn) / allPercent(first.turns[round]!))).toFixed(3),
  );
  const names = new Set(found.flatMap(({ turns }) => turns.flatMap(({ threads }) => [...threads.keys()])));
  for (const thread of names) {
    const percent = (turns: readonly Turn[]) =>
      median(turns.map((turn) => percentOf(turn, turn.threads.get(thread)?.ms ?? 0)));
    if (found.every(({ turns }) => percent(turns) < LEAST_PERCENT)) continue;
    fill(thread, (turns) => {
      const perSecond = turns.map((turn) => ((turn.threads.get(thread)?.turns ?? 0) / turn.ms) * 1000);
      return `${percent(turns).toFixed(2)} (${median(perSecond).toFixed(0)})`;
    });
  }
  console.log(`\n${name}: % of a core (turns a second), medians of ${first.turns.length}`);
  console.table(rows);
}
