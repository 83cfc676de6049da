import { afterEach, expect, test } from 'vitest';
import { Client } from './harness/client.ts';
import { comparePixels, Display } from './harness/display.ts';
import { FirefoxPage, openFirefox } from './harness/firefox.ts';
import { PICTURE_CANVAS, readPixels, SCREEN_PICTURE } from './harness/pixels-of.ts';
import { Resources, until } from './harness/resources.ts';
import { Server } from './harness/server.ts';

const resources = new Resources();
afterEach(() => resources.close());

test('Firefox opens the portal in the person’s language, and the start page, the guide and the console', async () => {
  const server = await Server.start(resources);
  const firefox = await openFirefox(resources, { language: 'nn-NO' });
  const page = await FirefoxPage.open(firefox, server.url);
  await page.shows('Sjølvbetening');
  expect(await page.page.evaluate(() => document.documentElement.lang)).toBe('nn');
  await page.page.goto(`${server.url}/#/start`);
  await page.shows('Opne Fjernhjelp på denne maskina');
  await page.press('English', 'radio');
  await page.shows('Get help on your screen');
  await page.page.goto(`${server.url}/guide`);
  await page.shows('How to get help');
  await page.page.goto(`${server.url}/hjelper`);
  await page.shows('Organisation');
  expect(page.errors).toEqual([]);
});

test('Firefox connects as a helper, sees every pixel as it is, and controls', async () => {
  const [server, display, firefox] = await Promise.all([
    Server.start(resources),
    Display.start(resources, { widthPx: 1000, heightPx: 700 }),
    openFirefox(resources),
  ]);
  await display.xterm('terminal', { command: ['cat'] });
  const client = Client.start(display, server.url);
  const helper = await FirefoxPage.open(firefox, `${server.url}/hjelper`);
  const credentials = await client.credentials();
  await helper.fill('ID', credentials.id);
  await helper.fill('Passord', credentials.password);
  await helper.fill('Navnet ditt', 'Kari Hansen');
  await helper.press('Koble til');
  await client.allow();
  const canvas = await helper.page.waitForSelector(`.session-screen ${PICTURE_CANVAS}`, { visible: true });
  if (canvas === null) throw new Error('no canvas');

  const isExact = () =>
    until('the helper sees every pixel as it is', async () => {
      const screen = await display.quiet();
      const seen = await readPixels(canvas);
      return comparePixels(screen, seen).different === 0;
    });
  await isExact();

  await helper.press('Be om styring');
  await helper.press('Spør brukeren');
  await client.allowControl();
  await helper.shows('Du styrer');
  await display.focus('terminal');
  const before = await display.screenshot();
  await helper.page.locator(`.session-screen ${SCREEN_PICTURE}`).click();
  await helper.page.keyboard.type('blåbær');
  await until('what was typed is on the user’s screen', async () => {
    const now = await display.screenshot();
    return comparePixels(before, now).different > 100;
  });
  await isExact();
  await helper.press('Avslutt');
  await client.until('that it is over', ({ phase }) => phase === 'ended');
  expect(helper.errors).toEqual([]);
});
