import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from './harness/browser.ts';
import { Display } from './harness/display.ts';
import { Resources, until } from './harness/resources.ts';
import { openSession, type Session, type Stage, setStage } from './harness/session.ts';
import { XEventWitness } from './harness/xev.ts';

const resources = new Resources();
let stage: Stage;
let witness: XEventWitness;
let folder: string;
let written = 0;

beforeAll(async () => {
  stage = await setStage(resources);
  folder = await resources.temporaryFolder('typed');
  witness = await XEventWitness.open(stage.display);
});
afterAll(() => resources.close());

/** A program in the user's xterm that writes what is typed into a file, in front and with the keyboard. */
async function writer(): Promise<() => Promise<string>> {
  const file = join(folder, `typed-${written++}`);
  const title = `skriver ${written}`;
  await stage.display.xterm(title, { command: ['sh', '-c', `stty -echoctl; cat > ${file}`] });
  await stage.display.focus(title);
  return () => readFile(file, 'utf8').catch(() => '');
}

async function lines(typed: () => Promise<string>, count: number): Promise<string> {
  await until('the lines are written', async () => (await typed()).split('\n').length > count);
  return typed();
}

describe('the menu of keys', () => {
  let session: Session;

  beforeAll(async () => {
    session = await openSession(stage, { control: true });
  });
  afterAll(() => session.client.command({ type: 'end' }));

  async function choose(name: string | RegExp): Promise<void> {
    const { page } = session.helper;
    await page.getByRole('button', { name: 'Taster', exact: true }).click();
    await page.locator('.keys-menu').getByRole('button', { name }).click();
  }

  test.each([
    ['Ctrl + Alt + Del', ['Control_L', 'Alt_L', 'Delete']],
    ['Alt + Tab', ['Alt_L', 'Tab']],
    ['Windows-tasten', ['Super_L']],
    [/^PrtScr$/, ['Print']],
    [/^F5$/, ['F5']],
  ])('%s reaches the user’s program, and is let go of', async (name, keysyms) => {
    await stage.display.focus('vitne');
    witness.clear();
    await choose(name);
    const seen = (type: string) =>
      witness.events.filter((event) => event.type === type).map(({ keysym }) => keysym);
    await until('the keys came and went', () => seen('KeyRelease').length >= keysyms.length);
    expect(seen('KeyPress')).toEqual(keysyms);
    expect(seen('KeyRelease')).toEqual([...keysyms].reverse());
  });

  test('the way of typing is chosen there and holds at once', async () => {
    const typed = await writer();
    const { page } = session.helper;
    // A keyboard with American letters types on a Norwegian desktop.
    await choose('Samme plass på tastaturet');
    await page.keyboard.press('Escape');
    await session.helper.clickAt(300, 200);
    await page.keyboard.type(";'[/\n");
    expect(await lines(typed, 1)).toBe('øæå-\n');
    await choose('Tegnet på mitt tastatur');
    await page.keyboard.press('Escape');
    await session.helper.clickAt(300, 200);
    await page.keyboard.type(';[/\n');
    expect(await lines(typed, 2)).toBe('øæå-\n;[/\n');
    await choose('Velg tast automatisk');
    await page.keyboard.press('Escape');
  });

  test('a text is typed key by key, line for line, and can be stopped', async () => {
    const typed = await writer();
    const { page } = session.helper;
    await choose('Skriv inn tekst …');
    const field = page.getByRole('textbox', { name: 'Tekst' });
    await field.fill('Blåbær "@£$€"\nΩ 2\n');
    await page.getByRole('button', { name: 'Skriv inn', exact: true }).click();
    await session.helper.shows('Ferdig: 18 av 18 tegn');
    expect(await lines(typed, 2)).toBe('Blåbær "@£$€"\nΩ 2\n');
    await field.fill('x'.repeat(5001));
    await session.helper.shows(/Teksten er på 5001 tegn/);
    await field.fill('y'.repeat(5000));
    await page.getByRole('button', { name: 'Skriv inn', exact: true }).click();
    await page.getByRole('button', { name: 'Stopp' }).click();
    await session.helper.shows(/Stoppet etter \d+ av 5000 tegn/);
  });
});

