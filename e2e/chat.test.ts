import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HelperConsole } from './harness/console.ts';
import { Resources, until } from './harness/resources.ts';
import { openSession, type Session, type Stage, setStage } from './harness/session.ts';

const resources = new Resources();
let stage: Stage;
let session: Session;

beforeAll(async () => {
  stage = await setStage(resources);
  session = await openSession(stage);
});
afterAll(() => resources.close());

/** By what it opens: its name holds the count. */
const openChat = (page: Page) => page.locator('[aria-controls="panel-chat"]').click();
const logOf = (page: Page) => page.getByRole('log', { name: 'Meldinger' });

async function write(page: Page, text: string): Promise<void> {
  await page.getByLabel('Skriv en melding').fill(text);
  await page.getByLabel('Skriv en melding').press('Enter');
}

const textsOf = () => session.client.status?.chat?.messages.map(({ text }) => text) ?? [];

test('MS1 MS4 both write, both see that it was read, and the title counts what was not', async () => {
  const { client, helper } = session;
  client.command({ type: 'say', text: 'Hei <b>du</b>\nhttps://example.invalid/' });
  await until('the title counts the message', async () => /^\(1\) /.test(await helper.page.title()));
  expect(client.status?.chat?.reads).toEqual([]);
  await openChat(helper.page);
  // As text, in its lines: no markup, and nothing to click on.
  await logOf(helper.page).getByText('Hei <b>du</b>').waitFor();
  expect(await logOf(helper.page).locator('a').count()).toBe(0);
  await client.until('that the helper has read', ({ chat }) => chat?.reads[0]?.upTo === 1);
  await until('the title counts nothing', async () => !(await helper.page.title()).startsWith('('));

  await write(helper.page, 'Hei! Nå ser jeg skjermen.');
  await client.until('what the helper wrote', ({ chat }) => chat?.messages.length === 2);
  expect(client.status?.chat?.messages[1]).toMatchObject({ person: 1, name: 'Kari Hansen' });
  client.command({ type: 'read-chat', upTo: 2 });
  await logOf(helper.page).getByText('Lest av Brukeren').waitFor();
});

test('a ready-made sentence can be had in each language, and is not sent by itself', async () => {
  const { helper } = session;
  await helper.page.getByLabel('Ferdige setninger').selectOption('One moment, I am looking into this.');
  expect(await helper.page.getByLabel('Skriv en melding').inputValue()).toBe(
    'One moment, I am looking into this.',
  );
  expect(textsOf()).toHaveLength(2);
  await helper.page.getByLabel('Skriv en melding').fill('');
});

test('MS5 stays after the line broke, and what was written meanwhile arrives once', async () => {
  const { client, helper } = session;
  await stage.server.stop();
  await helper.shows('Mistet forbindelsen');
  await write(helper.page, 'skrevet uten linje');
  client.command({ type: 'say', text: 'det samme her' });
  await stage.server.startAgain();
  await client.until('what the helper wrote', ({ chat }) => chat?.messages.length === 4);
  await logOf(helper.page).getByText('det samme her').waitFor();
  expect(textsOf().filter((text) => text === 'skrevet uten linje')).toHaveLength(1);
});

test('MS5 a second helper is in the same room, from then on', async () => {
  const { client, helper } = session;
  client.command({ type: 'invite' });
  const { id = '', password = '' } = await client.until(
    'a password',
    (status) => status.password !== undefined,
  );
  const second = await HelperConsole.open(stage.running.browser, stage.server.url);
  await second.fillIn({ id, password });
  await second.page.getByLabel('Navnet ditt').fill('Ola Nordmann');
  await second.page.getByRole('button', { name: 'Koble til' }).click();
  await client.allow();
  await second.connected();
  await openChat(second.page);
  await second.page.getByText('Ingen har skrevet noe ennå.').waitFor();
  await write(second.page, 'Ola her');
  await logOf(helper.page).getByText('Ola her').waitFor();
  expect(await logOf(helper.page).getByText('Ola Nordmann', { exact: true }).count()).toBe(1);
  await write(helper.page, 'Hei, Ola');
  await logOf(second.page).getByText('Hei, Ola').waitFor();
  await logOf(helper.page).getByText('Lest av Ola Nordmann').waitFor();
  expect(await logOf(second.page).getByText('Hei! Nå ser jeg skjermen.').count()).toBe(0);

  // Taken from one of them in the middle: the other goes on alone.
  client.command({ type: 'revoke-grant', person: 2, grant: 'chat' });
  await second.page.getByText('Brukeren har slått av meldinger.').waitFor();
  client.command({ type: 'say', text: 'bare til Kari' });
  await logOf(helper.page).getByText('bare til Kari').waitFor();
  expect(await logOf(second.page).getByText('bare til Kari').count()).toBe(0);
  client.command({ type: 'dismiss', person: 2 });
  await second.shows('Brukeren avsluttet');
});

test('the helper saves it, also after the end', async () => {
  const { client, helper } = session;
  client.command({ type: 'end' });
  await helper.shows('Brukeren avsluttet');
  const [download] = await Promise.all([
    helper.page.waitForEvent('download'),
    helper.page.getByRole('button', { name: 'Lagre samtalen' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^samtale-\d{4}-\d\d-\d\d\.txt$/);
  const file = join(await resources.temporaryFolder('chat'), 'saved.txt');
  await download.saveAs(file);
  const text = await readFile(file, 'utf8');
  expect(text).toContain('Brukeren:\nHei <b>du</b>\nhttps://example.invalid/\n');
  expect(text).toContain('Ola Nordmann:\nOla her\n');
  expect(client.status?.chat?.messages.length).toBeGreaterThan(5);
  client.command({ type: 'start-again' });
  await client.until('an empty chat', ({ chat }) => chat?.messages.length === 0);
  expect(helper.errors.filter((error) => !/WebSocket|ERR_CONNECTION/.test(error))).toEqual([]);
});
