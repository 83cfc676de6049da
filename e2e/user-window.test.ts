import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible } from './harness/axe.ts';
import { Client } from './harness/client.ts';
import { ClientWindow } from './harness/client-window.ts';
import { HelperConsole } from './harness/console.ts';
import { saved } from './harness/recordings.ts';
import { Resources, until } from './harness/resources.ts';
import { exactPicture, type Stage, setStage } from './harness/session.ts';

const resources = new Resources();
let stage: Stage;
let client: Client;
let window: ClientWindow;
let helper: HelperConsole;
let downloads: string;

beforeAll(async () => {
  stage = await setStage(resources);
  const home = await resources.temporaryFolder('home');
  downloads = join(home, 'downloads');
  await mkdir(downloads);
  const { env, attach } = await ClientWindow.prepare(resources);
  client = Client.start(stage.display, stage.server.url, {
    args: ['--lang', 'nb'],
    env: { ...env, HOME: home, XDG_CONFIG_HOME: join(home, 'config') },
  });
  window = await attach();
  // What the window plays, without a loudspeaker to hear it.
  await window.page.evaluate(() => {
    const played: number[] = [];
    const device = () => contexts.at(-1)?.state;
    const contexts: BaseAudioContext[] = [];
    Object.assign(globalThis, { played, device });
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
      played.push(this.frequency.value);
      contexts.push(this.context);
      start.call(this, when);
    };
  });
  helper = await HelperConsole.open(stage.running.browser, stage.server.url);
  const credentials = await window.readAloud();
  await expectAccessible(window.page, 'waiting');
  await helper.fillIn(credentials);
  await helper.page.getByLabel(/Hva gjelder det/).fill('Skriveren virker ikke');
  await helper.page.getByRole('button', { name: 'Koble til' }).click();
});
afterAll(() => resources.close());

const played = () => window.page.evaluate(() => (globalThis as unknown as { played: number[] }).played);
/** What the sound device is for the window: it is open for as long as something runs on it, and takes time of the processor. */
const device = () =>
  window.page.evaluate(() => (globalThis as unknown as { device(): AudioContextState | undefined }).device());
const titleIs = (title: RegExp) =>
  until(
    `the title is ${title}`,
    async () => title.test(await window.page.title()),
    undefined,
    () => `${title}`,
  );

test('who asks and why is shown before anything, and who sees stands in the window’s title', async () => {
  await window.shows('Kari Hansen');
  await window.shows('Skriveren virker ikke');
  expect(await played()).toEqual([]);
  await expectAccessible(helper.page, 'waiting for the answer');
  await window.press('Tillat');
  await helper.connected();
  await titleIs(/^Kari Hansen ser skjermen din/);
  // Two tones, upwards.
  await until('the window sounds', async () => (await played()).length === 2);
  expect((await played())[1]).toBeGreaterThan((await played())[0] ?? 0);
  await until('the sound device is let go', async () => (await device()) === 'suspended');
});

test('CT3 what is asked for later comes with a reason of its own, shown as nothing but text', async () => {
  // As it stands there it is what the helper said at connecting.
  await helper.page.locator('[aria-controls="panel-files"]').click();
  await helper.ask('Be om filer');
  await window.shows('«Skriveren virker ikke»');
  // One question at a time: what would do nothing says so.
  const control = helper.page.getByRole('button', { name: 'Be om styring' });
  expect(await control.getAttribute('aria-disabled')).toBe('true');
  await window.press('Avslå');
  await helper.askForControl('<img src=x onerror=alert(1)> må\u202e bytte driver');
  await window.shows('Kari Hansen vil bruke mus og tastatur');
  await window.shows('«<img src=x onerror=alert(1)> må bytte driver»');
  await window.press('Avslå');
  await helper.shows('Brukeren ville ikke gi deg styringen');
});

test('CT12 what is allowed until the pause is over with it, what is allowed for the session is not', async () => {
  const toHelper = 'Be om å få det brukeren kopierer';
  const toUser = 'Be om å få lime inn hos brukeren';
  await helper.page.locator('[aria-controls="panel-clipboard"]').click();
  await helper.ask(toHelper);
  await window.page.getByRole('radio', { name: 'Til jeg tar pause' }).check();
  await window.press('Tillat dette');
  const revokes = window.page.getByRole('button', { name: /utklippstavlen|kopierer/ });
  await until('it is listed', async () => (await revokes.count()) === 1);
  await window.page.locator('.grants').getByText('til pause').waitFor();
  await helper.ask(toUser);
  await window.press('Tillat dette');
  await until('both are listed', async () => (await revokes.count()) === 2);
  await window.press('Ta pause');
  await helper.shows('Brukeren har tatt pause');
  await window.press('Fortsett');
  await until('one is listed', async () => (await revokes.count()) === 1);
  await helper.page.getByRole('button', { name: toHelper }).waitFor();
  expect(await helper.page.getByRole('button', { name: toUser }).count()).toBe(0);
  expect(await window.page.locator('.grants').getByText('til pause').count()).toBe(0);
});