describe('fingers', () => {
  let session: Session;
  let cdp: CDPSession;

  beforeAll(async () => {
    await stage.display.focus('vitne');
    session = await openSession(stage, { control: true });
    cdp = await session.helper.page.context().newCDPSession(session.helper.page);
  });
  afterAll(() => session.client.command({ type: 'end' }));
  beforeEach(() => witness.clear());

  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints });
  const buttons = () => witness.buttons.map(({ type, button }) => `${type} ${button}`);

  test('a tap is a click at the very place', async () => {
    await touch('touchStart', await session.helper.at(345, 267));
    await touch('touchEnd');
    const [press] = await witness.sawButtons(2);
    expect(press).toMatchObject({ button: 1, rootXPx: 345, rootYPx: 267 });
  });

  test('a long press is a right click', async () => {
    await touch('touchStart', await session.helper.at(300, 300));
    await witness.sawButtons(2);
    await touch('touchEnd');
    expect(buttons()).toEqual(['ButtonPress 3', 'ButtonRelease 3']);
  });

  test('a finger that moves drags', async () => {
    await touch('touchStart', await session.helper.at(300, 300));
    await touch('touchMove', await session.helper.at(340, 300));
    await touch('touchMove', await session.helper.at(400, 350));
    await touch('touchEnd');
    const [press, release] = await witness.sawButtons(2);
    expect(press).toMatchObject({ button: 1, rootXPx: 300, rootYPx: 300 });
    expect(release).toMatchObject({ button: 1, rootXPx: 400, rootYPx: 350 });
  });

  test('two fingers scroll, and their pinch zooms the view', async () => {
    const [a, b] = [await session.helper.at(300, 400), await session.helper.at(400, 400)];
    const up = ({ x, y }: { x: number; y: number }, by: number) => ({ x, y: y - by });
    await touch('touchStart', a, b);
    for (const by of [20, 60, 120, 180]) await touch('touchMove', up(a, by), up(b, by));
    await touch('touchEnd');
    await witness.sawButtons(4);
    expect(new Set(buttons())).toEqual(new Set(['ButtonPress 5', 'ButtonRelease 5']));

    const { picture } = session.helper;
    const before = await picture.boundingBox();
    witness.clear();
    await touch('touchStart', a, b);
    for (const by of [30, 60, 90]) await touch('touchMove', { ...a, x: a.x - by }, { ...b, x: b.x + by });
    await touch('touchEnd');
    await until('the view is larger', async () => {
      const after = await picture.boundingBox();
      return (after?.width ?? 0) / (before?.width ?? 1) > 1.5;
    });
    expect(buttons()).toEqual([]);
    await session.helper.page.getByText('1:1').click();
  });

  test.each([
    ['the tip', 'left', 1, 1],
    ['its button', 'right', 2, 3],
  ] as const)('%s of a pen is a mouse button', async (_name, button, mask, xButton) => {
    const { x, y } = await session.helper.at(320, 320);
    const pen = { x, y, button, clickCount: 1, pointerType: 'pen', force: 0.3 } as const;
    await cdp.send('Input.dispatchMouseEvent', { ...pen, type: 'mousePressed', buttons: mask });
    await cdp.send('Input.dispatchMouseEvent', { ...pen, type: 'mouseReleased', buttons: 0 });
    const [press] = await witness.sawButtons(2);
    expect(press).toMatchObject({ button: xButton, rootXPx: 320, rootYPx: 320 });
  });

  test('what an input method composes arrives once, as text', async () => {
    const typed = await writer();
    await session.helper.clickAt(300, 200);
    await cdp.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
    await cdp.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
    await cdp.send('Input.insertText', { text: '日本' });
    await session.helper.page.keyboard.press('Enter');
    expect(await lines(typed, 1)).toBe('日本\n');
  });
});

