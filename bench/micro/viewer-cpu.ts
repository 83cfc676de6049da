// What the viewers cost their browsers, by thread: `node bench/micro/viewer-cpu.ts [--systems fjernhjelp,x11vnc] [--rounds 6]`. As root.
// A machine's speed drifts by more than the systems differ: all are open at once, and take turns every second. In the others' turns a page
// gets no frames. docs/decisions/0021 quotes it.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { node, Resources, until } from '../../e2e/harness/resources.ts';
import { type ThreadTime, threadTimes } from '../cpu.ts';
import { deleteLeftLines, lineSpeeds } from '../line.ts';
import { PictureReader } from '../reader/picture-reader.ts';
import { setBenchStage } from '../stage.ts';
import { systems } from '../systems/index.ts';
import type { SystemUnderTest } from '../systems.ts';
import type { StripGroups } from '../workloads/marker.ts';
import { createRandom } from './text-screen.ts';

const { values: options } = parseArgs({
  options: {
    systems: { type: 'string', default: 'fjernhjelp,x11vnc' },
    rounds: { type: 'string', default: '6' },
  },
});
const screen = { widthPx: 1920, heightPx: 1080 };
const speed = lineSpeeds[0]!;
/** What the page does in its turn: nothing; the reader's frames; keys a second that write, each with the reader's frames. */
const modes = [
  { name: 'still', hasFrames: false, keysPerSecond: 0 },
  { name: 'frames', hasFrames: true, keysPerSecond: 0 },
  { name: '3 keys a second', hasFrames: true, keysPerSecond: 3 },
  { name: '12 keys a second', hasFrames: true, keysPerSecond: 12 },
] as const;
const TURN_MS = 1200;
/** Threads below this share of a core in each system are left out. */
const LEAST_PERCENT = 0.06;

/** Runs in the page before the reader: frames can be held back. */
function holdFrames(): void {
  const ask = window.requestAnimationFrame.bind(window);
  let isHeld = true;
  let waiting: FrameRequestCallback[] = [];
  window.requestAnimationFrame = (callback) => (isHeld ? waiting.push(callback) : ask(callback));
  Object.assign(window, {
    hold(next: boolean) {
      isHeld = next;
      if (isHeld) return;
      for (const callback of waiting) ask(callback);
      waiting = [];
    },
  });
}

/** One system with a desktop, a line and a browser of its own; nothing happens. */
async function openViewer(resources: Resources, tested: SystemUnderTest) {
  const stage = await setBenchStage(resources, screen, speed);
  const painter = stage.display.start(node, [
    join(import.meta.dirname, '../workloads/painter.ts'),
    ...['echo', '0', String(screen.widthPx), String(screen.heightPx)],
  ]);
  const [groups] = await painter.until('the first paint', ({ stdout }) => /^.*(?=\npaint 0 )/.exec(stdout));
  const system = await tested.open(stage);
  await system.page.evaluate(holdFrames);
  const hold = (isHeld: boolean) =>
    system.page.evaluate((next) => (window as unknown as { hold(next: boolean): void }).hold(next), isHeld);
  const reader = await PictureReader.open(system.page, {
    selector: system.pictureSelector,
    groups: JSON.parse(groups) as StripGroups,
    screen,
    adaptsSize: system.adaptsSize ?? false,
  });
  await hold(false);
  await until('the picture is seen', async () => (await reader.report()).echo.length > 0);
  await reader.expect([]);
  await reader.clear();
  await hold(true);
  painter.child.stdin?.write('go\n');
  return { id: tested.id, browserPid: stage.browserPid, system, hold };
}

const random = createRandom(3);
type Viewer = Awaited<ReturnType<typeof openViewer>>;

/** Adds what one turn took. @returns its milliseconds */
async function takeTurn(
  { browserPid, system, hold }: Viewer,
  { hasFrames, keysPerSecond }: (typeof modes)[number],
  into: Map<string, ThreadTime>,
): Promise<number> {
  await hold(!hasFrames);
  await sleep(150);
  const before = threadTimes(browserPid);
  const fromMs = performance.now();
  if (keysPerSecond === 0) await sleep(TURN_MS);
  else
    while (performance.now() - fromMs < TURN_MS) {
      await sleep((1000 / keysPerSecond) * (0.6 + 0.8 * random()));
      await system.pressKey?.('j');
    }
  await sleep(100);
  for (const [thread, { name, ms, turns }] of threadTimes(browserPid)) {
    const from = before.get(thread);
    const so = into.get(name);
    into.set(name, {
      name,
      ms: (so?.ms ?? 0) + ms - (from?.ms ?? 0),
      turns: (so?.turns ?? 0) + turns - (from?.turns ?? 0),
    });
  }
  const tookMs = performance.now() - fromMs;
  await hold(true);
  return tookMs;
}

await deleteLeftLines();
await using resources = new Resources();
const viewers: Viewer[] = [];
for (const id of options.systems.split(',')) {
  const tested = systems.find((system) => system.id === id);
  if (tested === undefined) throw new Error(`there is no “${id}”`);
  const lacks = await tested.missing?.();
  if (lacks !== undefined) throw new Error(lacks);
  viewers.push(await openViewer(resources, tested));
}
for (const mode of modes) {
  const found = viewers.map((viewer) => ({ viewer, threads: new Map<string, ThreadTime>(), ms: 0 }));
  for (let round = 0; round < Number(options.rounds); round++)
    for (const each of round % 2 === 0 ? found : found.toReversed())
      each.ms += await takeTurn(each.viewer, mode, each.threads);
  const percentOf = ({ ms }: { ms: number }, ranMs: number) => (ranMs / ms) * 100;
  const rows: Record<string, Record<string, string>> = {
    'all threads': Object.fromEntries(
      found.map((each) => {
        const ranMs = [...each.threads.values()].reduce((sum, { ms }) => sum + ms, 0);
        return [each.viewer.id, percentOf(each, ranMs).toFixed(2)];
      }),
    ),
  };
  for (const name of new Set(found.flatMap(({ threads }) => [...threads.keys()]))) {
    const shares = found.map((each) => percentOf(each, each.threads.get(name)?.ms ?? 0));
    if (Math.max(...shares) < LEAST_PERCENT) continue;
    rows[name] = Object.fromEntries(
      found.map((each, i) => {
        const turns = ((each.threads.get(name)?.turns ?? 0) / each.ms) * 1000;
        return [each.viewer.id, `${shares[i]!.toFixed(2)} (${turns.toFixed(0)})`];
      }),
    );
  }
  console.log(`\n${mode.name}: % of a core (turns a second)`);
  console.table(rows);
}
