import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, type RunningBrowser } from './harness/browser.ts';
import { HelperConsole } from './harness/console.ts';
import { Resources } from './harness/resources.ts';
import { Server } from './harness/server.ts';

const resources = new Resources();
let running: RunningBrowser;
let server: Server;

beforeAll(async () => {
  [server, running] = await Promise.all([Server.start(resources), openBrowser(resources)]);
});
afterAll(() => resources.close());

/** Without a service worker, which would have fetched all by itself. */
async function openForm(): Promise<Page> {
  const script = 'delete Navigator.prototype.serviceWorker';
  const { page } = await HelperConsole.open(running.browser, server.url, { script });
  await page.getByLabel('ID', { exact: true }).waitFor();
  return page;
}

const scripts = /\/assets\/.*\.js$/;

test('the form comes without what shows a session; where that cannot be fetched the console says so, and tries again', async () => {
  const page = await openForm();
  const id = page.getByLabel('ID', { exact: true });
  const cut = (route: Route) => route.abort();
  await page.route(scripts, cut);
  const connect = async () => {
    await page.getByLabel('Passord').fill('lamo vikesado rija');
    await page.getByLabel('Navnet ditt').fill('Kari Hansen');
    await page.getByRole('button', { name: 'Koble til' }).click();
  };
  await id.fill('123456782');
  await connect();
  const failed = page.getByRole('heading', { name: 'Vi får ikke kontakt med tjenesten' });
  await failed.waitFor();
  expect(await failed.evaluate((heading) => heading === document.activeElement)).toBe(true);
  expect(await page.title()).toBe('Vi får ikke kontakt med tjenesten – Fjernhjelp');
  await page.getByRole('button', { name: 'Prøv igjen' }).click();
  expect(await id.inputValue()).toBe('123 456 782');

  await page.unroute(scripts, cut);
  await connect();
  await page.getByRole('heading', { name: 'Vi finner ingen maskin med denne ID-en' }).waitFor();
  await page.context().close();
});

test('a session is shown as one that begins while what shows it is on its way', async () => {
  const page = await openForm();
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  await page.route(scripts, async (route) => {
    await opened;
    await route.continue();
  });
  await page.getByLabel('ID', { exact: true }).fill('123456782');
  await page.getByLabel('Passord').fill('lamo vikesado rija');
  await page.getByLabel('Navnet ditt').fill('Kari Hansen');
  await page.getByRole('button', { name: 'Koble til' }).click();
  await page.getByRole('heading', { name: 'Kobler til …' }).waitFor();
  expect(await page.title()).toBe('Kobler til … – Fjernhjelp');
  await page.getByRole('button', { name: 'Avbryt' }).waitFor();
  open();
  await page.getByRole('heading', { name: 'Vi finner ingen maskin med denne ID-en' }).waitFor();
  await page.context().close();
});

test('recordings: where the player cannot be fetched the page says so, and tries again', async () => {
  const page = await openForm();
  const cut = (route: Route) => route.abort();
  await page.route(scripts, cut);
  await page.getByRole('link', { name: 'Spill av et opptak' }).click();
  await page.getByRole('heading', { name: 'Vi får ikke kontakt med tjenesten' }).waitFor();
  await page.unroute(scripts, cut);
  await page.getByRole('button', { name: 'Prøv igjen' }).click();
  await page.getByRole('heading', { name: 'Spill av et opptak', level: 1 }).waitFor();
  await page.context().close();
});
