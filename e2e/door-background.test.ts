import { type Browser, launch } from 'puppeteer-core';
import { afterEach, expect, test } from 'vitest';
import { HelperConsole } from './harness/console.ts';
import type { Display } from './harness/display.ts';
import { FirefoxPage, openFirefox } from './harness/firefox.ts';
import { type Difference, differ } from './harness/pixels-of.ts';
import { PATIENCE_MS, Resources, until } from './harness/resources.ts';
import { type Stage, setStage } from './harness/session.ts';

const resources = new Resources();
afterEach(() => resources.close());

/** As a person's browser is: Playwright lets every page believe that it is in front. */
async function openChromium(display: Display): Promise<Browser> {
  const browser = await launch({
    executablePath: '/usr/bin/chromium',
    headless: false,
    timeout: PATIENCE_MS,
    defaultViewport: null,
    ignoreDefaultArgs: [
      '--disable-background-timer-throttling',
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
    ],
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--lang=nb',
      '--window-size=700,700',
      '--auto-select-desktop-capture-source=Entire screen',
    ],
    env: { ...process.env, ...display.env } as Record<string, string>,
  });
  resources.add(() => browser.close());
  return browser;
}

const browsers: Readonly<Record<string, (display: Display) => Promise<Browser>>> = {
  Chromium: openChromium,
  // Takes the first screen instead of asking: nobody can press in the browser's own dialog here.
  Firefox: (display) =>
    openFirefox(resources, { display, prefs: { 'media.navigator.permission.disabled': true } }),
};

/** How far from the screen the picture is at most; Firefox makes colours of its own of what it captures. */
const most: Readonly<Record<string, Difference>> = {
  Chromium: { mean: 2, brightnessOff: 0.02 },
  Firefox: { mean: 6, brightnessOff: 0.03 },
};

test.each(Object.entries(browsers))(
  '%s shows its user’s screen to a helper, also from behind another tab',
  async (name, open) => {
    const stage = await setStage(resources);
    const browser = await open(stage.display);
    const door = await FirefoxPage.open(browser, `${stage.server.url}/del?lang=nb`);
    if (name === 'Firefox') await door.shows('Dette mangler i nettleseren din');
    await door.press('Få ID og passord');
    const credentials = await until('the page shows ID and password', async () => {
      const text = await door.page.evaluate(() => document.querySelector('main')?.textContent ?? '');
      const id = /\b\d{3}\s\d{3}\s\d{3}\b/.exec(text)?.[0];
      const password = /\b[A-Z]{4}\s[A-Z]{4}\s[A-Z]{4}\s[A-Z]{4}\b/.exec(text)?.[0];
      return id !== undefined && password !== undefined && { id, password };
    });
    const helper = await HelperConsole.open(stage.running.browser, stage.server.url);
    await helper.connect(credentials);
    await door.shows('Kari Hansen vil se skjermen din');
    await door.press('Tillat');
    await door.shows('Kari Hansen ser skjermen din');
    await helper.connected();

    const front = await browser.newPage();
    await front.bringToFront();
    await until('the page is hidden', () => door.page.evaluate(() => document.hidden));
    stage.display.start('xterm', ['-geometry', '60x20+720+60', '-e', 'sleep 600']);
    const last = await isSeen(stage, helper, most[name]);
    console.log(`${name}, hidden:`, JSON.stringify(last));
    await helper.page.locator('[aria-controls="panel-chat"]').click();
    await helper.page.getByLabel('Skriv en melding').fill('Er du der?');
    await helper.page.getByLabel('Skriv en melding').press('Enter');
    await until('the title says that something is written', async () =>
      (await door.page.title()).startsWith('(1)'),
    );
    expect(door.errors.filter((error) => !error.includes('policy violation: camera'))).toEqual([]);
  },
);

async function isSeen(
  stage: Stage,
  helper: HelperConsole,
  most: Difference = { mean: 0, brightnessOff: 0 },
): Promise<Difference> {
  let last: Difference | undefined;
  return until(
    'the helper sees what is on the screen',
    async () => {
      last = differ(await stage.display.quiet(), await helper.pixels());
      return last.mean < most.mean && last.brightnessOff < most.brightnessOff && last;
    },
    undefined,
    () => JSON.stringify(last),
  );
}
