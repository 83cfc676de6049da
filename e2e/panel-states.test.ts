import { join } from 'node:path';
import type { DrawingTool } from '@fjernhjelp/viewer';
import type { ViewerStatus } from '@fjernhjelp/viewer/status';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible } from './harness/axe.ts';
import { openBrowser } from './harness/browser.ts';
import { unreachedByKeyboard } from './harness/keyboard-reach.ts';
import { Resources, root } from './harness/resources.ts';
import { panelStates, windowPanelStates } from './pictures/panel-states.ts';
import { tell } from './pictures/places.ts';
import { serveShippedPages } from './pictures/serve-shipped.ts';
import { someRecording } from './pictures/some-recording.ts';
import { viewerStates } from './pictures/states.ts';

// The states that `npm run pictures` renders in every look are held against axe there. These are all others that a panel can be in.

const resources = new Resources();
const pictures = process.env['FJERNHJELP_PICTURES'];
let url: string;
let browser: Browser;
let errors: string[] = [];

beforeAll(async () => {
  url = await serveShippedPages(resources);
  ({ browser } = await openBrowser(resources));
});
afterAll(() => resources.close());

async function openPage(scheme: 'light' | 'dark', width: number): Promise<Page> {
  const context = await browser.newContext({
    locale: 'nb-NO',
    colorScheme: scheme,
    reducedMotion: 'reduce',
    viewport: { width, height: 800 },
  });
  resources.add(() => context.close());
  const page = await context.newPage();
  errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  return page;
}

async function isFitForAll(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: join(root, pictures, `${name.replaceAll(' ', '-')}.png`) });
  await expectAccessible(page);
  expect(await unreachedByKeyboard(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(errors).toEqual([]);
}

async function connect(page: Page): Promise<void> {
  await page.getByLabel('ID', { exact: true }).fill('123-456-782');
  await page.getByLabel('Passord').fill('lamo vikesado-rija');
  await page.getByLabel('Navnet ditt').fill('Kari Hansen');
  await page.getByRole('button', { name: 'Koble til' }).click();
}

function stateOf(name: string): ViewerStatus {
  const status = panelStates[name] ?? viewerStates[name];
  if (status === undefined) throw new Error(`no such state: ${name}`);
  return status;
}

const show = (page: Page, status: ViewerStatus) =>
  page.evaluate((detail) => void dispatchEvent(new CustomEvent('viewer-status', { detail })), status);

describe.each([
  ['light', 1280],
  ['dark', 420],
] as const)('in the console, %s, %i pixels wide', (scheme, width) => {
  let page: Page;

  beforeAll(async () => {
    page = await openPage(scheme, width);
    await page.goto(`${url}/hjelper`);
    await connect(page);
    await page.locator('.session').waitFor();
    await tell(page, 'viewer-status', Object.values(panelStates)[0]);
  });

  test.each(Object.entries(panelStates))('%s', async (name, status) => {
    const panel = name.split(' ')[0];
    await show(page, status);
    const button = page.locator(`.toolbar [aria-controls="panel-${panel}"]`);
    if ((await button.getAttribute('aria-expanded')) === 'false') await button.click();
    await page.locator(`#panel-${panel}`).waitFor();
    await isFitForAll(page, `${name} ${scheme}`);
  });
});

test.each(['nb', 'nn', 'en'])('in %s no sentence about the session moves the picture', async (language) => {
  const page = await openPage('light', 1280);
  await page.goto(`${url}/hjelper?lang=${language}`);
  await page.locator('form input').nth(0).fill('123-456-782');
  await page.locator('form input').nth(1).fill('lamo vikesado-rija');
  await page.locator('form input').nth(2).fill('Kari Hansen');
  await page.locator('form button[type="submit"]').click();
  await page.locator('.session').waitFor();
  const ready = stateOf('recording ready');
  const possible = [...ready.possible, 'voice', 'invite'] as const;
  const people = [1, 2].map((person) => ({ person, name: 'Kari', organisation: '', control: person === 1 }));
  const base: ViewerStatus = { ...ready, possible, people, you: 1, grants: ['view', 'point'] };
  const control: ViewerStatus = { ...base, grants: [...base.grants, 'control'] };
  const tops: (string | undefined)[] = [];
  await tell(page, 'viewer-status', ready);
  for (const status of [
    base,
    control,
    { ...control, userActive: true },
    { ...base, requestedGrant: 'control' },
    { ...base, declinedGrant: 'control' },
    { ...base, declinedGrant: 'files-to-user' },
    { ...base, grants: [] },
  ] satisfies ViewerStatus[]) {
    await show(page, status);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    const top = (await page.locator('.session-screen').boundingBox())?.y;
    tops.push(`${top} ${await page.locator('.toolbar h1').textContent()}`);
  }
  expect(tops.filter((top) => !top?.startsWith(`${Number.parseFloat(tops[0] ?? '')} `))).toEqual([]);
});

test('who writes in a panel goes on there when control is given, and when the line breaks and is back', async () => {
  const page = await openPage('light', 1280);
  await page.goto(`${url}/hjelper`);
  await connect(page);
  await page.locator('.session').waitFor();
  const chatting = stateOf('chat empty');
  await tell(page, 'viewer-status', chatting);
  await page.locator('.toolbar [aria-controls="panel-chat"]').click();
  const field = page.locator('#panel-chat textarea');
  await field.focus();
  const control: ViewerStatus = { ...chatting, grants: [...chatting.grants, 'control'] };
  for (const next of [control, { ...control, phase: 'reconnecting' } as const, control, chatting]) {
    await page.keyboard.type('Trykk på Tillat. ');
    await show(page, next);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  await page.keyboard.type('Takk.');
  expect(await field.inputValue()).toBe(`${'Trykk på Tillat. '.repeat(4)}Takk.`);
});

test('of two sessions with the same panel each shows its own choice, and the one behind asks for nothing', async () => {
  const page = await openPage('light', 1280);
  await page.goto(`${url}/hjelper`);
  await connect(page);
  await page.locator('.session').waitFor();
  const drawing = (tool: DrawingTool): ViewerStatus => ({
    ...stateOf('drawing'),
    drawing: { colour: 1, stays: false, hasDrawn: false, tool },
  });
  await tell(page, 'viewer-status', drawing('pen'));
  await page.locator('.toolbar [aria-controls="panel-drawing"]').click();
  await page.keyboard.press('Control+Alt+Shift+KeyN');
  await connect(page);
  await page.locator('.session-place').nth(1).waitFor();
  await show(page, drawing('pen'));
  await page.locator('#panel-drawing').waitFor();
  await page.keyboard.press('Control+Alt+Shift+Digit1');
  const shown = page.locator('.session-place:not([hidden])');
  await shown.getByText('Pil', { exact: true }).click();
  await show(page, drawing('arrow'));
  const chosen = await shown
    .locator('.panel input:checked')
    .evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value));
  expect(chosen).toEqual(['arrow', '1']);

  // Files wait for an answer to something else in both; the one behind may not ask over the one that is seen.
  const files = { transfers: [], waiting: 1 };
  const waiting: ViewerStatus = { ...stateOf('files empty'), files, requestedGrant: 'control' };
  await show(page, waiting);
  await shown.locator('.toolbar [aria-controls="panel-files"]').click();
  await page.keyboard.press('Control+Alt+Shift+Digit2');
  await page.locator('.session-place').first().waitFor({ state: 'hidden' });
  const { requestedGrant: _, ...answered } = waiting;
  await show(page, answered);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  expect(await page.locator('dialog[open]').count()).toBe(0);
  await page.keyboard.press('Control+Alt+Shift+Digit1');
  await page.locator('.session-place:not([hidden]) dialog[open]').waitFor();
});

