import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './harness/browser.ts';
import { Client } from './harness/client.ts';
import { HelperConsole } from './harness/console.ts';
import { Display } from './harness/display.ts';
import { SCREEN_PICTURE } from './harness/pixels-of.ts';
import { Resources, until } from './harness/resources.ts';
import { Server } from './harness/server.ts';

/** The helper's monitors, in the helper's own pixels: the page is on the first. */
const monitors = [
  { left: 0, top: 0, width: 1280, height: 800 },
  { left: 1280, top: 0, width: 1024, height: 768 },
  { left: 2304, top: 0, width: 800, height: 600 },
];

const resources = new Resources();
let helper: HelperConsole;
let page: Page;

beforeAll(async () => {
  const info = monitors.map(({ left, top, width, height }) => `{${left},${top} ${width}x${height}}`).join('');
  const [server, display, running] = await Promise.all([
    Server.start(resources),
    Display.start(resources, { widthPx: 1280, heightPx: 800, layout: 'no' }),
    openBrowser(resources, { args: [`--screen-info=${info}`] }),
  ]);
  await display.run('xrandr', ['--setmonitor', '*Venstre', '500/180x800/200+0+0', 'screen']);
  await display.run('xrandr', ['--setmonitor', 'Midten', '400/150x800/200+500+0', 'none']);
  await display.run('xrandr', ['--setmonitor', 'Projektor', '380/150x800/200+900+0', 'none']);
  const client = Client.start(display, server.url);
  // Without a viewport of its own, which would stand in for the real windows and monitors.
  helper = await HelperConsole.open(running.browser, server.url, { viewport: null });
  await helper.connect(await client.credentials());
  await client.allow();
  await helper.connected();
  ({ page } = helper);
  const cdp = await page.context().newCDPSession(page);
  const { browserContextId = '' } = (await cdp.send('Target.getTargetInfo')).targetInfo;
  await cdp.send('Browser.grantPermissions', { browserContextId, permissions: ['windowManagement'] });
  await page.getByRole('button', { name: 'Skjermer', exact: true }).click();
});
afterAll(() => resources.close());

async function open(name: RegExp): Promise<Page> {
  const opened = page.context().waitForEvent('page');
  await page.getByRole('button', { name }).click();
  const own = await opened;
  await own.locator(SCREEN_PICTURE).waitFor({ state: 'visible' });
  return own;
}

const placeOf = (own: Page) =>
  own.evaluate(() => ({ left: screenX, top: screenY, width: outerWidth, height: outerHeight }));

test('each window gets a monitor of its own where the browser tells of them, and fills it', async () => {
  expect(await page.evaluate(() => (screen as unknown as { isExtended: boolean }).isExtended)).toBe(true);
  const second = await open(/^Vis Skjerm 2.* i eget vindu$/);
  const third = await open(/^Vis Skjerm 3.* i eget vindu$/);
  let last = '';
  for (const [own, monitor] of [
    [second, monitors[1]],
    [third, monitors[2]],
  ] as const)
    await until(
      'the window fills its monitor',
      async () => {
        last = JSON.stringify(await placeOf(own));
        return last === JSON.stringify(monitor);
      },
      undefined,
      () => last,
    );
  // What is closed is free again.
  const closed = second.waitForEvent('close');
  await page.getByRole('button', { name: /^Lukk vinduet med Skjerm 2/ }).click();
  await closed;
  const again = await open(/^Vis Skjerm 2.* i eget vindu$/);
  await until('it is on the same monitor', async () => (await placeOf(again)).left === monitors[1]?.left);
});

test('without a free monitor a window opens where the browser likes', async () => {
  const first = await open(/^Vis Skjerm 1.* i eget vindu$/);
  expect((await placeOf(first)).width).toBeGreaterThan(0);
  expect(helper.errors).toEqual([]);
});
