/**
 * How soon the start page can be used: `node bench/micro/start-page.ts`. Each load begins with an empty cache, on the real server; the clock
 * runs from the navigation's start until the entry can be pressed.
 */
import { openBrowser } from '../../e2e/harness/browser.ts';
import { Resources } from '../../e2e/harness/resources.ts';
import { Server } from '../../e2e/harness/server.ts';

const LOADS = 9;

await using resources = new Resources();
const server = await Server.start(resources);
const { browser } = await openBrowser(resources);
const times: number[] = [];
for (let load = 0; load < LOADS; load++) {
  const context = await browser.newContext({ locale: 'nb-NO' });
  const page = await context.newPage();
  await page.goto(server.url, { waitUntil: 'commit' });
  const entry = await page.waitForSelector('a.portal-entry');
  times.push(await entry.evaluate(() => performance.now()));
  await context.close();
}
times.sort((a, b) => a - b);
const shown = times.map((timeMs) => Math.round(timeMs)).join(', ');
console.log(
  `start page usable after ${Math.round(times[LOADS >> 1] ?? 0)} ms (median of ${LOADS}: ${shown} ms)`,
);
