import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HelperConsole } from './harness/console.ts';
import { Resources, until } from './harness/resources.ts';
import { exactPicture, type Stage, setStage } from './harness/session.ts';
import { Wine } from './harness/wine.ts';

const resources = new Resources();
let stage: Stage;
let wine: Wine;

beforeAll(async () => {
  stage = await setStage(resources);
  wine = await Wine.open(resources, stage.display);
});
afterAll(() => resources.close());

const text = 'Blåbærsyltetøy på Ærøskøbing: "@£$€{[]}\\|~" og Ελλάδα';

/** A session with control over the Windows client. */
async function openSession() {
  const client = wine.startClient(stage.server.url);
  const helper = await HelperConsole.open(stage.running.browser, stage.server.url);
  await helper.connect(await client.credentials());
  await client.allow();
  await helper.connected();
  await helper.askForControl();
  await client.allowControl();
  await helper.shows('Du styrer');
  return { client, helper };
}

/** Wine's notepad with a file of its own, in front of everything: UTF-8, and where its text begins on the screen. */
async function openNotepad(name: string, content: string) {
  const file = wine.path(name);
  await writeFile(file, `\uFEFF${content}`);
  wine.start('notepad.exe', `C:\\${name}`);
  await stage.display.focus(name);
  const id = await stage.display.window(name);
  await stage.display.run('xdotool', ['windowmove', '--sync', id, '100', '100']);
  const geometry = await stage.display.run('xwininfo', ['-id', id]);
  const [xPx, yPx] = ['X', 'Y'].map((axis) =>
    Number(new RegExp(`Absolute upper-left ${axis}:\\s+(\\d+)`).exec(geometry)?.[1]),
  );
  return {
    /** Below the menu, where the first letter stands. */
    firstLetter: { xPx: xPx! + 9, yPx: yPx! + 30 },
    saved: async () => (await readFile(file, 'utf8')).replace('\uFEFF', ''),
  };
}

test('a helper sees Windows programs to the pixel, types, clicks and ends', async () => {
  const { saved, firstLetter } = await openNotepad('notat.txt', 'begynnelse');
  const { client, helper } = await openSession();
  await exactPicture(stage, helper);

  await helper.clickAt(firstLetter.xPx + 10, firstLetter.yPx);
  await helper.page.keyboard.press('Shift+Home');
  await helper.page.keyboard.press('Delete');
  await helper.page.keyboard.press('Shift+End');
  await helper.page.keyboard.type('Slutt');
  await helper.page.keyboard.press('Control+End');
  await helper.page.keyboard.press('Enter');
  await helper.page.keyboard.type(text);
  await exactPicture(stage, helper);
  await helper.clickAt(firstLetter.xPx, firstLetter.yPx);
  await helper.page.keyboard.press('Shift+Digit1');
  await helper.page.keyboard.press('Control+S');
  await until('the file is saved', async () => (await saved()).includes('\n'));
  expect(await saved()).toBe(`!Slutt\r\n${text}`);

  await helper.end();
  await client.until('the end', ({ phase }) => phase === 'ended');
  expect(helper.errors).toEqual([]);
});

test('a client that was killed is missed, and started again gives a new ID to the same desktop', async () => {
  const first = await openSession();
  const { id } = first.client.statuses.find((status) => status.id !== undefined)!;
  await wine.killClient('client.src.main\\.ts');
  await first.helper.shows(/Forbindelsen|forbindelsen/);
  const second = await openSession();
  expect(second.client.statuses.find((status) => status.id !== undefined)?.id).not.toBe(id);
  await exactPicture(stage, second.helper);
  second.client.command({ type: 'end' });
  await second.helper.shows(/brukeren avsluttet/i);
});

test('taskkill without force ends the session with a good-bye', async () => {
  const { helper, client } = await openSession();
  await wine.run('taskkill.exe', ['/IM', 'node.exe']);
  await helper.shows(/brukeren avsluttet/i);
  await client.process.until('the client has left', ({ stderr }) => /leaving why="close-asked"/.test(stderr));
});

test('a log-off ends the session with a good-bye', async () => {
  const { helper, client } = await openSession();
  // A program with something unsaved would keep the user logged on: what the tests before this one left has to be saved.
  wine.start('wineboot.exe', '--end-session');
  await helper.shows(/brukeren logget av/i);
  await client.process.until('the client has left', ({ stderr }) => /leaving why="log-off"/.test(stderr));
});
