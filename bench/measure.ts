import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { node, type Program, type Resources, until } from '../e2e/harness/resources.ts';
import { peakMemoryMiB } from './cpu.ts';
import { lookClosely } from './exactness.ts';
import { delayAt, delays, type Figures } from './figures.ts';
import type { LineSpeed } from './line.ts';
import { LineRecord } from './line-record.ts';
import { createRandom } from './micro/text-screen.ts';
import { countAlong, watchStatistics } from './own-counters.ts';
import type { Sighting } from './reader/in-page.ts';
import { NoFigure, PictureReader } from './reader/picture-reader.ts';
import { atRest } from './rest.ts';
import { type SetStage, setBenchStage } from './stage.ts';
import type { OpenSystem, ScreenPixels, SystemUnderTest } from './systems.ts';
import { openAccounts, usage } from './usage.ts';
import type { StripGroups } from './workloads/marker.ts';
import { echoWorkloads, type WorkloadName } from './workloads/scenes/index.ts';

const FIRST_SEEN_WITHIN_MS = 60_000;
/** How long the last paint, or the last key, may take to be seen. */
const LAST_SEEN_WITHIN_MS = 20_000;
const KEYS = { count: 32, leastMs: 180, mostMs: 420 } as const;
/** How long it is painted for the product's statistics: a whole second of theirs lies in it. */
const COUNTED_SECONDS = 2;

export interface Case {
  readonly system: SystemUnderTest;
  readonly workload: WorkloadName;
  readonly speed: LineSpeed;
  readonly screen: ScreenPixels;
  readonly seconds: number;
  /** Is told the name of what is begun, for whoever wants to know where the time goes. */
  begins?(phase: string): void;
}

/** Measures a workload once, on a desktop, a line and a browser of its own. @throws NoFigure */
export async function measure(resources: Resources, measured: Case): Promise<Figures> {
  const begins = (phase: string) => measured.begins?.(phase);
  begins('desktop');
  const accounts = openAccounts(resources);
  const stage = await setBenchStage(resources, measured.screen, measured.speed);
  accounts.viewer.add([stage.browserPid]);
  accounts.display.add([stage.displayPid]);
  const painter = new Painter(stage, measured);
  const strips = await painter.begin();
  begins('system');
  const system = await measured.system.open(stage);
  const { page } = system;
  page.on('dialog', (dialog) => dialog.dismiss());
  begins('first picture');
  const reader = await PictureReader.open(page, {
    selector: system.pictureSelector,
    groups: strips,
    screen: measured.screen,
    adaptsSize: system.adaptsSize ?? false,
  });
  await until(
    'the first picture is seen',
    async () => shows(await reader.report(), strips),
    FIRST_SEEN_WITHIN_MS,
  );
  await reader.expect([]);
  begins('rest');
  accounts.host.add(system.pids.host);
  accounts.relay.add(system.pids.relay);
  const viewerRestCpu = await atRest(stage.line, accounts.viewer, measured.speed);
  begins('workload');
  await reader.clear();
  const checkCounted = await countAlong(system.counters, stage.line);
  await reader.expect(await painter.start());
  const record = new LineRecord(stage.line);
  const use = usage(accounts, record);
  // Without a film, what the last key paints is the last paint.
  if (strips.paint.length === 0) await reader.hashFrom('echo', KEYS.count);
  if (painter.isEcho) await painter.pressKeys(system);
  else await painter.run();
  const lastPaint = painter.last('paint');
  const lastKey = painter.last('echo');
  if (strips.paint.length > 0) await reader.hashFrom('paint', lastPaint.sequence);
  begins('last paint');
  const late = await until(
    'the last paint is seen',
    () => reader.hasSeen({ paint: lastPaint.sequence, echo: lastKey.sequence }),
    LAST_SEEN_WITHIN_MS,
  ).then(
    () => undefined,
    // So far behind that it is waited for no longer: what was not seen by now counts as never.
    () => reader.report(),
  );
  if (late !== undefined) await reader.check(late);
  const used = await use();
  begins('exactness');
  const fidelity = await lookClosely(
    { display: stage.display, speed: measured.speed, record },
    reader,
    Math.max(lastPaint.atMs, lastKey.atMs),
  );
  const seen = late ?? (await reader.report());
  await reader.check(seen);
  const steps = lastPaint.sequence + lastKey.sequence;
  await checkCounted({ paints: seen.paint.length, echoes: seen.echo.length, steps });

  const latencies = delays(painter.all('paint'), seen.paint);
  const keys = seen.keysAtMs.map((atMs, i) => ({ sequence: i + 1, atMs }));
  const echoes = delays(keys, seen.echo);
  const updates = seen.paint.length + seen.echo.length;
  const { seconds, hostSeconds, viewerSeconds, ...rates } = used;
  const paintSeconds = spanSeconds(latencies.length > 0 ? painter.all('paint') : painter.all('echo'));
  const figures = {
    latencyP50Ms: delayAt(latencies, 0.5),
    latencyP95Ms: delayAt(latencies, 0.95),
    paintedPerSecond: latencies.length / paintSeconds,
    seenPerSecond: updates / paintSeconds,
    echoP50Ms: delayAt(echoes, 0.5),
    echoP95Ms: delayAt(echoes, 0.95),
    ...rates,
    viewerRestCpu,
    readingCpu: seen.readingMs / 1000 / seconds,
    hostCpuMsPerUpdate: updates === 0 ? null : (hostSeconds * 1000) / updates,
    viewerCpuMsPerUpdate: updates === 0 ? null : (viewerSeconds * 1000) / updates,
    hostMemoryMiB: peakMemoryMiB(system.pids.host),
    relayMemoryMiB: peakMemoryMiB(system.pids.relay),
    viewerMemoryMiB: peakMemoryMiB([stage.browserPid]),
    ...fidelity,
    longestTaskMs: seen.longestTaskMs,
    longestStallMs: seen.longestStallMs,
  };
  begins('statistics');
  const paintsItself = strips.paint.length > 0;
  await watchStatistics(system.counters, paintsItself ? () => paintMore(painter, reader) : undefined);
  begins('end');
  return figures;
}

