// How soon pixels that a worker has are to be seen on the page, by the way that they take: `node bench/micro/paint.ts
// [--change typing] [--way put,webgl] [--rate 12,30,60] [--seconds 3] [--screen] [--size 3840x2160] [--json]`. Headless Chromium;
// docs/decisions/0007 quotes it. The last columns are a run of its own without reading anything back: CPU of all of the browser, and the longest task
// of the page's main thread.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { openBrowser } from '../../e2e/harness/browser.ts';
import { Display } from '../../e2e/harness/display.ts';
import { Resources } from '../../e2e/harness/resources.ts';
import { cpuSeconds } from '../cpu.ts';
import { longestTask } from '../main-thread.ts';
import { percentile } from '../statistics.ts';
import { watchScreen } from './paint/screen-probe.ts';
import { changes, type Result, type Trial, ways } from './paint/trial.ts';

const { values: options } = parseArgs({
  options: {
    way: { type: 'string', default: ways.join() },
    change: { type: 'string', default: changes.join() },
    rate: { type: 'string', default: '12,30,60' },
    seconds: { type: 'string', default: '3' },
    screen: { type: 'boolean', default: false },
    size: { type: 'string', default: '1920x1080' },
    json: { type: 'boolean', default: false },
  },
});
const [width = 0, height = 0] = options.size.split('x').map(Number);
const html =
  '<!doctype html><title>paint</title><body><script type="module" src="/micro/paint/page.ts"></script>';

/** Serves bench/ to the browser, with the types taken out. */
async function serve(resources: Resources): Promise<string> {
  const folder = join(import.meta.dirname, '..');
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    if (pathname === '/') return void response.setHeader('content-type', 'text/html').end(html);
    const file = normalize(join(folder, pathname));
    const source =
      file.startsWith(folder) && file.endsWith('.ts') ? await readFile(file, 'utf8').catch(() => '') : '';
    response.writeHead(source === '' ? 404 : 200, { 'content-type': 'text/javascript' });
    response.end(stripTypeScriptTypes(source));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  resources.add(() => void server.close());
  return `http://localhost:${(server.address() as AddressInfo).port}/?size=${options.size}`;
}

const run = (page: Page, trial: Trial): Promise<Result> =>
  page.evaluate(
    (trial) => (window as unknown as { runTrial(trial: Trial): Promise<Result> }).runTrial(trial),
    trial,
  );

const rows: Record<string, string | number>[] = [];
const round = (value: number) => Math.round(value * 10) / 10;
await using resources = new Resources();
const url = await serve(resources);
// With --screen the browser has a real window, and the pixels are read off the X screen that it draws on.
const display = options.screen
  ? await Display.start(resources, { widthPx: width, heightPx: height })
  : undefined;
const { browser, pid } = await openBrowser(resources, {
  ...(display !== undefined && {
    display,
    args: ['--kiosk', `--window-size=${width},${height}`, '--window-position=0,0'],
  }),
});
const shown = display === undefined ? undefined : watchScreen(display.name);
resources.add(() => shown?.close());

/** @returns from each message's arrival to its pixels being on the screen, for those that were */
function onScreenMs({ sentAtMs }: Result): number[] {
  const sightings = shown?.take() ?? new Map<number, number>();
  return sentAtMs.flatMap((atMs, sequence) => {
    const seenAtMs = sightings.get(sequence);
    return seenAtMs === undefined || seenAtMs < atMs - 5 ? [] : [seenAtMs - atMs];
  });
}

for (const change of changes.filter((change) => options.change.split(',').includes(change))) {
  for (const rate of options.rate.split(',').map(Number)) {
    for (const way of ways.filter((way) => options.way.split(',').includes(way))) {
      const page = await browser.newPage({
        viewport: display === undefined ? { width, height } : null,
      });
      await page.goto(url);
      await page.waitForFunction(() => 'runTrial' in window);
      const trial: Trial = {
        way,
        change,
        rate,
        durationMs: Number(options.seconds) * 1000,
        probes: !options.screen,
      };
      try {
        // The window's own bar is above the page.
        const [xPx, yPx] = await page.evaluate(() => [screenX, screenY + outerHeight - innerHeight] as const);
        shown?.at(xPx, yPx);
        shown?.take();
        const result = await run(page, trial);
        const { paintedMs, sent } = result;
        const visibleMs = display === undefined ? result.visibleMs : onScreenMs(result);
        const cpu = cpuSeconds(pid);
        const startMs = performance.now();
        const task = await longestTask(browser, page, () => run(page, { ...trial, probes: false }));
        const cores = (cpuSeconds(pid) - cpu) / ((performance.now() - startMs) / 1000);
        rows.push({
          change,
          rate,
          way,
          seen: `${visibleMs.length} of ${sent}`,
          p50Ms: round(percentile(visibleMs, 0.5)),
          p95Ms: round(percentile(visibleMs, 0.95)),
          paintedP50Ms: round(percentile(paintedMs, 0.5)),
          cores: Math.round(cores * 100) / 100,
          longestTaskMs: round(task.wallMs),
          ofThatCpuMs: round(task.cpuMs),
        });
      } catch (error) {
        rows.push({ change, rate, way, seen: String(error).split('\n')[0]!.slice(0, 60) });
      }
      await page.close();
    }
  }
}
if (options.json) console.log(JSON.stringify(rows, undefined, 2));
else console.table(rows);