describe('on a real German keyboard, with a Norwegian user', () => {
  let session: Session;
  let helperDisplay: Display;

  beforeAll(async () => {
    helperDisplay = await Display.start(resources, { widthPx: 1400, heightPx: 900, layout: 'de' });
    const running = await openBrowser(resources, {
      display: helperDisplay,
      args: ['--window-size=1380,860'],
    });
    session = await openSession({ ...stage, running }, { control: true });
  });

  /** X keycodes: the keys that differ, and a dead key with its letter at the end. */
  const places = [49, 10, 24, 29, 34, 47, 48, 51, 52, 61, 94, 35, 32].map(String);

  async function type(keys: readonly string[]): Promise<void> {
    for (const key of [...keys, 'Return']) await helperDisplay.run('xdotool', ['key', key]);
  }

  test('every key writes what stands on it, with Shift, AltGr and dead keys too', async () => {
    const typed = await writer();
    await session.helper.clickAt(300, 200);
    await type([
      '29',
      '52',
      'shift+29',
      '34',
      '35',
      '47',
      '48',
      '51',
      '61',
      'shift+61',
      '20',
      '94',
      '49',
      '38',
    ]);
    expect(await lines(typed, 1)).toBe('zyZü+öä#-_ß<â\n');
    await type([
      'ISO_Level3_Shift+24',
      'ISO_Level3_Shift+16',
      'ISO_Level3_Shift+20',
      '21',
      '26',
      'shift+21',
      '26',
    ]);
    expect(await lines(typed, 2)).toBe('zyZü+öä#-_ß<â\n@{\\éè\n');
  });

  test('IN12 CapsLock goes along, and comes back to what the user had', async () => {
    const typed = await writer();
    const isOn = async () => /Caps Lock:\s+on/.test(await stage.display.run('xset', ['q']));
    await session.helper.clickAt(300, 200);
    await type(['Caps_Lock', '38', '48']);
    expect(await lines(typed, 1)).toBe('AÄ\n');
    expect(await isOn()).toBe(true);
    await session.helper.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await until('it is off again', async () => !(await isOn()));
    await helperDisplay.run('xdotool', ['key', 'Caps_Lock']);
  });

  test('IN12 by place, the German keys are Norwegian ones, and the host composes', async () => {
    const typed = await writer();
    const { page } = session.helper;
    await page.getByRole('button', { name: 'Taster', exact: true }).click();
    await page.getByRole('button', { name: 'Samme plass på tastaturet' }).click();
    await page.keyboard.press('Escape');
    await session.helper.clickAt(300, 200);
    await type(places);
    expect(await lines(typed, 1)).toBe("|1qyåøæ'z-<ö\n");
  });

  test('full screen asks for the keys that the system keeps, and gives them back', async () => {
    const { page } = session.helper;
    await page.evaluate(() => {
      const { keyboard } = navigator as unknown as { keyboard: { lock(): Promise<void>; unlock(): void } };
      const calls: string[] = [];
      Object.assign(globalThis, { calls });
      const { lock, unlock } = keyboard;
      keyboard.lock = () => {
        calls.push('lock');
        return lock.call(keyboard);
      };
      keyboard.unlock = () => {
        calls.push('unlock');
        unlock.call(keyboard);
      };
    });
    const calls = () => page.evaluate(() => (globalThis as unknown as { calls: string[] }).calls);
    await page.getByRole('button', { name: 'Fullskjerm' }).click();
    await until('the keys are asked for', async () => (await calls()).includes('lock'));
    await page.getByRole('button', { name: 'Lukk fullskjerm' }).click();
    await until('they are given back', async () => (await calls()).includes('unlock'));
  });
});
