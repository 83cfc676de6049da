import { execFile, execFileSync } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from './harness/client.ts';
import { ClientWindow } from './harness/client-window.ts';
import { HelperConsole } from './harness/console.ts';
import { comparePixels } from './harness/display.ts';
import { dropEndless } from './harness/drop-files.ts';
import { Line } from './harness/line.ts';
import { Resources, until } from './harness/resources.ts';
import { exactPicture, type Stage, setStage } from './harness/session.ts';

// Each grant is taken back while it is used, with the buttons that the user has. Elsewhere: control with keys and buttons held in
// nothing-stays-pressed, point in drawing, files to the user in files, the clipboard to the helper in clipboard, chat in chat,
// recording in recording and user-recording.

const exec = promisify(execFile);
const resources = new Resources();
let stage: Stage;
let line: Line;
let window: ClientWindow;
let helper: HelperConsole;

beforeAll(async () => {
  stage = await setStage(resources);
  line = await Line.open(resources, stage.server.port);
  const home = await resources.temporaryFolder('home');
  await mkdir(join(home, 'Downloads'));
  const { env, attach } = await ClientWindow.prepare(resources);
  Client.start(stage.display, stage.server.url, {
    args: ['--lang', 'nb'],
    env: { ...env, HOME: home, XDG_CONFIG_HOME: join(home, 'config') },
  });
  window = await attach();
  helper = await HelperConsole.open(stage.running.browser, line.url);
  await helper.connect(await window.readAloud());
  await window.press('Tillat');
  await helper.connected();
});
afterAll(() => resources.close());

const openPanel = (name: string) => helper.page.locator(`.toolbar [aria-controls="panel-${name}"]`).click();
const longEnough = async (ms: number) => {
  const fromMs = Date.now();
  await until('a moment has passed', () => Date.now() - fromMs > ms);
};

/** How many colours the helper's page has around a place of the user's screen: one where nothing is to be seen. */
async function coloursAround(xPx: number, yPx: number): Promise<number> {
  const { x, y } = await helper.at(xPx, yPx);
  const clip = { x: x - 20, y: y - 20, width: 40, height: 40 };
  const png = await helper.page.screenshot({ clip });
  return Number(execFileSync('convert', ['png:-', '-format', '%k', 'info:'], { input: png }));
}

test.each([
  ['taken back', 'Stopp å vise skjermen', 'Brukeren har skjult skjermen'],
  ['paused', 'Ta pause', 'Brukeren har tatt pause'],
])(
  'view is %s while the screen changes: nothing of it comes any more, and all of it afterwards',
  async (_, press, shown) => {
    const clock = stage.display.start('xterm', [
      '-geometry',
      '60x10+600+500',
      '-e',
      'while :; do date +%N; done',
    ]);
    await until('the helper sees it change', async () => {
      const before = await helper.pixels();
      return comparePixels(before, await helper.pixels()).different > 50;
    });
    await stage.display.run('xdotool', ['mousemove', '100', '700']);
    await helper.page.locator('[data-pointer="100,700"]').waitFor();
    await window.press(press);
    await helper.shows(shown);
    if (press === 'Ta pause') expect(await coloursAround(100, 700)).toBe(1);
    const last = await helper.pixels().catch(() => undefined);
    const passed = line.forwardedBytes;
    await longEnough(1500);
    if (last !== undefined) expect(comparePixels(last, await helper.pixels()).different).toBe(0);
    // What passes besides is the line's own: nothing as large as a picture of that.
    expect(line.forwardedBytes - passed).toBeLessThan(20_000);
    await clock.kill();
    if (press === 'Ta pause') await window.press('Fortsett');
    else {
      await helper.ask('Be om å få se igjen');
      await window.press('Vis skjermen');
    }
    await helper.page.locator('.overlay').waitFor({ state: 'detached' });
    await exactPicture(stage, helper);
  },
);

test('control is taken back while a text is typed: the rest of it never comes', async () => {
  const folder = await resources.temporaryFolder('typed');
  const typed = join(folder, 'typed');
  await stage.display.xterm('Journal', {
    geometry: '60x20+500+10',
    command: ['sh', '-c', `stty -icanon -echo; cat > ${typed}`],
  });
  await stage.display.focus('Journal');
  await helper.askForControl();
  await window.press('Tillat styring');
  await helper.shows('Du styrer');
  await helper.clickAt(700, 150);
  await helper.page.locator('[data-opens="panel-typing"]').click();
  await helper.page.getByRole('button', { name: 'Skriv inn tekst …' }).click();
  await helper.page.getByRole('textbox', { name: 'Tekst' }).fill('y'.repeat(5000));
  await helper.page.getByRole('button', { name: 'Skriv inn', exact: true }).click();
  const written = async () => (await readFile(typed, 'utf8').catch(() => '')).length;
  await until('some of it is typed', async () => (await written()) > 20);
  await window.press('Stopp styring');
  await helper.shows(/Avbrutt etter \d+ av 5000 tegn/);
  // What had reached the program until then is on its way into the file.
  await longEnough(1000);
  const after = await written();
  await longEnough(1000);
  expect(await written()).toBe(after);
  expect(after).toBeLessThan(5000);
});

