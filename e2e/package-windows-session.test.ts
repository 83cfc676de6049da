import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ClientWindow } from './harness/client-window.ts';
import { HelperConsole } from './harness/console.ts';
import { Display } from './harness/display.ts';
import { unsignedPackages } from './harness/packages.ts';
import { Resources, until } from './harness/resources.ts';
import { exactPicture, type Stage, setStage } from './harness/session.ts';
import { Wine } from './harness/wine.ts';

/** The packed Windows client from double click to end, under Wine, with Wine's notepad: two users at once. */
const resources = new Resources();
let stage: Stage;
/** The folder as an operator puts it somewhere: one for all users, with a blank and an ø in its path. */
let program: string;
let files: readonly string[];

interface User {
  readonly stage: Stage;
  readonly wine: Wine;
  /** Below AppData and in the folders for temporary files, before anything of ours was started. */
  readonly traces: readonly string[];
}
let kari: User;
let ola: User;

beforeAll(async () => {
  const serverEnv = { FJERNHJELP_DIRECT_PATH: 'true' };
  const [packaged, first] = await Promise.all([
    unsignedPackages(resources),
    setStage(resources, { serverEnv }),
  ]);
  stage = first;
  const folder = join(await resources.temporaryFolder('installed'), 'Fjernhjelp på prøve');
  await cp(packaged.windows, folder, { recursive: true });
  await writeFile(
    join(folder, 'fjernhjelp.json'),
    JSON.stringify({ server: stage.server.url, language: 'nb' }),
  );
  program = join(folder, 'Fjernhjelp.exe');
  files = (await readdir(folder)).sort();
  const display = await Display.start(resources, { widthPx: 1024, heightPx: 768 });
  [kari, ola] = await Promise.all([openUser(stage), openUser({ ...stage, display })]);
});
afterAll(() => resources.close());

/** With notepad open, so that what Wine and notepad leave is there before. */
async function openUser(theirs: Stage): Promise<User> {
  const wine = await Wine.open(resources, theirs.display);
  await writeFile(wine.path('notat.txt'), '\uFEFF');
  wine.start('notepad.exe', 'C:\\notat.txt');
  const id = await theirs.display.window('notat');
  await theirs.display.run('xdotool', [
    'windowmove',
    '--sync',
    id,
    '450',
    '100',
    'windowsize',
    id,
    '500',
    '300',
  ]);
  return { stage: theirs, wine, traces: await wine.traces() };
}

const saved = ({ wine }: User) => readFile(wine.path('notat.txt'), 'utf8');

/** Starts the program as a double click does. @returns its window, and how long it took to show an ID */
async function start(user: User) {
  const { wineEnv: env, attach } = await ClientWindow.prepare(resources);
  const beganMs = performance.now();
  const kill = user.wine.open(user.wine.windowsPath(program), env);
  const window = await attach();
  const credentials = await window.readAloud();
  return { window, credentials, kill, tookMs: performance.now() - beganMs };
}

async function connect(user: User) {
  const { window, credentials, kill, tookMs } = await start(user);
  console.log(`From start to the ID in the window: ${Math.round(tookMs)} ms`);
  const helper = await HelperConsole.open(user.stage.running.browser, user.stage.server.url);
  await helper.connect(credentials);
  await window.press('Tillat');
  await helper.connected();
  return { window, helper, kill };
}

/** Which lines of the one list are not in the other. */
const beyond = (now: readonly string[], before: readonly string[]) =>
  now.filter((each) => !before.includes(each));