describe.each([
  ['light', 420],
  ['dark', 320],
] as const)('in the user’s window, %s, %i pixels wide', (scheme, width) => {
  let page: Page;
  let show = (_text: string) => {};

  beforeAll(async () => {
    page = await openPage(scheme, width);
    await page.routeWebSocket('**/status', (socket) => {
      show = (text) => socket.send(text);
      socket.onMessage(() => show(JSON.stringify(Object.values(windowPanelStates)[0])));
    });
    await page.routeWebSocket('**/voice', () => {});
    await page.goto(`${url}/window.html?lang=nb#secret`);
    await page.locator('h1').waitFor();
  });

  test.each(Object.entries(windowPanelStates))('%s', async (name, status) => {
    show(JSON.stringify(status));
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    await isFitForAll(page, `window ${name} ${scheme}`);
  });
});

describe.each([
  ['light', 1280],
  ['dark', 420],
] as const)('the page of recordings, %s, %i pixels wide', (scheme, width) => {
  let page: Page;
  let recording: Awaited<ReturnType<typeof someRecording>>;

  beforeAll(async () => {
    page = await openPage(scheme, width);
    recording = await someRecording();
    await page.goto(`${url}/hjelper#opptak`);
    await page.getByLabel('Kode').waitFor();
  });

  const choose = (name: string, buffer: Buffer) =>
    page
      .getByLabel('Et opptak på maskinen')
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  const open = async (shown: string | RegExp) => {
    await page.getByRole('button', { name: 'Åpne opptaket' }).click();
    await page.getByText(shown).first().waitFor();
  };

  test('with nothing chosen', () => isFitForAll(page, `recordings ${scheme}`));

  test('what is missing is said', async () => {
    await open('Velg et opptak.');
    await isFitForAll(page, `recordings missing ${scheme}`);
  });

  test('what is no recording, and another one’s code', async () => {
    await page.getByLabel('Kode').fill(recording.code);
    await choose('noe annet.fjernrec', Buffer.from('noe annet'));
    await open('Filen er ikke et opptak fra Fjernhjelp.');
    await isFitForAll(page, `recordings none ${scheme}`);
    await page.getByLabel('Kode').fill('0'.repeat(25));
    await choose('opptak.fjernrec', recording.file);
    await open(/Koden åpner ikke dette opptaket/);
    await isFitForAll(page, `recordings wrong ${scheme}`);
  });

  test('one that was cut off plays as far as it goes', async () => {
    await page.getByLabel('Kode').fill(recording.code);
    await choose('brutt.fjernrec', recording.file.subarray(0, -20));
    await open('Opptaket ble brutt og kan spilles av fram til der.');
    await isFitForAll(page, `recordings cut ${scheme}`);
    await page.getByRole('button', { name: 'Et annet opptak' }).click();
  });

  test('the player, by keyboard', async () => {
    await page.getByLabel('Kode').fill(recording.code);
    await choose('opptak.fjernrec', recording.file);
    await open('Brukeren: Nå ser jeg hva du gjør.');
    await page.getByRole('button', { name: 'Lagre som video (WebM)' }).waitFor();
    await isFitForAll(page, `recordings player ${scheme}`);
    await page.getByRole('slider').press('End');
    await page.getByText('0:04 / 0:04').waitFor();
    await page.getByRole('button', { name: /Nå ser jeg hva du gjør/ }).press('Enter');
    await page.getByText('0:02 / 0:04').waitFor();
  });
});
