import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { openBrowser } from './harness/browser.ts';
import { Client } from './harness/client.ts';
import { ClientWindow } from './harness/client-window.ts';
import { HelperConsole } from './harness/console.ts';
import { Display } from './harness/display.ts';
import { BrowserDoor, CHOOSES_SCREEN } from './harness/door.ts';
import { type Asked, readNetLog } from './harness/net-log.ts';
import { Resources } from './harness/resources.ts';
import { Server } from './harness/server.ts';

let resources = new Resources();
afterEach(async () => {
  await resources.close();
  resources = new Resources();
});

/** Addresses of this machine's own servers: of the operator's, and of the client for its window. */
const isOwn = (address: string) => /^(http|ws):\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/|$)/.test(address);
const foreign = ({ byPages, lookedUp }: Asked) =>
  [...byPages, ...lookedUp].filter((address) => !isOwn(address));

/** @returns what else than own a page's head names: a connection that is only prepared is logged by no browser without prediction */
async function foreignLinks(page: Page): Promise<string[]> {
  const links = await page
    .locator('link')
    .evaluateAll((all) => all.map((link) => (link as HTMLLinkElement).href));
  return links.filter((address) => !isOwn(address));
}

/** @returns what is asked for while a browser is used, and closed */
async function asked(use: (args: readonly string[], during: Resources) => Promise<void>): Promise<Asked> {
  const file = join(await resources.temporaryFolder('net-log'), 'log.json');
  {
    await using during = new Resources();
    await use([`--log-net-log=${file}`], during);
  }
  return readNetLog(file);
}

test('no page asks anybody but its own server for anything: every page, in each language, and a session at both ends', async () => {
  const server = await Server.start(resources);
  const display = await Display.start(resources, { widthPx: 1000, heightPx: 800 });
  const all = await asked(async (args, during) => {
    const { browser } = await openBrowser(during, { display, args: [...args, CHOOSES_SCREEN] });
    for (const locale of ['nb-NO', 'nn-NO', 'en-GB']) {
      const page = await browser.newPage({ locale });
      for (const path of [
        '/',
        '/#/start',
        '/del',
        '/guide',
        '/tilgjengelighet',
        '/hjelper',
        '/hjelper#opptak',
        '/offline.html',
        '/finnes-ikke',
      ]) {
        await page.goto(server.url + path);
        await page.locator('h1').first().waitFor();
        expect(await foreignLinks(page), path).toEqual([]);
        // Pictures far down are fetched when they are near.
        await page.locator('img').evaluateAll(async (images: HTMLImageElement[]) => {
          for (const image of images) image.loading = 'eager';
          await Promise.all(images.map((image) => image.decode()));
        });
      }
      await page.context().close();
    }
    const door = await BrowserDoor.inBrowser(browser, server.url);
    const helper = await HelperConsole.open(browser, server.url);
    await helper.connect(await door.credentials());
    await door.press('Tillat');
    await helper.connected();
    await helper.end();
    await door.shows('Fjernhjelp er avsluttet');
  });
  expect(foreign(all)).toEqual([]);
  // Pages, fonts, workers, a service worker, pictures and sockets were all seen.
  for (const part of ['.css', '.woff2', 'worker', '/service-worker.js', '.webp', '/api/host', '/api/viewer'])
    expect(
      all.byPages.filter((address) => address.includes(part)),
      part,
    ).not.toEqual([]);
});

test('nor does the window of the client', async () => {
  const server = await Server.start(resources);
  const display = await Display.start(resources, { widthPx: 1000, heightPx: 800 });
  const all = await asked(async (args, during) => {
    const { env, attach } = await ClientWindow.prepare(during, 'nb', args);
    const client = Client.start(display, server.url, { args: ['--lang', 'nb'], env });
    const window = await attach();
    await window.readAloud();
    await display.closeByX('fjernhjelp');
    await client.process.exited;
  });
  expect(foreign(all)).toEqual([]);
  expect(all.byPages.filter((address) => address.endsWith('/status'))).not.toEqual([]);
});

test('a page that did would be found: what it fetches, what it prepares, and what its policy stops', async () => {
  const server = await Server.start(resources);
  const attempts: string[] = [];
  const all = await asked(async (args, during) => {
    const { browser } = await openBrowser(during, { args });
    const page = await browser.newPage({ bypassCSP: true });
    await page.goto(server.url);
    await page.evaluate(async () => {
      const prepared = { rel: 'preconnect', href: 'https://prepared.example/' };
      document.head.append(Object.assign(document.createElement('link'), prepared));
      await fetch('https://fetched.example/').catch(() => undefined);
    });
    expect(await foreignLinks(page)).toEqual(['https://prepared.example/']);
    const guarded = await browser.newPage();
    guarded.on('console', (message) => attempts.push(message.text()));
    await guarded.goto(server.url);
    await guarded.evaluate(() => fetch('https://stopped.example/').catch(() => undefined));
  });
  expect(foreign(all)).toEqual(['https://fetched.example/', 'https://fetched.example']);
  expect(attempts.join()).toContain('Content Security Policy');
});
