import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Client } from './harness/client.ts';
import { HelperConsole } from './harness/console.ts';
import { Resources } from './harness/resources.ts';
import { clearStage, exactPicture, openSession, type Stage, setStage } from './harness/session.ts';

const resources = new Resources();
let stage: Stage;

beforeAll(async () => {
  stage = await setStage(resources, { widthPx: 1024, heightPx: 768 });
});
beforeEach(async () => {
  await stage.display.xterm('Arbeid');
});
afterEach(() => clearStage(stage));
afterAll(() => resources.close());

/** An ID with a right check digit that nobody has. */
function otherId(id: string): string {
  const eight = id.slice(0, 7) + ((Number(id[7]) + 1) % 10);
  for (let check = 0; check < 10; check++) {
    const candidate = `${eight}${check}`;
    const sum = [...candidate]
      .reverse()
      .map((digit, i) => (i % 2 === 0 ? Number(digit) : [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][Number(digit)]!))
      .reduce((a, b) => a + b);
    if (sum % 10 === 0) return candidate;
  }
  throw new Error('unreachable');
}

describe('a helper who does not get in', () => {
  test('an ID that nobody has is said to be unknown', async () => {
    const client = Client.start(stage.display, stage.server.url);
    const { id, password } = await client.credentials();
    const helper = await HelperConsole.open(stage.running.browser, stage.server.url);
    await helper.connect({ id: otherId(id), password });
    await helper.shows(/finner ingen .*med denne ID-en/i);
    expect(client.status?.phase).toBe('waiting');
  });

  test('a mistyped ID is caught while typing, before anything is sent', async () => {
    const helper = await HelperConsole.open(stage.running.browser, stage.server.url);
    await helper.page.getByLabel('ID', { exact: true }).fill('123 456 783');
    await helper.shows(/skrivefeil|stemmer ikke/i);
  });

  test('five wrong passwords: tries are counted, then there is a new password, and the old one is dead', async () => {
    const client = Client.start(stage.display, stage.server.url);
    const { id, password } = await client.credentials();
    const wrong = password.startsWith('DA') ? 'HODAHODAHODAHODA' : 'DADADADADADADADA';
    const helper = await HelperConsole.open(stage.running.browser, stage.server.url);
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      await helper.connect({ id, password: wrong });
      if (triesLeft > 0) {
        await client.until(`${5 - triesLeft} wrong tries`, (status) => status.wrongTries === 5 - triesLeft);
        await helper.shows(new RegExp(`${triesLeft} forsøk igjen`));
      } else {
        await helper.shows(/nytt passord/i);
      }
      await helper.page.getByRole('button', { name: /Prøv igjen|Ny tilkobling/ }).click();
    }
    const renewed = await client.until('a new password', (status) => status.passwordReplaced);
    expect(renewed.id).toBe(id);
    expect(renewed.password).not.toBe(password);
    await helper.connect({ id, password });
    await helper.shows(/feil passord/i);
  });

  test('the user says no', async () => {
    const client = Client.start(stage.display, stage.server.url);
    const credentials = await client.credentials();
    const helper = await HelperConsole.open(stage.running.browser, stage.server.url);
    await helper.connect(credentials);
    const asking = await client.until('who asks', (status) => status.phase === 'asking');
    expect(asking.helpers).toMatchObject([{ name: 'Kari Hansen', organisation: 'Leverandør AS' }]);
    client.command({ type: 'decline', person: asking.helpers[0]?.person ?? 0 });
    await helper.shows(/sa nei|avslo/i);
    expect(await helper.page.locator('canvas').count()).toBe(0);
    const after = await client.until('that it waits again', (status) => status.phase === 'waiting');
    expect(after.password).not.toBe(credentials.password);
  });
});

describe('a session ends', () => {
  test('when the user presses X', async () => {
    const { client, helper, credentials } = await openSession(stage);
    client.command({ type: 'end' });
    await helper.shows(/brukeren avsluttet/i);
    expect((await client.until('the end', (status) => status.phase === 'ended')).endReason).toBe(
      'ended-by-user',
    );
    const again = await HelperConsole.open(stage.running.browser, stage.server.url);
    await again.connect(credentials);
    await again.shows(/finner ingen .*med denne ID-en/i);
  });

  test('when the helper presses end', async () => {
    const { client, helper } = await openSession(stage);
    await helper.end();
    expect((await client.until('the end', (status) => status.phase === 'ended')).endReason).toBe(
      'ended-by-helper',
    );
    await helper.shows(/du avsluttet/i);
    client.command({ type: 'start-again' });
    await client.credentials();
  });

  test('not when the server restarts: both ends come back on the same ID', async () => {
    const { client, helper, credentials } = await openSession(stage, { control: true });
    await exactPicture(stage, helper);
    expect(await stage.server.stop()).toBe(0);
    await client.until('that the line broke', (status) => status.phase === 'reconnecting');
    await helper.shows(/kobler til igjen/i);
    await stage.server.startAgain();
    const back = await client.until('that it goes on', (status) => status.phase === 'sharing');
    expect(back.id).toBe(credentials.id);
    expect(client.grantsOf(back)).toContain('control');
    await stage.display.xterm('Etter omstart', { geometry: '60x10+300+300' });
    await exactPicture(stage, helper);
  });
});
