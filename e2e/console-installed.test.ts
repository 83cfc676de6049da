import { appendFile, cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, type RunningBrowser } from './harness/browser.ts';
import { HelperConsole } from './harness/console.ts';
import { Resources, root } from './harness/resources.ts';
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
  for (const path of kept)
    expect(path).toMatch(/^\/(assets\/[\w.-]+|offline\.html|favicon\.svg|icons\/icon\.svg)$/);
  await page.context().close();
});

test('a newer version is offered, and comes when the helper wants it', async () => {
  const folder = await resources.temporaryFolder('pages');
  await cp(join(root, 'apps/web/dist'), folder, { recursive: true });
  const served = await servePages(folder);
  resources.add(() => served.close());
  const { page } = await HelperConsole.open(running.browser, served.url);
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
