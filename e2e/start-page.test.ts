import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { openBrowser } from './harness/browser.ts';
import { Resources } from './harness/resources.ts';
import { Server } from './harness/server.ts';

const resources = new Resources();
afterEach(() => resources.close());

async function open(env: NodeJS.ProcessEnv, options: BrowserContextOptions = {}): Promise<Page> {
  const server = await Server.start(resources, env);
  const { browser } = await openBrowser(resources);
  const page = await browser.newPage({ locale: 'nb-NO', ...options });
  await page.goto(`${server.url}/#/start`);
  return page;
}

/** Headless Chromium asks about the link where nobody sees it, and lets neither mouse nor keys through from then on. */
const press = (locator: Locator) => locator.evaluate((element: HTMLElement) => element.click());

async function offerPackage(): Promise<string> {
  const folder = await resources.temporaryFolder('packages');
  const file = 'fjernhjelp-0.1.0-linux-x64.tar.gz';
  const content = Buffer.from('a small package');
  await writeFile(join(folder, file), content);
  const entry = {
    system: 'linux-x64',
    file,
    sizeBytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    signer: 'Vestbygd kommune',
  };
  const manifest = { version: '0.1.0', edition: '0.1.0 (abc)', protocolVersion: 1, packages: [entry] };
  await writeFile(join(folder, 'packages.json'), JSON.stringify(manifest));
  return folder;
}

test('when the link opens nothing, the package is offered in its place, and then who to ask', async () => {
  const page = await open({
    FJERNHJELP_PACKAGES_FOLDER: await offerPackage(),
    FJERNHJELP_DOORS: 'client,package',
    FJERNHJELP_OPERATOR_CONTACT: '55 55 12 34',
  });
  const first = page.getByRole('heading', { level: 2 }).first();
  await first.and(page.getByText('Åpne Fjernhjelp på denne maskinen')).waitFor();
  await page.getByRole('button', { name: 'Start fjernhjelp' }).click();

  // Nobody pressed anything more: the next way in comes by itself, and the focus with it.
  await first.and(page.getByText('Last ned Fjernhjelp')).waitFor();
  await page.getByText('Det åpnet seg ikke her.').waitFor();
  await page.waitForFunction(() => document.activeElement?.textContent === 'Last ned Fjernhjelp');
  expect(await page.getByRole('button', { name: 'Start fjernhjelp' }).count()).toBe(1);
  await press(page.getByText('Sjekk at filen er ekte'));
  await page.getByText('Vestbygd kommune').waitFor();
  await page.getByText(createHash('sha256').update('a small package').digest('hex')).waitFor();

  const download = page.waitForEvent('download');
  await press(page.getByRole('link', { name: /Last ned for Linux/ }));
  await (await download).cancel();
  await press(page.getByRole('button', { name: 'Jeg får ikke åpnet det' }));
  await page.getByText('Ble det ikke noe av?').waitFor();
  expect(await page.getByRole('link', { name: '55 55 12 34', exact: true }).getAttribute('href')).toBe(
    'tel:55551234',
  );
  // All of them are still there.
  await page.getByRole('heading', { name: 'Prøv igjen' }).waitFor();
});

test('a telephone is told to go to the computer, and where', async () => {
  const page = await open(
    {},
    {
      userAgent:
        'Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 Chrome/156.0.0.0 Mobile Safari/537.36',
      isMobile: true,
      hasTouch: true,
      viewport: { width: 390, height: 800 },
    },
  );
  await page.getByRole('heading', { name: 'Gå til datamaskinen' }).waitFor();
  await page.getByText(new URL(page.url()).host, { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'Start fjernhjelp' }).count()).toBe(0);
});

test('the operator’s name, logo, colours and links are on the page, from the settings alone', async () => {
  const page = await open({
    FJERNHJELP_OPERATOR_NAME: 'Vestbygd kommune',
    FJERNHJELP_OPERATOR_COLOR: '#7a1f5c',
    FJERNHJELP_OPERATOR_LOGO_FILE: join(import.meta.dirname, 'pictures', 'operator-logo.svg'),
    FJERNHJELP_OPERATOR_SITE: 'https://www.vestbygd.example/',
    FJERNHJELP_OPERATOR_LINKS: 'Personvern=https://www.vestbygd.example/personvern',
  });
  const start = page.getByRole('button', { name: 'Start fjernhjelp' });
  expect(await start.evaluate((button) => getComputedStyle(button).backgroundColor)).toBe('rgb(122, 31, 92)');
  const logo = page.locator('header img');
  await logo.evaluate((image: HTMLImageElement) => image.decode());
  expect(await page.getByRole('link', { name: 'Personvern' }).getAttribute('href')).toMatch(/personvern$/);
  await page.getByRole('link', { name: 'Selvbetjening' }).click();
  await page.getByRole('heading', { name: 'Selvbetjening' }).waitFor();
  expect(await page.getByRole('link', { name: 'Vestbygd kommune' }).getAttribute('href')).toBe(
    'https://www.vestbygd.example/',
  );
});
