import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { Client } from './harness/client.ts';
import { ClientWindow } from './harness/client-window.ts';
import { HelperConsole } from './harness/console.ts';
import { BrowserDoor } from './harness/door.ts';
import { saved } from './harness/recordings.ts';
import { Resources } from './harness/resources.ts';
import { openSession, setStage } from './harness/session.ts';

/** Closes the page as a person does. @returns what the browser asks; the person stays */
async function asksBeforeLeaving(page: Page): Promise<void> {
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
}

/** Closes the page as a person does, and it is gone. */
async function leavesUnasked(page: Page): Promise<void> {
  const closed = page.waitForEvent('close');
  page.on('dialog', (dialog) => {
    throw new Error(`asked: ${dialog.type()}`);
  });
  await page.close({ runBeforeUnload: true });
  await closed;
}

test('the helper is asked before the code of a recording is lost: by another recording, a new session, a closed tab and a left page', async () => {
  await using resources = new Resources();
  const stage = await setStage(resources, { widthPx: 800, heightPx: 600 });
  const { client, helper } = await openSession(stage);
  const { page } = helper;
  const question = page.getByRole('dialog', { name: 'Koden til opptaket er ikke lagret' });
  const answer = (name: string) => question.getByRole('button', { name, exact: true }).click();
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const shownCode = () => page.locator('.recording-outcome code').textContent();
  await press('Opptak');
  await helper.ask('Be om å ta opp');
  await client.allowGrant('recording');

  await press('Start opptak');
  await press('Stopp opptak');
  await helper.shows(/Opptaket er ferdig/);
  const first = await shownCode();
  await press('Start opptak');
  await question.getByText(first ?? '', { exact: true }).waitFor();
  await answer('Avbryt');
  expect(await shownCode()).toBe(first);
  await press('Start opptak');
  const download = page.waitForEvent('download');
  await answer('Lagre koden og gå videre');
  expect(String(await saved(resources, download))).toContain(first);
  await page.getByRole('button', { name: 'Stopp opptak' }).waitFor();
  const second = await shownCode();
  expect(second).not.toBe(first);

  await page.keyboard.press('Control+Alt+Shift+KeyN');
  await page.getByRole('button', { name: /^Lukk økten/ }).click();
  await press('Lukk økten');
  await question.getByText(second ?? '', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^(?!Lukk).*\d{3} \d{3} \d{3}/ }).click();
  await helper.end();
  await helper.shows('Du avsluttet');
  await asksBeforeLeaving(page);
  expect(await shownCode()).toBe(second);
  await press('Ny tilkobling');
  await answer('Avbryt');
  // Whoever copies it has it.
  await page.locator('.recording-outcome code').evaluate((code) => {
    getSelection()?.selectAllChildren(code);
    document.execCommand('copy');
  });
  await press('Ny tilkobling');
  await page.getByLabel('Passord').waitFor();
  expect(await question.count()).toBe(0);
  await leavesUnasked(page);
  expect(helper.errors).toEqual([]);
});

test('X of the user’s window ends the session at once, and the window asks before the code of a recording goes with it', async () => {
  await using resources = new Resources();
  const stage = await setStage(resources, { widthPx: 1000, heightPx: 800 });
  const home = await resources.temporaryFolder('home');
  const { env, attach } = await ClientWindow.prepare(resources);
  Client.start(stage.display, stage.server.url, {
    args: ['--lang', 'nb'],
    env: { ...env, HOME: home, XDG_CONFIG_HOME: `${home}/config` },
  });
  const window = await attach();
  const helper = await HelperConsole.open(stage.running.browser, stage.server.url);
  await helper.connect(await window.readAloud());
  await window.press('Tillat');
  await helper.connected();
  await window.press('Ta opp økten');
  await window.press('Spør hjelperen om lov');
  await helper.page.getByRole('button', { name: 'Godta opptak' }).click();
  await window.shows('Kode til opptaket');
  const code = (await window.page.locator('.user-recording code').textContent()) ?? '';

  const asked = window.page.waitForEvent('dialog');
  await stage.display.closeByX('fjernhjelp');
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  // Nobody has answered yet.
  await helper.shows('Brukeren avsluttet');
  await dialog.dismiss();
  await window.shows('Ingen ser skjermen din nå.');
  expect(await window.page.locator('.user-recording code').textContent()).toBe(code);

  await window.press('Start på nytt');
  await window.shows('Koden til opptaket er ikke lagret');
  const download = window.page.waitForEvent('download').catch(() => undefined);
  await window.press('Lagre koden og gå videre');
  await download;
  await window.readAloud();
  expect(helper.errors).toEqual([]);
});

test('the browser door asks as well, after the end too, and in the language that the person has chosen', async () => {
  await using resources = new Resources();
  const stage = await setStage(resources);
  const door = await BrowserDoor.open(resources, stage.display, stage.server.url);
  const helper = await HelperConsole.open(stage.running.browser, stage.server.url);
  await helper.connect(await door.credentials());
  await door.press('Tillat');
  await helper.connected();
  const { page } = door;
  const question = (name: string) => page.getByRole('dialog', { name });
  await door.press('Ta opp økten');
  await door.press('Spør hjelperen om lov');
  await helper.page.getByRole('button', { name: 'Godta opptak' }).click();
  await door.shows('Kode til opptaket');
  await door.press('Stopp opptak');
  await door.shows(/Opptaket er ferdig/);

  await door.press('Ta opp økten');
  await door.press('Spør hjelperen om lov');
  await question('Koden til opptaket er ikke lagret').waitFor();
  await page.keyboard.press('Escape');
  await helper.end();
  await door.shows('Fjernhjelp er avsluttet');
  await asksBeforeLeaving(page);
  for (const [language, again, asked, stay] of [
    ['Nynorsk', 'Start på nytt', 'Koden til opptaket er ikkje lagra', 'Avbryt'],
    ['English', 'Start again', 'The code of the recording is not saved', 'Cancel'],
  ] as const) {
    await page.getByText(language, { exact: true }).click();
    await door.press(again);
    await question(asked).getByRole('button', { name: stay }).click();
  }
  await door.press('Start again');
  await door.press('Go on without saving');
  await page.getByText('Password', { exact: true }).waitFor();
  await leavesUnasked(page);
  expect(door.complaints).toEqual([]);
});
