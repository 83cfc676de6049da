import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostStatus } from '@fjernhjelp/host';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from './harness/axe.ts';
import { Client } from './harness/client.ts';
import type { HelperConsole } from './harness/console.ts';
import { share } from './harness/door.ts';
import { dropEndless } from './harness/drop-files.ts';
import { Line } from './harness/line.ts';
import { Resources, until } from './harness/resources.ts';
import { exactPicture, openSession, setStage } from './harness/session.ts';

/** The helper sends a file that is under way for longer than any test, and the user takes it. */
async function takeEndless(client: Client, helper: HelperConsole, folder: string): Promise<void> {
  await dropEndless(helper.page);
  await helper.sayWhy();
  await client.allowGrant('files-to-user');
  const transfers = ({ helpers }: HostStatus) => helpers[0]?.files?.transfers ?? [];
  const offered = await client.until('the offer', (status) => transfers(status)[0]?.state === 'offered');
  const person = offered.helpers[0]?.person ?? 0;
  client.command({ type: 'files-accept', person, transfer: transfers(offered)[0]?.number ?? 0, folder });
  await client.until('that it has begun', (status) => (transfers(status)[0]?.doneBytes ?? 0) > 0);
}

/** What takes a minute or more by itself, in real time: nobody works meanwhile, so they wait side by side. */
describe.concurrent('by and by', () => {
  test('a helper is told when the client is killed, and that it did not come back', async () => {
    await using resources = new Resources();
    const stage = await setStage(resources, { widthPx: 1024, heightPx: 768 });
    const { client, helper } = await openSession(stage);
    client.process.signal('SIGKILL');
    await helper.shows(/prøver å koble til igjen|mistet forbindelsen/i);
    await helper.shows(/kom ikke tilbake|er borte|mistet/i);
    await until(
      'the helper sees the end',
      async () => (await helper.page.getByRole('button', { name: /Ny tilkobling/ }).count()) > 0,
    );
  });

  test.each([
    { seconds: 20, survives: true },
    { seconds: 90, survives: false },
  ])('after a cut of $seconds s: survives $survives', async ({ seconds, survives }) => {
    await using resources = new Resources();
    const stage = await setStage(resources, { widthPx: 1024, heightPx: 768 });
    await stage.display.xterm('Arbeid');
    const line = await Line.open(resources, stage.server.port);
    const { client, helper } = await openSession(stage, { clientUrl: line.url });
    await exactPicture(stage, helper);
    const downloads = await resources.temporaryFolder('downloads');
    if (!survives) await takeEndless(client, helper, downloads);
    const cutAt = Date.now();
    line.cut();
    await client.until('that the line broke', (status) => status.phase === 'reconnecting');
    await helper.shows(/kobler til igjen/i);
    await stage.display.xterm('Imens', { geometry: '60x10+200+300' });
    await until(`${seconds} s have passed`, () => Date.now() - cutAt >= seconds * 1000);
    // A loaded machine notices the cut late, and counts from then on.
    if (!survives) await client.until('the end', (status) => status.phase === 'ended');
    line.restore();
    if (survives) {
      await client.until('that it goes on', (status) => status.phase === 'sharing');
      await exactPicture(stage, helper);
    } else {
      // The helper and the server are missed on lines of their own, each for 60 s: whichever began first.
      expect(['viewer-lost', 'host-lost']).toContain(client.status?.endReason);
      await helper.page.getByRole('button', { name: /Ny tilkobling/ }).waitFor();
      // FT10: both are told of the file that was under way.
      await helper.shows('Én fil ble ikke ferdig');
      await helper.shows('Du kan sende på nytt i en ny økt.');
      await client.until('that nothing is left of it', ({ receipt }) => {
        const [file] = receipt?.people[0]?.unfinished ?? [];
        return file?.name === 'endeløs.bin' && file.doneBytes > 0 && file.left === 'nothing';
      });
      expect(await readdir(downloads)).toEqual([]);
    }
  });

  test('EN5 before the longest time is over both are told, and the user goes on', async () => {
    await using resources = new Resources();
    const stage = await setStage(resources, { widthPx: 1024, heightPx: 768 });
    const settings = join(await resources.temporaryFolder('settings'), 'settings.json');
    // The warning is two minutes before, of so short a time half of it.
    await writeFile(settings, JSON.stringify({ longestMinutes: 1 }));
    const client = Client.start(stage.display, stage.server.url, {
      args: ['--no-window', '--settings', settings],
    });
    const { helper } = await openSession(stage, { client });
    await client.until('the warning', ({ ending }) => ending?.why === 'time-over');
    await helper.shows('Økten avsluttes om ett minutt. Bare brukeren kan forlenge den.');
    client.command({ type: 'stay' });
    await client.until('that it goes on', ({ ending }) => ending === undefined);
    await helper.page.getByText('Bare brukeren kan forlenge den.').waitFor({ state: 'detached' });
  });

  test('EN5 the browser door’s session is over after the longest time that the operator has set, with a warning; the user can go on', async () => {
    await using resources = new Resources();
    const serverEnv = { FJERNHJELP_BROWSER_DOOR_LONGEST_MINUTES: '1' };
    const stage = await setStage(resources, { serverEnv });
    const { door, helper } = await share(resources, stage);
    await door.shows('Økten avsluttes om ett minutt');
    await helper.shows('Økten avsluttes om ett minutt. Bare brukeren kan forlenge den.');
    await door.press('Fortsett økten');
    await helper.page.getByText('Bare brukeren kan forlenge den.').waitFor({ state: 'detached' });
    await door.shows('Økten avsluttes om ett minutt');
    await expectAccessible(door.page, 'a warning');
    await door.shows('Fjernhjelp er avsluttet');
    expect(door.complaints).toEqual([]);
  });
});
