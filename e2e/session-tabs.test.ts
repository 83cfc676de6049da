import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from './harness/client.ts';
import type { HelperConsole } from './harness/console.ts';
import { comparePixels, Display } from './harness/display.ts';
import { type Held, openHeldWitness } from './harness/held.ts';
import { PICTURE_CANVAS, SCREEN_PICTURE } from './harness/pixels-of.ts';
import { Resources, until } from './harness/resources.ts';
import { openSession, type Session, type Stage, setStage } from './harness/session.ts';

const SHOWN_PICTURE = `.session-place:not([hidden]) .session-screen ${SCREEN_PICTURE}`;
const SHOWN = `.session-place:not([hidden]) .session-screen ${PICTURE_CANVAS}`;
const BEHIND = `.session-place[hidden] .session-screen ${PICTURE_CANVAS}`;

const resources = new Resources();
let stage: Stage;
let first: Session;
let second: Client;
let secondDisplay: Display;
let helper: HelperConsole;
let held: () => Held;
let ids: { readonly first: string; readonly second: string };

const grouped = (id: string) => id.replace(/(\d{3})(?=\d)/g, '$1 ');
const tab = (id: string) =>
  helper.page
    .getByRole('navigation', { name: 'Økter' })
    .getByRole('button', { name: new RegExp(`^(?!Lukk).*${id}`) });

async function seesExactly(display: Display): Promise<void> {
  await until('the session in front is exact', async () => {
    const { different } = comparePixels(await display.quiet(), await helper.pixels(SHOWN));
    return different === 0;
  });
}

beforeAll(async () => {
  stage = await setStage(resources);
  secondDisplay = await Display.start(resources, { widthPx: 1024, heightPx: 768, layout: 'no' });
  held = openHeldWitness(resources, stage.display);
  first = await openSession(stage, { control: true });
  helper = first.helper;
  second = Client.start(secondDisplay, stage.server.url);
  const credentials = await second.credentials();
  ids = { first: grouped(first.credentials.id), second: grouped(credentials.id) };

  // From the remote screen, by the keyboard alone.
  await helper.page.keyboard.press('Control+Alt+Shift+KeyN');
  await helper.page.getByLabel('ID', { exact: true }).fill(credentials.id);
  await helper.page.getByLabel('Passord').fill(credentials.password);
  await helper.page.keyboard.press('Enter');
  await second.allow();
  await helper.page.locator(SHOWN_PICTURE).waitFor({ state: 'visible' });
});
afterAll(() => resources.close());

test('two sessions run beside each other, each with its own picture, and the title tells which is seen', async () => {
  await seesExactly(secondDisplay);
  expect(await helper.page.title()).toContain(ids.second);
  await helper.page.keyboard.press('Control+Alt+Shift+Digit1');
  await seesExactly(stage.display);
  expect(await helper.page.title()).toContain(ids.first);
  await helper.page.keyboard.press('Control+Alt+Shift+PageDown');
  await until('the second one is named', async () => (await helper.page.title()).includes(ids.second));
});

test('nothing stays pressed in a session that goes behind, and no key reaches it there', async () => {
  await tab(ids.first).click();
  const { page } = helper;
  await page.locator(SHOWN_PICTURE).click();
  for (const key of ['Shift', 'A', 'B']) await page.keyboard.down(key);
  await until('they are down', () => held().keys.length === 3);
  // Not by the mouse, which alone would take the focus away.
  await tab(ids.second).evaluate((button) => (button as HTMLElement).click());
  await until('nothing is down any more', () => held().keys.length === 0);
  for (const key of ['Shift', 'A', 'B']) await page.keyboard.up(key);
  await page.keyboard.down('Z');
  await seesExactly(secondDisplay);
  expect(held()).toEqual({ keys: [], buttons: [] });
  await page.keyboard.up('Z');
});

test('a session behind asks for no pictures, and is exact again in front', async () => {
  await tab(ids.second).click();
  await seesExactly(secondDisplay);
  const before = await helper.pixels(BEHIND);
  await stage.display.run('xsetroot', ['-solid', '#7a2040']);
  // What came after it on the other one is there: the first one had its time.
  await secondDisplay.run('xsetroot', ['-solid', '#204a7a']);
  await seesExactly(secondDisplay);
  expect(comparePixels(before, await helper.pixels(BEHIND)).different).toBe(0);
  await tab(ids.first).click();
  await seesExactly(stage.display);
});

test('a message in a session behind is counted on its tab and in the title, and told, although its panel is open', async () => {
  await tab(ids.first).click();
  await helper.page.locator('[aria-controls="panel-chat"]').click();
  await helper.page.locator('#panel-chat').waitFor();
  await tab(ids.second).click();
  const { reads } = first.client.status?.chat ?? {};
  first.client.command({ type: 'say', text: 'Er du der?' });
  await until('the title counts it', async () => (await helper.page.title()).startsWith('(1) '));
  await tab(ids.first).getByText('ulest melding').waitFor();
  await helper.page.getByText(`Økt ${ids.first}: 1 ulest melding`).waitFor({ state: 'attached' });
  expect(first.client.status?.chat?.reads).toEqual(reads);
  await tab(ids.first).click();
  await first.client.until('that it is read', ({ chat }) => (chat?.reads.length ?? 0) > 0);
});

test('the page of recordings is left by going to a session, where shortcuts work', async () => {
  const { page } = helper;
  await page.keyboard.press('Control+Alt+Shift+KeyN');
  await page.getByRole('link', { name: 'Spill av et opptak' }).click();
  await page.getByLabel('Kode').waitFor();
  await tab(ids.first).click();
  await page.keyboard.press('Control+Alt+Shift+PageDown');
  await until('the second one is named', async () => (await page.title()).includes(ids.second));
  await page.keyboard.press('Control+Alt+Shift+KeyN');
  await page.getByLabel('ID', { exact: true }).waitFor();
});

test('closing a session that runs asks first; the other one goes on, and it is among the recent ones', async () => {
  const { page } = helper;
  await tab(ids.first).click();
  await page.keyboard.press('Control+Alt+Shift+KeyW');
  await page.getByRole('dialog').getByRole('button', { name: 'Behold den' }).click();
  await seesExactly(stage.display);
  await page.getByRole('button', { name: `Lukk økten ${ids.first}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Lukk økten' }).click();
  await first.client.until('that it is over', ({ phase }) => phase === 'ended');
  await seesExactly(secondDisplay);
  await page.keyboard.press('Control+Alt+Shift+KeyN');
  await page.getByRole('listitem').filter({ hasText: 'Du avsluttet' }).waitFor();
  expect(helper.errors).toEqual([]);
});
