import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UsersHand } from '../apps/client/src/desktop/x11/testing/users-hand.ts';
import { Client } from './harness/client.ts';
import { HelperConsole } from './harness/console.ts';
import { openHeldWitness } from './harness/held.ts';
import { countOf } from './harness/pixels-of.ts';
import { Resources, until } from './harness/resources.ts';
import { type Stage, setStage } from './harness/session.ts';

const XK_PAUSE = 0xff13;
const FRAME = 0xe8590c;
const XKEYCODE_CONTROL = 37;
const XKEYCODE_C = 54;

const resources = new Resources();
let stage: Stage;
let client: Client;
let helper: HelperConsole;
let hand: UsersHand;

beforeAll(async () => {
  stage = await setStage(resources);
  const folder = await resources.temporaryFolder('settings');
  const settings = join(folder, 'fjernhjelp.json');
  await writeFile(settings, JSON.stringify({ userFirstMs: 1500 }));
  client = Client.start(stage.display, stage.server.url, { args: ['--no-window', '--settings', settings] });
  helper = await HelperConsole.open(stage.running.browser, stage.server.url);
  await helper.connect(await client.credentials());
  await client.allow();
  await helper.connected();
  await helper.askForControl();
  await client.allowControl();
  await helper.shows('Du styrer');
  hand = new UsersHand(stage.display.name);
  resources.add(() => hand.close());
});
afterAll(() => resources.close());

const pointer = () => stage.display.run('xdotool', ['getmouselocation']);

test('IN11 the user’s own hand goes first: the helper’s input is dropped, and counts again when it rests', async () => {
  await helper.moveTo(640, 400);
  await until('the helper moves the pointer', async () => (await pointer()).startsWith('x:640 y:400 '));
  let step = 0;
  // However slow the machine is, the hand is at work all the time.
  const moving = setInterval(() => hand.moveTo(100 + (step++ % 2), 100), 100);
  try {
    await helper.shows('Brukeren bruker musen selv');
    await helper.moveTo(700, 500);
    await helper.moveTo(701, 500);
    await until('the user moved on', async () => step > 15);
    expect(await pointer()).toMatch(/^x:10[01] y:100 /);
  } finally {
    clearInterval(moving);
  }
  await helper.shows('Du styrer');
  await helper.moveTo(720, 510);
  await until('the helper moves it again', async () => (await pointer()).startsWith('x:720 y:510 '));
});

test('IN9 a drag that the user’s hand breaks off does not go on elsewhere when it rests', async () => {
  const held = openHeldWitness(resources, stage.display);
  const { page } = helper;
  await helper.moveTo(640, 400);
  await page.mouse.down();
  await until('the button is down', () => held().buttons.includes(1));
  hand.moveTo(200, 200);
  await helper.shows('Brukeren bruker musen selv');
  await until('the button is up', () => held().buttons.length === 0);
  await helper.shows('Du styrer');
  await helper.moveTo(760, 540);
  await until('the helper moves the pointer', async () => (await pointer()).startsWith('x:760 y:540 '));
  expect(held().buttons).toEqual([]);
  await page.mouse.up();
  await page.mouse.down();
  await until('a press of its own counts', () => held().buttons.includes(1));
  await page.mouse.up();
  await until('the button is up', () => held().buttons.length === 0);
});

describe('IN9 Control that the helper goes on holding is pressed anew with the next key: never a plain letter', () => {
  const interruptions: readonly { readonly name: string; readonly happens: () => Promise<void> }[] = [
    {
      name: 'the user’s hand',
      happens: async () => {
        hand.moveTo(210, 210);
        await helper.shows('Brukeren bruker musen selv');
      },
    },
    {
      name: 'a pause',
      happens: async () => {
        hand.press(XK_PAUSE);
        await helper.shows('Brukeren har tatt pause');
        hand.press(XK_PAUSE);
      },
    },
  ];
  test.each(interruptions)('after $name', async ({ happens }) => {
    const held = openHeldWitness(resources, stage.display);
    const downs = (...keys: readonly number[]) =>
      until(
        `${keys} are down`,
        () => held().keys.join() === keys.join(),
        undefined,
        () => held().keys.join(),
      );
    const { page } = helper;
    await helper.clickAt(640, 400);
    await page.keyboard.down('Control');
    await downs(XKEYCODE_CONTROL);
    await happens();
    await helper.shows('Du styrer');
    await downs();
    await page.keyboard.down('c');
    await downs(XKEYCODE_CONTROL, XKEYCODE_C);
    await page.keyboard.up('c');
    await page.keyboard.up('Control');
    await downs();
  });
});

test('the Pause key stops everything and goes on, whatever has the keyboard', async () => {
  hand.press(XK_PAUSE);
  await client.until('the pause', ({ paused }) => paused);
  await helper.shows('Brukeren har tatt pause');
  hand.press(XK_PAUSE);
  await client.until('that it goes on', ({ paused }) => !paused);
  await helper.shows('Du styrer');
});

test('the helper’s own Pause key is not the user’s', async () => {
  await until(
    'the hand rests',
    async () => (await helper.page.getByText('Brukeren bruker musen selv').count()) === 0,
  );
  await helper.clickAt(640, 400);
  await helper.page.keyboard.press('Pause');
  await helper.moveTo(730, 520);
  await until('what came after it is done', async () => (await pointer()).startsWith('x:730 y:520 '));
  expect(client.status?.paused).toBe(false);
});

test('nothing of the program stays on the screen when it is killed', async () => {
  const framed = async () => countOf(await stage.display.screenshot(), FRAME);
  await until('the frame is there', async () => (await framed()) > 1000);
  client.process.signal('SIGKILL');
  await until('the frame is gone', async () => (await framed()) === 0);
});
