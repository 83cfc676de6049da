/**
 * `npm run bench`: typing and scrolling on a real 1920×1080 X screen, seen by a helper in headless Chromium.
 * Prints a table and JSON and keeps the JSON in bench/results. `-- --seconds 10 --runs 3` changes length and number of runs.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from '../e2e/harness/client.ts';
import { ClientWindow } from '../e2e/harness/client-window.ts';
import { HelperConsole } from '../e2e/harness/console.ts';
import { Line } from '../e2e/harness/line.ts';
import { node, Resources, until } from '../e2e/harness/resources.ts';
import { openSession, setStage } from '../e2e/harness/session.ts';
import { cpuSeconds, residentMiB } from './cpu.ts';
import { type Sighting, watchMarkers } from './markers-seen.ts';
import { median, percentile } from './statistics.ts';

const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '8' }, runs: { type: 'string', default: '3' } },
});
const seconds = Number(options.seconds);
const runs = Number(options.runs);
const screen = { widthPx: 1920, heightPx: 1080 };
/** Clocks of two processes on one machine agree to this, or there are no figures. */
const CLOCKS_AGREE_MS = 2;

interface Figures {
  /** Paint to visible at the helper. */
  latencyP50Ms: number;
  latencyP95Ms: number;
  updatesPerSecond: number;
  paintsPerSecond: number;
  kilobytesPerSecond: number;
  /** CPU seconds a second. */
  clientCpu: number;
  relayCpu: number;
  viewerCpu: number;
  clientMemoryMiB: number;
  relayMemoryMiB: number;
}

async function measureWorkload(workload: string): Promise<Figures> {
  await using resources = new Resources();
  const stage = await setStage(resources, screen);
  const line = await Line.open(resources, stage.server.port);
  const painter = stage.display.start(node, [
    join(import.meta.dirname, 'workloads/painter.ts'),
    workload,
    String(seconds),
    String(screen.widthPx),
    String(screen.heightPx),
  ]);
  await painter.until('the first paint', ({ stdout }) => stdout.includes('\n'));
  const { client, helper } = await openSession(stage, { clientUrl: line.url });
  const markers = await watchMarkers(helper.page, screen);
  await until('the first marker is seen', async () => (await markers.collect()).length > 0);
  const offsetMs = await markers.clockOffset();
  if (Math.abs(offsetMs) > CLOCKS_AGREE_MS) throw new Error(`clocks differ by ${offsetMs} ms: no figure`);

  const pids = { client: client.process.pid, relay: stage.server.process.pid, viewer: stage.running.pid };
  const before = {
    atMs: performance.now(),
    bytes: line.forwardedBytes,
    client: cpuSeconds(pids.client),
    relay: cpuSeconds(pids.relay),
    viewer: cpuSeconds(pids.viewer),
  };
  painter.child.stdin?.write('go\n');
  const last = await painter.until(
    'the last paint',
    ({ stdout }) => /(\d+) [\d.]+\ndone/.exec(stdout)?.[1],
    60_000,
  );
  await until('the last paint is seen', async () =>
    (await markers.collect()).some(({ sequence }) => sequence === Number(last)),
  );
  const elapsed = (performance.now() - before.atMs) / 1000;
  const painted = [...painter.stdout.matchAll(/^(\d+) ([\d.]+)$/gm)]
    .map((match) => ({ sequence: Number(match[1]), atMs: Number(match[2]) }))
    .filter(({ sequence }) => sequence > 0);
  const seen = (await markers.collect()).filter(({ sequence }) => sequence > 0);
  const latencies = latenciesOf(painted, seen);
  return {
    latencyP50Ms: percentile(latencies, 0.5),
    latencyP95Ms: percentile(latencies, 0.95),
    updatesPerSecond: seen.length / elapsed,
    paintsPerSecond: painted.length / elapsed,
    kilobytesPerSecond: (line.forwardedBytes - before.bytes) / elapsed / 1000,
    clientCpu: (cpuSeconds(pids.client) - before.client) / elapsed,
    relayCpu: (cpuSeconds(pids.relay) - before.relay) / elapsed,
    viewerCpu: (cpuSeconds(pids.viewer) - before.viewer) / elapsed,
    clientMemoryMiB: residentMiB(pids.client),
    relayMemoryMiB: residentMiB(pids.relay),
  };
}

/** From a paint until the viewer shows it or a later one: a paint that was skipped waits for the next that is shown. */
function latenciesOf(painted: readonly Sighting[], seen: readonly Sighting[]): number[] {
  return painted.map((paint) => {
    const shown = seen.find(({ sequence }) => sequence >= paint.sequence);
    return shown === undefined ? Number.POSITIVE_INFINITY : shown.atMs - paint.atMs;
  });
}

/** From the program's start, which is what the click brings about, to the ID in the user's window. */
async function measureWindow(): Promise<{ idShownMs: number }> {
  await using resources = new Resources();
  const { display, server } = await setStage(resources, screen);
  const { env, titles } = await ClientWindow.prepare(resources);
  const main = join(import.meta.dirname, '../apps/client/src/main.ts');
  const startedMs = performance.now();
  display.start(node, [main, '--server', server.url, '--lang', 'nb'], env);
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
  await client.until('who asks', (status) => status.phase === 'asking');
  const consentMs = performance.now();
  client.command({ type: 'allow' });
  await helper.page.waitForFunction(
    ({ widthPx }) => {
      const canvas = document.querySelector('canvas');
      if (canvas?.width !== widthPx) return false;
      const probe = document.createElement('canvas').getContext('2d');
      probe?.drawImage(canvas, 0, 0, 1, 1, 0, 0, 1, 1);
      return (probe?.getImageData(0, 0, 1, 1).data[2] ?? 0) > 0;
    },
    screen,
    { polling: 'raf' },
  );
  const firstPictureMs = performance.now() - consentMs;
  await until('it is quiet', () => performance.now() - consentMs > 3000);
  const idleFrom = { atMs: performance.now(), cpu: cpuSeconds(client.process.pid) };
  await until('five idle seconds have passed', () => performance.now() - idleFrom.atMs > 5000);
  const idleClientCpu =
    (cpuSeconds(client.process.pid) - idleFrom.cpu) / ((performance.now() - idleFrom.atMs) / 1000);
  return { idGivenMs, firstPictureMs, idleClientCpu };
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
  typing: await medians(() => measureWorkload('typing')),
  scroll: await medians(() => measureWorkload('scroll')),
  startUp: {
    ...(await medians(measureWindow)),
    ...(await medians(measureStartUp)),
    ...(await medians(measureRestart)),
  },
};
console.table({ typing: result.typing, scroll: result.scroll });
console.table({ startUp: result.startUp });
console.log(JSON.stringify(result, null, 2));
const folder = join(import.meta.dirname, 'results');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'bench.json'), `${JSON.stringify(result, null, 2)}\n`);
