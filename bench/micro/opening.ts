/**
 * How soon the pages can be used over a thin line: `node bench/micro/opening.ts --line 1 --loads 3`. Every load begins with an empty cache, in
 * a browser beyond the line. The clock runs from the navigation's start until what is wanted first can be used; for the console also from
 * connecting until the first picture, once at once (as fast as a program fills in the form) and once after a helper's time to type.
 * The bytes are all that the line carries until then, with the packets' headers.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { Client } from '../../e2e/harness/client.ts';
import { HelperConsole } from '../../e2e/harness/console.ts';
import { Resources } from '../../e2e/harness/resources.ts';
import { Server } from '../../e2e/harness/server.ts';
import { lineSpeeds } from '../line.ts';
import { setBenchStage } from '../stage.ts';
import { median } from '../statistics.ts';

const { values: given } = parseArgs({
  options: { line: { type: 'string', default: '1' }, loads: { type: 'string', default: '3' } },
});
const speed = lineSpeeds.find(({ name }) => name === given.line);
if (speed === undefined) throw new Error(`--line: ${lineSpeeds.map(({ name }) => name).join(', ')}`);
const TYPING_MS = 15_000;

await using resources = new Resources();
const stage = await setBenchStage(resources, { widthPx: 1920, heightPx: 1080 }, speed);
const { display, browser, line } = stage;
const server = await Server.start(resources, { FJERNHJELP_HOST: '0.0.0.0' });
const url = `http://${stage.viewerHost}:${server.port}`;

const figures = new Map<string, { ms: number; bytes: number }[]>();
/** @param from when it began, of `Date.now` */
async function note(what: string, from: number, bytesBefore: number): Promise<void> {
  const row = { ms: Date.now() - from, bytes: (await line.bytesToViewer()) - bytesBefore };
  figures.set(what, [...(figures.get(what) ?? []), row]);
}

async function open(what: string, path: string, wanted: (page: Page) => Promise<unknown>): Promise<void> {
  const context = await browser.newContext({ locale: 'nb-NO' });
  const page = await context.newPage();
  const before = await line.bytesToViewer();
  const from = Date.now();
  await page.goto(url + path, { waitUntil: 'commit' });
  await wanted(page);
  await note(what, from, before);
  await context.close();
  await quiet();
}

/** Until what was on its way for a page that is gone has come. */
async function quiet(): Promise<void> {
  for (let last = -1; ; await sleep(300)) {
    const now = await line.bytesToViewer();
    if (now - last < 2000 && last !== -1) return;
    last = now;
  }
}

async function connect(what: string, typingMs: number): Promise<void> {
  const client = Client.start(display, `http://127.0.0.1:${server.port}`);
  const credentials = await client.credentials();
  const began = await line.bytesToViewer();
  const helper = await HelperConsole.open(browser, url, { viewport: stage.viewport });
  await helper.page.getByLabel('ID', { exact: true }).waitFor();
  const opened = await helper.page.evaluate(() => performance.timeOrigin);
  await note('console: the ID can be filled in', opened, began);
  await helper.fillIn(credentials);
  await sleep(typingMs);
  const before = await line.bytesToViewer();
  const from = Date.now();
  await helper.page.getByRole('button', { name: 'Koble til' }).click();
  await client.allow();
  await helper.connected();
  await note(`console: from connecting to the first picture, ${what}`, from, before);
  await note(`console: from the navigation to the first picture, ${what}`, opened + typingMs, began);
  await helper.end();
  client.process.signal('SIGTERM');
  await Promise.all([client.process.exited, helper.page.context().close()]);
  await quiet();
}

for (let load = 0; load < Number(given.loads); load++) {
  await open('portal: the entry can be pressed', '/', (page) => page.waitForSelector('a.portal-entry'));
  await open('browser door: it can be begun', '/del', (page) =>
    page.getByRole('button', { name: 'Få ID og passord' }).waitFor(),
  );
  await connect('filled in at once', 0);
  await connect(`after ${TYPING_MS / 1000} s of typing`, TYPING_MS);
}
for (const [what, rows] of figures) {
  const ms = median(rows.map((row) => row.ms));
  const bytes = median(rows.map((row) => row.bytes));
  const all = rows.map((row) => (row.ms / 1000).toFixed(1)).join(', ');
  console.log(`${what}: ${(ms / 1000).toFixed(1)} s (${all}), ${Math.round(bytes / 1000)} kB`);
}