test('unread messages are counted in the title of the window, and the user can save the conversation', async () => {
  await helper.page.locator('[aria-controls="panel-chat"]').click();
  const write = async (text: string) => {
    await helper.page.getByLabel('Skriv en melding').fill(text);
    await helper.page.getByLabel('Skriv en melding').press('Enter');
  };
  await write('Se https://example.invalid/ her');
  await window.shows('Se https://example.invalid/ her');
  const chat = window.page.locator('[aria-controls="chat"]');
  await chat.click();
  await write('Ser du meg?');
  await titleIs(/^\(1\) /);
  await write('Hallo?');
  await titleIs(/^\(2\) /);
  await window.press(/2 uleste/);
  await window.shows('Ser du meg?');
  expect(await window.page.locator('[role="log"] a').count()).toBe(0);
  await titleIs(/^(?!\()/);
  const cdp = await window.page.context().newCDPSession(window.page);
  await cdp.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
  await window.press('Lagre samtalen');
  await until('it is saved', async () =>
    (await readdir(downloads)).some((name) => /^samtale-.*\.txt$/.test(name)),
  );
});

test('both see how good the line is', async () => {
  await window.shows(/god linje|ok linje|dårlig linje/);
  await helper.page
    .getByText(/god linje|ok linje|dårlig linje/)
    .first()
    .waitFor();
});

test('after sleep the session goes on by itself', async () => {
  await exactPicture(stage, helper);
  client.process.signal('SIGSTOP');
  // As long as a short nap: the helper's side has noticed that nobody answers.
  await helper.shows(/kobler til igjen/i);
  client.process.signal('SIGCONT');
  await helper.page
    .getByText(/kobler til igjen/i)
    .first()
    .waitFor({ state: 'detached' });
  await stage.display.xterm('Etter søvnen', { geometry: '60x10+500+300' });
  await exactPicture(stage, helper);
});

test('the sound can be turned off, and stays so', async () => {
  const sounds = window.page.getByRole('button', { name: 'Lyd når noen kommer og går' });
  expect(await sounds.getAttribute('aria-pressed')).toBe('true');
  await sounds.click();
  expect(await sounds.getAttribute('aria-pressed')).toBe('false');
  const before = (await played()).length;
  await window.press('Slipp inn en hjelper til');
  const second = await HelperConsole.open(stage.running.browser, stage.server.url);
  await second.connect(await window.readAloud(), ['Ola Nordmann', '']);
  await window.shows('Ola Nordmann vil også se skjermen din');
  await window.page.getByRole('button', { name: 'Tillat', exact: true }).click();
  await second.connected();
  await titleIs(/Kari Hansen og Ola Nordmann/);
  await second.end();
  await titleIs(/^Kari Hansen ser/);
  expect((await played()).length).toBe(before);
  await window.page.reload();
  await titleIs(/^Kari Hansen ser/);
  expect(await sounds.getAttribute('aria-pressed')).toBe('false');
});

test('both get a receipt without content; the helper’s has a ticket number and a note of their own', async () => {
  await window.press('Avslutt');
  await helper.shows('Brukeren avsluttet');
  const { page } = helper;
  await page.getByLabel('Saksnummer').fill('INC-4711');
  await page.getByLabel('Notat').fill('Byttet skriverkø.');
  const file = await saved(
    resources,
    Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Lagre kvittering' }).click(),
    ]).then(([download]) => download),
  );
  const text = file.toString();
  for (const part of ['Kari Hansen', 'INC-4711', 'Byttet skriverkø.', 'Se skjermen'])
    expect(text).toContain(part);
  expect(text).not.toContain('example.invalid');

  await window.press('Lagre kvittering');
  const name = await until('it is saved', async () =>
    (await readdir(downloads)).find((each) => /^fjernhjelp-kvittering-.*\.txt$/.test(each)),
  );
  const own = await readFile(join(downloads, name), 'utf8');
  for (const part of ['Kari Hansen', 'Ola Nordmann', 'Se skjermen']) expect(own).toContain(part);
  for (const part of ['example.invalid', 'Ser du meg', 'INC-4711']) expect(own).not.toContain(part);
  expect(helper.errors.filter((error) => !/WebSocket/.test(error))).toEqual([]);
});
