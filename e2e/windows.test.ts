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

/** Wine's notepad with a file of its own, in front of everything. */
async function openNotepad(name: string, content: string) {
  const file = wine.path(name);
  await writeFile(file, content);
  wine.start('notepad.exe', `C:\\${name}`);
  await stage.display.focus(name);
  const id = await stage.display.window(name);
  await stage.display.run('xdotool', ['windowmove', '--sync', id, '100', '100']);
  return { saved: () => readFile(file, 'utf8') };
}

test('a helper sees Windows programs to the pixel, types, clicks and ends', async () => {
  const { saved } = await openNotepad('notat.txt', 'begynnelse');
  const { client, helper } = await openSession();
  await exactPicture(stage, helper);

  await helper.clickAt(300, 300);
  await helper.page.keyboard.press('Control+End');
  await helper.page.keyboard.press('Enter');
  await helper.page.keyboard.type(text);
  await helper.page.keyboard.press('Control+S');
  await until('the file is saved', async () => (await saved()).includes('\n'));
  expect(await saved()).toBe(`begynnelse\r\n${text}`);

  await helper.end();
  await client.until('the end', ({ phase }) => phase === 'ended' || phase === 'waiting');
  expect(helper.errors).toEqual([]);
});
