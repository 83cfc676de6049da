import { afterEach, expect, test } from 'vitest';
import { openApart } from './harness/apart.ts';
import { openBrowser } from './harness/browser.ts';
import { HelperConsole } from './harness/console.ts';
import { comparePixels, Display } from './harness/display.ts';
import { BrowserDoor, CHOOSES_SCREEN } from './harness/door.ts';
import { Resources, until } from './harness/resources.ts';
import { Server } from './harness/server.ts';

const resources = new Resources();
afterEach(() => resources.close());

/** Networks of one's own are root's to make. */
const needsRoot = test.skipIf(process.getuid?.() !== 0);

needsRoot(
  'CH1 the session goes on when helper, and then user, come to another network, and loses nothing',
  async () => {
    const { address, browsers, move } = await openApart(resources, 92);
    const server = await Server.start(resources, { FJERNHJELP_HOST: '0.0.0.0' });
    const display = await Display.start(resources, { widthPx: 1280, heightPx: 800, layout: 'no' });
    const url = `http://${address}:${server.port}`;
    const secure = `--unsafely-treat-insecure-origin-as-secure=${url}`;
    const [helpers, users] = await Promise.all([
      openBrowser(resources, { executablePath: browsers[0], args: [secure] }),
      openBrowser(resources, { executablePath: browsers[1], display, args: [secure, CHOOSES_SCREEN] }),
    ]);
    const door = await BrowserDoor.inBrowser(users.browser, url);
    const helper = await HelperConsole.open(helpers.browser, url);
    await helper.connect(await door.credentials());
    await door.press('Tillat');
    await helper.connected();
    await helper.page.locator('.toolbar [aria-controls="panel-chat"]').click();
    const write = async (text: string) => {
      await helper.page.getByLabel('Skriv en melding').fill(text);
      await helper.page.getByLabel('Skriv en melding').press('Enter');
    };

    for (const [number, colour] of [
      [1, '#1040c0'],
      [2, '#c01040'],
    ] as const) {
      const before = await helper.pixels();
      await move(number);
      // Said into the line that is gone.
      await write(`etter flytting ${number}`);
      display.start('xterm', ['-bg', colour, '-geometry', '60x20+800+200', '-e', 'sleep 600']);
      await door.shows(`etter flytting ${number}`);
      await until('the helper sees what has changed meanwhile', async () => {
        const seen = await helper.pixels().catch(() => undefined);
        return seen !== undefined && comparePixels(before, seen).different > 20_000;
      });
      expect(await door.page.getByRole('log').getByText(`etter flytting ${number}`).count()).toBe(1);
    }
    await door.press('Avslutt');
    await helper.shows(/Brukeren avsluttet/);
  },
);
