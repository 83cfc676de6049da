import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './harness/browser.ts';
import { Client } from './harness/client.ts';
import { ClientWindow } from './harness/client-window.ts';
import { HelperConsole } from './harness/console.ts';
import { Resources, until } from './harness/resources.ts';
import { exactPicture, type Stage, setStage } from './harness/session.ts';

const resources = new Resources();
let stage: Stage;
let window: ClientWindow;
let folder: string;
/** Each in a browser of their own. */
let kari: HelperConsole;
let ola: HelperConsole;
let per: HelperConsole;

const olaIs: [string, string] = ['Ola Nordmann', 'IKT Nord'];
const perIs: [string, string] = ['Per Vik', 'Leverandør AS'];

beforeAll(async () => {
  stage = await setStage(resources);
  folder = await resources.temporaryFolder('two');
  await mkdir(join(folder, 'home', 'Downloads'), { recursive: true });
  const { env, attach } = await ClientWindow.prepare(resources);
  Client.start(stage.display, stage.server.url, {
    args: ['--lang', 'nb'],
    env: { ...env, HOME: join(folder, 'home'), XDG_CONFIG_HOME: join(folder, 'home', 'config') },
  });
  window = await attach();
  kari = await HelperConsole.open(stage.running.browser, stage.server.url);
  await kari.connect(await window.readAloud());
  await allowIn();
  await kari.connected();
  const { browser } = await openBrowser(resources);
  ola = await HelperConsole.open(browser, stage.server.url);
});
afterAll(() => resources.close());

const allowIn = () => window.page.getByRole('button', { name: 'Tillat', exact: true }).click();
const openPanel = ({ page }: HelperConsole, name: string) =>
  page.locator(`.toolbar [aria-controls="panel-${name}"][aria-expanded="false"]`).click();
/** The list of who is in, as one helper reads it. */
const peopleOf = async ({ page }: HelperConsole) => {
  const people = await page.locator('.people li').allTextContents();
  return people.map((text) => text.replace('Gi styringen', ''));
};
const peopleAre = (helper: HelperConsole, people: readonly string[]) => {
  let last = '';
  return until(
    'the helper reads who is in',
    async () => {
      last = (await peopleOf(helper)).join(' / ');
      return last === people.join(' / ');
    },
    undefined,
    () => last,
  );
};
const pointer = async () => {
  const [, x, y] = /x:(\d+) y:(\d+)/.exec(await stage.display.run('xdotool', ['getmouselocation'])) ?? [];
  return [Number(x), Number(y)];
};

/** A helper moves and clicks on the user's screen. @returns once the pointer is there */
async function reaches(helper: HelperConsole, xPx: number, yPx: number): Promise<void> {
  await helper.moveTo(xPx, yPx);
  await until(`the pointer is at ${xPx}, ${yPx}`, async () => (await pointer()).join() === `${xPx},${yPx}`);
}

test('a second helper comes in with a fresh password from the user’s window, and both see every pixel', async () => {
  await window.press('Slipp inn en hjelper til');
  const first = await window.readAloud();
  await ola.connect(first, olaIs);
  await window.shows('Ola Nordmann vil også se skjermen din');
  await allowIn();
  await ola.connected();
  // The password was for one: it is gone.
  await until(
    'no password is shown any more',
    async () => !(await window.page.locator('main').textContent())?.includes(first.password),
  );
  await exactPicture(stage, kari);
  await exactPicture(stage, ola);
});

test('each is listed on every side', async () => {
  await openPanel(kari, 'people');
  await openPanel(ola, 'people');
  await peopleAre(kari, ['Kari HansenLeverandør ASDu', 'Ola NordmannIKT Nord']);
  await peopleAre(ola, ['Kari HansenLeverandør AS', 'Ola NordmannIKT NordDu']);
  await window.shows('Kari Hansen kan');
  await window.shows('Ola Nordmann kan');
});

test('one has control, the other only sees', async () => {
  await kari.askForControl();
  await window.press('Tillat styring');
  await kari.shows('Du styrer');
  await peopleAre(ola, ['Kari HansenLeverandør ASstyrer', 'Ola NordmannIKT NordDu']);
  await reaches(kari, 640, 300);
  // What the other's page sends as pointing does not move the user's mouse.
  await ola.clickAt(200, 500);
  await ola.page.keyboard.type('x');
  await reaches(kari, 650, 310);
  expect(await ola.page.getByText('Du ser og peker').count()).toBeGreaterThan(0);
});

test('control is handed over with a click: the user agrees, and the first only sees from then on', async () => {
  await kari.page.getByRole('button', { name: 'Gi styringen til Ola Nordmann' }).click();
  await window.shows('Kari Hansen gir fra seg styringen.');
  await kari.shows('Du ser og peker');
  await window.press('Tillat styring');
  await ola.shows('Du styrer');
  await peopleAre(kari, ['Kari HansenLeverandør ASDu', 'Ola NordmannIKT Nordstyrer']);
  await reaches(ola, 500, 400);
  await kari.clickAt(300, 200);
  await reaches(ola, 510, 410);
});

test('a helper who asks for control takes it from the other when the user says yes', async () => {
  await kari.askForControl();
  await window.press('Tillat styring');
  await kari.shows('Du styrer');
  await ola.shows('Du ser og peker');
  await reaches(kari, 600, 350);
});

