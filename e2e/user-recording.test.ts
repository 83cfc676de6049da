import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Client } from './harness/client.ts';
import { ClientWindow } from './harness/client-window.ts';
import { HelperConsole } from './harness/console.ts';
import { comparePixels, crop } from './harness/display.ts';
import { contentOf } from './harness/recordings.ts';
import { Resources, until } from './harness/resources.ts';
import { exactPicture, setStage } from './harness/session.ts';

const resources = new Resources();
afterEach(() => resources.close());

test('RF8–RF10 the user records: asked for, agreed to, marked at both ends, in the user’s folder, played in the console', async () => {
  const stage = await setStage(resources, { widthPx: 1000, heightPx: 800 });
  const home = await resources.temporaryFolder('home');
  await mkdir(join(home, 'Videos'));
  const { env, attach } = await ClientWindow.prepare(resources);
  Client.start(stage.display, stage.server.url, {
    args: ['--lang', 'nb'],
    env: { ...env, HOME: home, XDG_CONFIG_HOME: join(home, 'config') },
  });
  const window = await attach();
  const helper = await HelperConsole.open(stage.running.browser, stage.server.url);
  const { page } = helper;
  await helper.connect(await window.readAloud());
  await window.press('Tillat');
  await helper.connected();
  const recordings = () => readdir(join(home, 'Videos'));

  // Declined once: nothing is written.
  await window.press('Ta opp økten');
  await window.press('Spør hjelperen om lov');
  await window.shows('Hjelperen blir spurt om du kan ta opp.');
  await page.getByRole('button', { name: 'Nei takk' }).click();
  await window.shows('Hjelperen ville ikke bli tatt opp.');
  expect(await recordings()).toEqual([]);

  await window.press('Ta opp økten');
  expect(await window.page.getByLabel('Hvor').inputValue()).toBe(join(home, 'Videos'));
  await window.press('Spør hjelperen om lov');
  await page.getByRole('button', { name: 'Godta opptak' }).click();
  await window.shows('Du tar opp økten');
  await helper.shows('Brukeren tar opp');
  const code = (await window.page.locator('.user-recording code').textContent()) ?? '';

  await page.getByRole('button', { name: /^Meldinger/ }).click();
  await page.getByRole('textbox', { name: /melding/i }).fill('Nå blir det tatt opp');
  await page.keyboard.press('Enter');
  await window.shows('Nå blir det tatt opp');
  await helper.askForControl();
  await window.press('Tillat styring');
  await helper.shows('Du styrer');
  await stage.display.xterm('Journal', {
    geometry: '60x20+500+10',
    command: ['sh', '-c', 'stty -echo; cat'],
  });
  await stage.display.focus('Journal');
  const typed = 'hemmelig 010203';
  await helper.clickAt(700, 200);
  await page.keyboard.type(typed);
  await stage.display.xterm('Farger', {
    geometry: '40x10+520+400',
    command: [
      'sh',
      '-c',
      'for i in $(seq 0 99); do printf "\\033[48;5;%sm %s " $i $i; done; printf "\\033]2;Farger ferdig\\007"; cat',
    ],
  });
  // The terminal reads in order: all colours are there when it bears the name that comes after them.
  await stage.display.window('Farger ferdig');
  const early = await exactPicture(stage, helper);
  const earlyAt = Date.now();
  await until('a second of it is recorded', () => Date.now() - earlyAt > 1500);

  // While everything is paused nothing of the screen comes into the file.
  await window.press('Ta pause');
  await helper.shows(/pause/i);
  await stage.display.xterm('Privat', {
    geometry: '50x10+480+550',
    command: ['sh', '-c', 'echo PRIVAT; cat'],
  });
  await stage.display.focus('Privat');
  const pausedAt = Date.now();
  await until('a moment of the pause has passed', () => Date.now() - pausedAt > 1500);

  // The helper takes the consent back in the middle: the mark goes out and the file is closed.
  await page.getByRole('button', { name: 'Opptak', exact: true }).click();
  await page.getByRole('button', { name: 'Jeg vil ikke bli tatt opp lenger' }).click();
  await window.shows(/Opptaket er ferdig/);
  await page.getByText('Brukeren tar opp', { exact: true }).waitFor({ state: 'detached' });
  const [name = '', ...others] = await recordings();
  expect(others).toEqual([]);
  expect(name).toMatch(/\.fjernrec$/);
  const path = join(home, 'Videos', name);
  const recording = await readFile(path);
  const { bytes, events, isWhole } = await contentOf(recording, code);
  expect(isWhole).toBe(true);
  expect(events).toContainEqual({ type: 'chat', name: 'Kari Hansen', text: 'Nå blir det tatt opp' });
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'people', people: [expect.objectContaining({ control: true })] }),
  );
  for (const keys of [typed, 'KeyH', 'hemmelig', '010203']) expect(bytes.includes(keys)).toBe(false);
  expect(recording.includes('Kari')).toBe(false);

  await helper.end();
  // Both receipts say so.
  for (const end of [window.page, page]) {
    await end.locator('.receipt summary').click();
    await end.locator('.receipt li', { hasText: 'Brukeren tok opp' }).waitFor();
  }
  // After the end the code is still to be had.
  await window.shows(/Ingen ser|avsluttet/);
  expect(await window.page.locator('.user-recording code').textContent()).toBe(code);

  await page.goto(`${stage.server.url}/hjelper#opptak`);
  await page.reload();
  await page.getByLabel('Et opptak på maskinen').setInputFiles(path);
  await page.getByLabel('Kode').fill(code);
  await page.getByRole('button', { name: 'Åpne opptaket' }).click();
  const slider = page.getByRole('slider', { name: 'Sted i opptaket' });
  await slider.waitFor();
  await slider.press('End');
  // The user's window has changed meanwhile, and took the focus: the terminal's title and caret show that. Where the private
  // one came, its lines are as they were before the pause.
  const area = { xPx: 530, yPx: 425, widthPx: 380, heightPx: 175 };
  let last = '';
  const isAsBefore = async () => {
    const seen = await helper.pixels('.recording-stage canvas');
    if (seen.widthPx !== 1000) return false;
    const { different, first } = comparePixels(crop(early, area), crop(seen, area));
    last = `${different} pixels differ, the first at ${first}`;
    return different === 0;
  };
  await until('the end is shown, as it was before the pause', isAsBefore, undefined, () => last);
  await page.getByText('Kari Hansen: Nå blir det tatt opp').waitFor();
  expect(await isAsBefore()).toBe(true);
  expect(helper.errors).toEqual([]);
});
