/**
 * `npm run bench`: typing and scrolling on a real 1920×1080 X screen, seen by a helper in headless Chromium.
 * Prints a table and JSON and keeps the JSON in bench/results. `-- --seconds 10 --runs 3` changes length and number of runs.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client, clientNodeOptions } from '../e2e/harness/client.ts';
import { ClientWindow } from '../e2e/harness/client-window.ts';
import { HelperConsole } from '../e2e/harness/console.ts';
import { PICTURE_CANVAS } from '../e2e/harness/pixels-of.ts';
import { node, Resources, until } from '../e2e/harness/resources.ts';
import { openSession, setStage } from '../e2e/harness/session.ts';
import { cpuSeconds, writtenBytes } from './cpu.ts';
import { missingForCounting } from './cpu-account.ts';
import { type Figures, medianFigures } from './figures.ts';
import { lineSpeeds, missingForLines } from './line.ts';
import { measure } from './measure.ts';
import { median } from './statistics.ts';
import { systems } from './systems/fjernhjelp.ts';
import { columns } from './table.ts';
import type { WorkloadName } from './workloads/scenes/index.ts';

const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '8' }, runs: { type: 'string', default: '3' } },
});
const seconds = Number(options.seconds);
const runs = Number(options.runs);
const screen = { widthPx: 1920, heightPx: 1080 };

/** @returns null, and says why, where no line can be opened or no CPU time counted */
async function measureWorkload(workload: WorkloadName): Promise<Figures | null> {
  const missing = (await missingForLines()) ?? missingForCounting();
  const [system] = systems;
  const [speed] = lineSpeeds;
  if (missing !== undefined || system === undefined || speed === undefined) {
    console.error(`${workload} is not measured: ${missing}`);
    return null;
  }
  const found: Figures[] = [];
  for (let run = 0; run < runs; run++) {
    await using resources = new Resources();
    found.push(await measure(resources, { system, workload, speed, screen, seconds }));
  }
  return medianFigures(found);
}

/** From the program's start, which is what the click brings about, to the ID in the user's window. */
async function measureWindow(): Promise<{ idShownMs: number }> {
  await using resources = new Resources();
  const { display, server } = await setStage(resources, screen);
  const { env, titles } = await ClientWindow.prepare(resources);
  const main = join(import.meta.dirname, '../apps/client/src/main.ts');
  const startedMs = performance.now();
  display.start(node, [...clientNodeOptions, main, '--server', server.url, '--lang', 'nb'], env);
  await until('the window shows the ID', async () =>
    (await titles()).some((title) => title.startsWith('Les opp')),
  );
  return { idShownMs: performance.now() - startedMs };
}

/** From the program's start to the ID without a window, and from consent to the first picture. */
async function measureStartUp(): Promise<{
  idGivenMs: number;
  firstPictureMs: number;
  idleClientCpu: number;
  idleRelayBytesPerSecond: number;
}> {
  await using resources = new Resources();
  const stage = await setStage(resources, screen);
  await stage.display.xterm('Arbeid');
  const helper = await HelperConsole.open(stage.running.browser, stage.server.url);
  const startedMs = performance.now();
  const client = Client.start(stage.display, stage.server.url);
  const credentials = await client.credentials();
  const idGivenMs = performance.now() - startedMs;
  await helper.connect(credentials);
  const { helpers } = await client.until('who asks', (status) => status.phase === 'asking');
  const consentMs = performance.now();
  client.command({ type: 'allow', person: helpers[0]?.person ?? 0 });
  await helper.page.waitForFunction(
    ({ widthPx, selector }) => {
      const canvas = document.querySelector<HTMLCanvasElement>(selector);
      if (canvas?.width !== widthPx) return false;
      const probe = document.createElement('canvas').getContext('2d');
      probe?.drawImage(canvas, 0, 0, 1, 1, 0, 0, 1, 1);
      return (probe?.getImageData(0, 0, 1, 1).data[2] ?? 0) > 0;
    },
    { ...screen, selector: PICTURE_CANVAS },
    { polling: 'raf' },
  );
  const firstPictureMs = performance.now() - consentMs;
  await until('it is quiet', () => performance.now() - consentMs > 3000);
  const read = () => ({
    atMs: performance.now(),
    cpu: cpuSeconds(client.process.pid),
    bytes: writtenBytes(stage.server.process.pid),
  });
  const from = read();
  await until('ten idle seconds have passed', () => performance.now() - from.atMs > 10_000);
  const to = read();
  const seconds = (to.atMs - from.atMs) / 1000;
  return {
    idGivenMs,
    firstPictureMs,
    idleClientCpu: (to.cpu - from.cpu) / seconds,
    idleRelayBytesPerSecond: (to.bytes - from.bytes) / seconds,
  };
}

/** From the server's return until both ends go on with their session. */
async function measureRestart(): Promise<{ backAfterRestartMs: number }> {
  await using resources = new Resources();
  const stage = await setStage(resources, screen);
  const { client, helper } = await openSession(stage);
  await stage.server.stop();
  await client.until('that the line broke', (status) => status.phase === 'reconnecting');
  await helper.shows(/kobler til igjen/i);
  await stage.server.startAgain();
  const returnedMs = performance.now();
  await client.until('that it goes on', (status) => status.phase === 'sharing');
  await helper.shows('Du ser og peker');
  return { backAfterRestartMs: performance.now() - returnedMs };
}

async function medians<T extends object>(measure: () => Promise<T>): Promise<Record<keyof T, number>> {
  const all: T[] = [];
  for (let run = 0; run < runs; run++) all.push(await measure());
  const keys = Object.keys(all[0]!) as (keyof T)[];
  return Object.fromEntries(
    keys.map((key) => [key, Number(median(all.map((figures) => Number(figures[key]))).toFixed(2))]),
  ) as Record<keyof T, number>;
}

const result = {
  machine: `${cpus().length} × ${cpus()[0]?.model}`,
  node: process.version,
  screen: `${screen.widthPx}×${screen.heightPx}`,
  runs,
  seconds,
  typing: await measureWorkload('typing'),
  scroll: await measureWorkload('scroll'),
  startUp: {
    ...(await medians(measureWindow)),
    ...(await medians(measureStartUp)),
    ...(await medians(measureRestart)),
  },
};
for (const workload of ['typing', 'scroll'] as const) {
  const figures = result[workload];
  if (figures === null) continue;
  console.log(workload);
  console.table(Object.fromEntries(columns.map(({ title, show }) => [title, show(figures)])));
}
console.table({ startUp: result.startUp });
console.log(JSON.stringify(result, null, 2));
const folder = join(import.meta.dirname, 'results');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'bench.json'), `${JSON.stringify(result, null, 2)}\n`);