test('what one is granted the other is not: the clipboard goes to one of them', async () => {
  for (const { page } of [kari, ola])
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await openPanel(ola, 'clipboard');
  await ola.ask('Be om å få det brukeren kopierer');
  await window.page.getByRole('button', { name: /^Tillat/ }).click();
  await ola.shows('Det brukeren kopierer, ligger på utklippstavlen din.');
  await writeFile(join(folder, 'copied'), 'bare til Ola');
  await kari.page.evaluate(() => navigator.clipboard.writeText('Karis eget'));
  await ola.page.bringToFront();
  stage.display.start('xclip', ['-quiet', '-selection', 'clipboard', '-i', join(folder, 'copied')]);
  await until('it is on Ola’s clipboard', async () => {
    await ola.page.mouse.click(5, 5);
    return (await ola.page.evaluate(() => navigator.clipboard.readText())) === 'bare til Ola';
  });
  expect(await kari.page.evaluate(() => navigator.clipboard.readText())).toBe('Karis eget');
});

test('files are asked about for each helper apart', async () => {
  await openPanel(kari, 'files');
  await openPanel(ola, 'files');
  await kari.page.getByTestId('files').setInputFiles({
    name: 'fra Kari.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('Kari'),
  });
  await kari.sayWhy();
  await window.shows(/Kari Hansen vil sende filer til deg/);
  await window.press('Tillat dette');
  await window.shows(/Kari Hansen vil sende deg/);
  await window.press('Ta imot');
  await kari.shows(/Alt kom fram/);
  expect(await readdir(join(folder, 'home', 'Downloads'))).toEqual(['fra Kari.txt']);
  // The other has no list of them, and no grant from it.
  await ola.shows('Ingen filer er sendt ennå.');
  await ola.page.getByTestId('files').setInputFiles({
    name: 'fra Ola.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('Ola'),
  });
  await ola.sayWhy();
  await window.shows(/Ola Nordmann vil sende filer til deg/);
  await window.press('Avslå');
  await ola.shows('Brukeren ville ikke gi deg lov.');
  expect(await readdir(join(folder, 'home', 'Downloads'))).toEqual(['fra Kari.txt']);
});

test('CT10 while one records the other is told, aloud too, for as long as it lasts and however the toolbar is', async () => {
  await openPanel(kari, 'recording');
  await kari.ask('Be om å ta opp');
  await window.press('Tillat opptak');
  await kari.page.getByRole('button', { name: 'Start opptak' }).click();
  const mark = ola.page.locator('.recording-mark', { hasText: 'Opptak: Kari Hansen' });
  await mark.waitFor();
  await ola.page
    .locator('[aria-live]')
    .filter({ hasText: 'Kari Hansen tar opp økten. Det du gjør her, blir med i opptaket.' })
    .waitFor({ state: 'attached' });
  await ola.page.getByRole('button', { name: 'Greit' }).click();
  await openPanel(ola, 'people');
  await peopleAre(ola, ['Kari HansenLeverandør ASstyrertar opp', 'Ola NordmannIKT NordDu']);
  await ola.page.getByRole('button', { name: 'Skjul verktøylinjen' }).click();
  await until('the mark is in sight without the toolbar', async () => {
    const box = await mark.boundingBox();
    return (await mark.count()) === 1 && box !== null && box.y >= 0;
  });
  await ola.page.getByRole('button', { name: 'Vis verktøylinjen' }).click();
  await ola.page.getByRole('button', { name: 'Fest verktøylinjen' }).click();
  await kari.page.getByRole('button', { name: 'Stopp opptak' }).click();
  await mark.waitFor({ state: 'detached' });
  await ola.page
    .locator('[aria-live]')
    .filter({ hasText: 'Ingen andre hjelpere tar opp lenger.' })
    .waitFor({ state: 'attached' });
});

test('a helper brings in a colleague, hands over the control and leaves: the session goes on', async () => {
  await openPanel(kari, 'people');
  await kari.ask('Hent en kollega');
  await window.press('Tillat én kollega');
  const password = (await kari.page.locator('.people-invitation code').textContent()) ?? '';
  const id =
    /\d{3} \d{3} \d{3}/.exec((await kari.page.locator('.toolbar-state').textContent()) ?? '')?.[0] ?? '';
  per = await HelperConsole.open((await openBrowser(resources)).browser, stage.server.url);
  await per.connect({ id, password }, perIs);
  await window.shows('Per Vik vil også se skjermen din');
  await allowIn();
  await per.connected();
  await kari.page.getByRole('button', { name: 'Gi styringen til Per Vik' }).click();
  await window.press('Tillat styring');
  await per.shows('Du styrer');
  await kari.end();
  await openPanel(per, 'people');
  await peopleAre(per, ['Ola NordmannIKT Nord', 'Per VikLeverandør ASDustyrer']);
  await exactPicture(stage, per);
  await exactPicture(stage, ola);
  await reaches(per, 640, 420);
  await until(
    'the window lists her no more',
    async () => !(await window.page.locator('main').textContent())?.includes('Kari Hansen kan'),
  );
});

test('the user sends one out alone, and the receipt has all three', async () => {
  await window.press('Send ut Ola Nordmann');
  await ola.shows(/Brukeren avsluttet/);
  await exactPicture(stage, per);
  await window.press('Avslutt');
  await per.shows(/Brukeren avsluttet/);
  const receipt = window.page.locator('.receipt');
  await receipt.locator('summary').click();
  for (const name of ['Kari Hansen', 'Ola Nordmann', 'Per Vik', 'fra Kari.txt', 'Kari Hansen tok opp'])
    await receipt.getByText(name).first().waitFor();
  for (const { errors } of [kari, ola, per]) expect(errors).toEqual([]);
});