/** Goes on with what was measured. @returns from each paint until it was seen, in milliseconds; Infinity for what never was */
async function paintMore(painter: Painter, reader: PictureReader): Promise<number[]> {
  const before = painter.last('paint').sequence;
  await reader.expect(await painter.goOn(COUNTED_SECONDS));
  await painter.run();
  const { sequence } = painter.last('paint');
  const isSeen = () => reader.hasSeen({ paint: sequence, echo: 0 });
  await until('the last paint is seen', isSeen, LAST_SEEN_WITHIN_MS).catch(() => undefined);
  const more = painter.all('paint').filter((paint) => paint.sequence > before);
  return delays(more, (await reader.report()).paint);
}

/** The workload's own process, and what it tells. */
class Painter {
  readonly isEcho: boolean;
  readonly #program: Program;
  readonly #timeoutMs: number;
  /** When each step that was painted, or is to be, was due. */
  #dueMs: number[] = [];
  /** How often it was told to paint. */
  #times = 0;

  constructor(stage: SetStage, { workload, seconds, screen }: Case) {
    this.isEcho = echoWorkloads.includes(workload);
    this.#timeoutMs = seconds * 1000 + 30_000;
    const path = join(import.meta.dirname, 'workloads/painter.ts');
    const lasts = this.isEcho ? 0 : seconds;
    this.#program = stage.display.start(node, [
      path,
      workload,
      String(lasts),
      String(screen.widthPx),
      String(screen.heightPx),
    ]);
  }

  /** @returns when each step will be painted */
  start(): Promise<number[]> {
    return this.#begin('go');
  }

  /** Paints for so long again, after its end. @returns when each step of all will be painted, or was */
  goOn(seconds: number): Promise<number[]> {
    this.#dueMs.length = this.last('paint').sequence;
    return this.#begin(`more ${seconds}`);
  }

  async #begin(told: string): Promise<number[]> {
    const time = this.#times++;
    this.#program.child.stdin?.write(`${told}\n`);
    const due = await this.#program.until(
      'the schedule',
      ({ stdout }) => [...stdout.matchAll(/^due (.*)$/gm)][time]?.[1],
    );
    this.#dueMs.push(...(JSON.parse(due) as number[]));
    return this.#dueMs;
  }

  /** Waits for the first paint. */
  async begin(): Promise<StripGroups> {
    const [line] = await this.#program.until('the first paint', ({ stdout }) =>
      /^.*(?=\npaint 0 )/.exec(stdout),
    );
    return JSON.parse(line) as StripGroups;
  }

  async run(): Promise<void> {
    const isDone = ({ stdout }: Program) => stdout.split('\ndone').length > this.#times;
    await this.#program.until('the last paint', isDone, this.#timeoutMs);
  }

  /** Presses keys in the viewer at times that keep no step with anything, and waits until each has been answered. */
  async pressKeys(system: OpenSystem): Promise<void> {
    const random = createRandom(21);
    for (let i = 0; i < KEYS.count; i++) {
      await sleep(KEYS.leastMs + random() * (KEYS.mostMs - KEYS.leastMs));
      await system.pressKey?.('j');
    }
    await until('every key reaches the screen', () => this.last('echo').sequence === KEYS.count).catch(() => {
      throw new NoFigure(`${this.last('echo').sequence} of ${KEYS.count} keys reached the screen`);
    });
    this.#program.child.stdin?.write('stop\n');
    await this.run();
  }

  /** All but the first, which was there before. */
  all(kind: 'paint' | 'echo'): Sighting[] {
    return [...this.#program.stdout.matchAll(new RegExp(`^${kind} (\\d+) ([\\d.]+)$`, 'gm'))]
      .map((match) => ({ sequence: Number(match[1]), atMs: Number(match[2]) }))
      .filter(({ sequence }) => sequence > 0);
  }

  last(kind: 'paint' | 'echo'): Sighting {
    return this.all(kind).at(-1) ?? { sequence: 0, atMs: 0 };
  }
}

function shows(
  report: { paint: readonly Sighting[]; echo: readonly Sighting[] },
  strips: StripGroups,
): boolean {
  return (['paint', 'echo'] as const).every(
    (group) => strips[group].length === 0 || report[group].length > 0,
  );
}

/** @returns how long so many steps take, the one before the first included */
function spanSeconds(made: readonly Sighting[]): number {
  const [first, last] = [made[0]?.atMs ?? 0, made.at(-1)?.atMs ?? 0];
  return ((last - first) / 1000) * (made.length / Math.max(1, made.length - 1));
}