test('a whole session: picture, text, mouse, clipboard and files both ways, directly, and no trace', async () => {
  const { window, helper } = await connect(kari);
  const { display } = stage;
  await helper.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await helper.shows('Direkte');
  await helper.askForControl();
  await window.press('Tillat styring');
  await helper.shows('Du styrer');

  await helper.clickAt(600, 200);
  await helper.page.keyboard.type('Blåbærsyltetøy på Ærøskøbing');
  await exactPicture(stage, helper);
  await helper.page.keyboard.press('Home');
  await helper.page.keyboard.type('Ås: ');
  const isSaved = async () => (await saved(kari)) === '\uFEFFÅs: Blåbærsyltetøy på Ærøskøbing';
  // Pressed again where nothing came of it: seen once in some ten runs, and not known whether notepad under Wine or a line lost it.
  await until('it is saved', async () => {
    await helper.page.keyboard.press('Control+S');
    return until('the first press saves it', isSaved, 10_000).catch(() => false);
  });

  await helper.page.locator('[aria-controls="panel-clipboard"]').click();
  await helper.ask('Be om å få det brukeren kopierer');
  await window.press('Tillat dette');
  await helper.ask('Be om å få lime inn hos brukeren');
  await window.press('Tillat dette');
  await helper.shows('Det brukeren kopierer, ligger på utklippstavlen din.');
  await display.focus('notat');
  await display.run('xdotool', ['key', 'ctrl+a', 'ctrl+c']);
  await until('the helper can paste it', () =>
    helper.page.evaluate(async () => (await navigator.clipboard.readText()).startsWith('Ås: Blåbær')),
  );
  await until('the user can paste it', async () => {
    // Again and again: what the user copied may still be on its way and take its place.
    await helper.page.evaluate(async () => {
      await navigator.clipboard.writeText('fra hjelperen – æøå');
      globalThis.dispatchEvent(new Event('focus'));
    });
    await display.focus('notat');
    await display.run('xdotool', ['key', 'ctrl+a', 'ctrl+v', 'ctrl+s']);
    return (await saved(kari)) === '\uFEFFfra hjelperen – æøå';
  });

  await helper.page.evaluate(() => {
    const dropped = new DataTransfer();
    dropped.items.add(new File(['fra hjelperen'], 'brev på norsk.txt'));
    document
      .querySelector('.session-stage')
      ?.dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true }));
  });
  await helper.sayWhy();
  await window.press('Tillat dette');
  await window.press('Ta imot');
  await helper.shows(/Alt kom fram/);
  const downloads = kari.wine.path('users', userInfo().username, 'Downloads');
  expect(await readFile(join(downloads, 'brev på norsk.txt'), 'utf8')).toBe('fra hjelperen');
  await helper.ask('Be om filer');
  await window.press('Tillat dette');
  await window.page.getByTestId('files').setInputFiles([join(downloads, 'brev på norsk.txt')]);
  const download = helper.page.waitForEvent('download');
  await helper.page.getByRole('button', { name: 'Last ned' }).click();
  expect((await download).suggestedFilename()).toBe('brev på norsk.txt');
  const received = join(await resources.temporaryFolder('received'), 'brev.txt');
  await (await download).saveAs(received);
  expect(await readFile(received, 'utf8')).toBe('fra hjelperen');

  await helper.end();
  await window.shows(/avsluttet/);
  expect(helper.errors).toEqual([]);
  expect(beyond(await kari.wine.traces(), kari.traces)).toEqual([]);
});
test('two users of one machine at once, one of whom is killed and starts again', async () => {
  const [first, second] = await Promise.all([connect(kari), connect(ola)]);
  await Promise.all([exactPicture(kari.stage, first.helper), exactPicture(ola.stage, second.helper)]);
  await ola.wine.killClient('Fjernhjelp\\.exe');
  await second.helper.shows(/Forbindelsen|forbindelsen/);
  await exactPicture(kari.stage, first.helper);
  const again = await connect(ola);
  await exactPicture(ola.stage, again.helper);
  await again.helper.end();
  await first.helper.end();
  expect(beyond(await ola.wine.traces(), ola.traces)).toEqual([]);
  expect(beyond(await kari.wine.traces(), kari.traces)).toEqual([]);
  expect((await readdir(join(program, '..'))).sort()).toEqual(files);
});