test('the clipboard to the user is taken back while something comes: it is not placed', async () => {
  await openPanel('clipboard');
  await helper.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await helper.ask('Be om å få lime inn hos brukeren');
  await window.press('Tillat dette');
  await helper.shows(/^Kopier som vanlig/);
  const before = line.forwardedBytes;
  await helper.page.evaluate(async () => {
    await navigator.clipboard.writeText('hemmelig '.repeat(1_700_000));
    dispatchEvent(new Event('focus'));
  });
  await until('some of it has passed', () => line.forwardedBytes - before > 1_000_000);
  line.cut();
  await window.shows(/legger noe på utklippstavlen din/);
  await window.press('Stopp at hjelperen legger noe på utklippstavlen');
  line.restore();
  await helper.page.getByRole('button', { name: 'Be om å få lime inn hos brukeren' }).waitFor();
  const env = { ...process.env, ...stage.display.env };
  const pasted = await exec('xclip', ['-selection', 'clipboard', '-o'], { env, maxBuffer: 1 << 26 }).catch(
    () => ({
      stdout: '',
    }),
  );
  expect(pasted.stdout).not.toContain('hemmelig');
});

test('files from the user are taken back in the middle: both ends stop, and the helper keeps nothing', async () => {
  await openPanel('files');
  await helper.ask('Be om filer');
  await window.press('Tillat dette');
  await helper.page.evaluate(() => {
    Object.assign(globalThis, {
      showDirectoryPicker: async () =>
        (await navigator.storage.getDirectory()).getDirectoryHandle('mottak', { create: true }),
    });
  });
  await window.page.locator('.file-picker').waitFor();
  await dropEndless(window.page, '.file-picker');
  const before = line.forwardedBytes;
  await helper.page.getByRole('button', { name: 'Lagre i en mappe' }).click();
  await until('some of it has passed', () => line.forwardedBytes - before > 1_000_000);
  await window.press('Stopp at hjelperen får filer');
  await helper.shows(/ikke lenger lov å sende filer/);
  await window.shows(/ikke lenger lov å sende filer/);
  await until('nothing of it is left at the helper', () =>
    helper.page.evaluate(async () => {
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('mottak');
      for await (const _ of (folder as unknown as { keys(): AsyncIterable<string> }).keys()) return false;
      return true;
    }),
  );
});

test('system information is taken back while the user looks at it: it is never sent', async () => {
  await openPanel('system');
  await helper.ask('Be om opplysninger om maskinen');
  await window.press('Tillat dette');
  await window.shows('Dette kan bli sendt til Kari Hansen');
  await window.press('Stopp at hjelperen ser hva slags maskin du har');
  await window.page.getByText('Dette kan bli sendt til Kari Hansen').waitFor({ state: 'detached' });
  await helper.page.getByRole('button', { name: 'Be om opplysninger om maskinen' }).waitFor();
  expect(await window.page.getByRole('button', { name: 'Send dette' }).count()).toBe(0);
});

test('bringing in a colleague is taken back while the password is out: nobody gets in with it', async () => {
  await openPanel('people');
  await helper.ask('Hent en kollega');
  await window.press('Tillat én kollega');
  const password = (await helper.page.locator('.people-invitation code').textContent()) ?? '';
  const bar = await helper.page.locator('.toolbar-state').textContent();
  const id = /\d{3} \d{3} \d{3}/.exec(bar ?? '')?.[0] ?? '';
  await window.press('Stopp å vente på en kollega');
  await helper.page.locator('.people-invitation').waitFor({ state: 'detached' });
  const colleague = await HelperConsole.open(stage.running.browser, stage.server.url);
  await colleague.connect({ id, password }, ['Per Vik', '']);
  await colleague.page.getByRole('button', { name: /prøv|igjen/i }).waitFor();
  expect(await window.page.getByText('Per Vik').count()).toBe(0);
  expect(helper.errors.filter((error) => !/WebSocket/.test(error))).toEqual([]);
});
