import { appendFile, cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, type RunningBrowser } from './harness/browser.ts';
import { HelperConsole } from './harness/console.ts';
import { Resources, root, until } from './harness/resources.ts';
import { Server } from './harness/server.ts';
import { servePages } from './pictures/serve.ts';

const resources = new Resources();
let running: RunningBrowser;
let server: Server;

beforeAll(async () => {
  [server, running] = await Promise.all([Server.start(resources), openBrowser(resources)]);
});
afterAll(() => resources.close());

/** Until the service worker has the page. */
const isKept = (page: Page) => page.evaluate(async () => void (await navigator.serviceWorker.ready));

test.each([
  { locale: 'nb-NO', lang: 'nb' },
  { locale: 'nn-NO', lang: 'nn' },
  { locale: 'en-GB', lang: 'en' },
])('the console can be installed, in $lang', async ({ locale, lang }) => {
  const { page } = await HelperConsole.open(running.browser, server.url, { locale });
  await page.locator(`link[rel="manifest"][href$=".${lang}.webmanifest"]`).waitFor({ state: 'attached' });
  await isKept(page);
  const devtools = await page.context().newCDPSession(page);
  const { errors, data = '' } = await devtools.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data) as { lang: string; icons: readonly { src: string; purpose?: string }[] };
  expect(manifest.lang).toBe(lang);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  // A window of playwright's is a private one.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
  for (const { src } of manifest.icons) expect((await fetch(server.url + src)).status, src).toBe(200);
  expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
  await page.context().close();
});

test('without the server the console says so, and is there again with it; only its own files are kept', async () => {
  const { page } = await HelperConsole.open(running.browser, server.url);
  await isKept(page);
  await page.reload();
  await server.stop();
  await page.reload();
  await page.getByRole('heading', { name: 'Ingen forbindelse' }).waitFor();
  await server.startAgain();
  await page.getByRole('button', { name: 'Prøv igjen' }).click();
  await page.getByLabel('ID', { exact: true }).waitFor();
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(kept).toContain('/offline.html');
  // What shows a session is fetched only when it is wanted, and is there all the same.
  expect(kept.filter((path) => path.startsWith('/assets/Session-'))).toHaveLength(2);
  // In the order in which they came: all that a session is begun with before what may never be wanted.
  const cameAs = (part: string) => kept.findIndex((path) => path.startsWith(`/assets/${part}`));
  expect(cameAs('record-worker-')).toBeGreaterThan(0);
  for (const part of ['Session-', 'src-', 'line-worker-', 'paint-worker-']) {
    expect(cameAs(part), part).toBeGreaterThan(0);
    expect(cameAs(part), part).toBeLessThan(cameAs('record-worker-'));
  }
  for (const path of kept)
    expect(path).toMatch(/^\/(assets\/[\w.-]+|offline\.html|favicon\.svg|icons\/icon\.svg)$/);
  await page.context().close();
});

/** Serves a copy of the build, in which a newer version can be put. */
async function serveCopy(): Promise<{ folder: string; url: string }> {
  const folder = await resources.temporaryFolder('pages');
  await cp(join(root, 'apps/web/dist'), folder, { recursive: true });
  const served = await servePages(folder);
  resources.add(() => served.close());
  return { folder, url: served.url };
}

test('a newer version is offered, and comes when the helper wants it', async () => {
  const { folder, url } = await serveCopy();
  const { page } = await HelperConsole.open(running.browser, url);
  await isKept(page);
  await page.reload();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await appendFile(join(folder, 'service-worker.js'), '\n// another version\n');
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  const loaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Last på nytt' }).click();
  await loaded;
  await page.getByLabel('ID', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'Last på nytt' }).count()).toBe(0);
});

/** Begins a session with a server that has none: it fails, and lies open. */
async function failToConnect(page: Page): Promise<void> {
  await page.getByLabel('ID', { exact: true }).fill('123456782');
  await page.getByLabel('Passord').fill('lamo vikesado rija');
  await page.getByLabel('Navnet ditt').fill('Kari Hansen');
  await page.getByRole('button', { name: 'Koble til' }).click();
  await page.getByRole('heading', { name: 'Vi får ikke kontakt med tjenesten' }).waitFor();
}

const leave = (page: Page) => page.getByRole('button', { name: 'Prøv igjen' }).click();

test('what is kept ahead comes one file at a time, and neither the form nor a session waits for it', async () => {
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  let held = 0;
  const served = await servePages(join(root, 'apps/web/dist'), async ({ url, headers }) => {
    // The page's own requests say what for: a script, a style, a font.
    if (!url?.startsWith('/assets/') || headers['sec-fetch-dest'] !== 'empty') return;
    held++;
    await opened;
  });
  resources.add(() => served.close());
  const { page } = await HelperConsole.open(running.browser, served.url);
  await until('the first file is asked for', async () => held > 0);
  await failToConnect(page);
  expect(held).toBe(1);
  open();
  await leave(page);
  await isKept(page);
  await page.context().close();
});

test('nothing is kept ahead while a console of this browser has a session', async () => {
  const { folder, url } = await serveCopy();
  const context = await running.browser.newContext({ locale: 'nb-NO' });
  const first = await context.newPage();
  await first.addInitScript('delete Navigator.prototype.serviceWorker');
  await first.goto(`${url}/hjelper`);
  await failToConnect(first);
  const page = await context.newPage();
  await page.goto(`${url}/hjelper`);
  await page.getByLabel('ID', { exact: true }).waitFor();
  await page.waitForFunction(async () => (await navigator.locks.query()).pending?.length === 1);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await leave(first);
  await isKept(page);

  // A newer version comes while there is one.
  await page.reload();
  await failToConnect(page);
  const script = join(folder, 'service-worker.js');
  await writeFile(script, (await readFile(script, 'utf8')).replace(/"version":"\w+"/, '"version":"newer"'));
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const begun = new Promise<ServiceWorker | null>((resolve) => {
      registration.addEventListener('updatefound', () => resolve(registration.installing));
    });
    await registration.update().catch(() => {});
    const installing = await begun;
    if (installing?.state === 'redundant') return;
    await new Promise((resolve) => installing?.addEventListener('statechange', resolve, { once: true }));
  });
  const newer = () => page.evaluate(async () => (await (await caches.open('console-newer')).keys()).length);
  expect(await newer()).toBe(0);
  await leave(page);
  await page.getByRole('button', { name: 'Last på nytt' }).waitFor();
  expect(await newer()).toBeGreaterThan(30);
  await context.close();
});
