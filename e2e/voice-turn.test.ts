import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openApart, startTurn } from './harness/apart.ts';
import { openBrowser } from './harness/browser.ts';
import { HelperConsole } from './harness/console.ts';
import { Display } from './harness/display.ts';
import { BrowserDoor, CHOOSES_SCREEN } from './harness/door.ts';
import { freePort, type Program, Resources } from './harness/resources.ts';
import { Server } from './harness/server.ts';
import { HELPER_HERTZ, hears, listen, microphoneArgs, USER_HERTZ } from './harness/voice.ts';

const resources = new Resources();
afterEach(() => resources.close());

/** Networks of one's own are root's to make. */
const needsRoot = test.skipIf(process.getuid?.() !== 0);

/** Helper and user in networks of their own, with nothing between them but server and, if there is one, TURN server. */
async function begin(iceServers: (address: string) => Promise<NodeJS.ProcessEnv>) {
  const { address, browsers } = await openApart(resources, 91);
  const server = await Server.start(resources, {
    FJERNHJELP_DIRECT_PATH: 'true',
    FJERNHJELP_HOST: '0.0.0.0',
    ...(await iceServers(address)),
  });
  const display = await Display.start(resources, { widthPx: 1280, heightPx: 800, layout: 'no' });
  const url = `http://${address}:${server.port}`;
  const secure = `--unsafely-treat-insecure-origin-as-secure=${url}`;
  const [helpers, users] = await Promise.all([
    openBrowser(resources, {
      executablePath: browsers[0],
      args: [secure, ...(await microphoneArgs(resources, HELPER_HERTZ))],
    }),
    openBrowser(resources, {
      executablePath: browsers[1],
      display,
      args: [secure, CHOOSES_SCREEN, ...(await microphoneArgs(resources, USER_HERTZ))],
    }),
  ]);
  const door = await BrowserDoor.inBrowser(users.browser, url);
  const helper = await HelperConsole.open(helpers.browser, url);
  await helper.connect(await door.credentials());
  await door.press('Tillat');
  await helper.connected();
  await helper.page.locator('.toolbar [aria-controls="panel-voice"]').click();
  for (const page of [door.page, helper.page]) await listen(page);
  await helper.ask('Be om å snakke her');
  await door.press('Tillat tale');
  return { door, helper };
}

needsRoot('VO1 DP1 where only TURN reaches both ends, session and voice go over it', async () => {
  const secret = 'bare-tjenesten-og-coturn-har-dette';
  let turn: Program | undefined;
  const { door, helper } = await begin(async (address) => {
    const port = await freePort();
    turn = await startTurn(resources, address, port, secret);
    const file = join(await resources.temporaryFolder('secret'), 'turn');
    await writeFile(file, `${secret}\n`);
    return {
      FJERNHJELP_ICE_SERVERS: `turn:${address}:${port}?transport=udp`,
      FJERNHJELP_TURN_SECRET_FILE: file,
    };
  });
  await hears(door.page, HELPER_HERTZ);
  await hears(helper.page, USER_HERTZ);
  await helper.shows('Direkte');
  expect(turn?.stdout).toMatch(/ALLOCATE processed, success/);
});

needsRoot('VO5 VO7 where nothing reaches both ends, it is said, and the session goes on', async () => {
  const { door, helper } = await begin(async () => ({}));
  await helper.shows('Nettet slipper ikke talen fram. Bruk telefonen.');
  await door.shows('Nettet slipper ikke talen fram');
  await helper.shows('Via tjenesten');
});
