import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Pixels } from './harness/display.ts';
import { colourAt, countOf } from './harness/pixels-of.ts';
import { Resources, until } from './harness/resources.ts';
import { exactPicture, openSession, type Session, type Stage, setStage } from './harness/session.ts';
import { Wine } from './harness/wine.ts';

/** What the user of a Windows desktop sees of a session, and how their own hand goes first: all under Wine. */
const FRAME = 0xe8590c;
/** PROTOCOL.md DR7. */
const pink = 0xd4006a;

const exec = promisify(execFile);
const resources = new Resources();
let stage: Stage;
let wine: Wine;
let session: Session;

beforeAll(async () => {
  stage = await setStage(resources);
  wine = await Wine.open(resources, stage.display);
  await writeFile(wine.path('hånd.txt'), '\uFEFF');
  wine.start('notepad.exe', 'C:\\hånd.txt');
  await stage.display.focus('hånd');
  const id = await stage.display.window('hånd');
  await stage.display.run('xdotool', [
    'windowmove',
    '--sync',
    id,
    '150',
    '150',
    'windowsize',
    id,
    '700',
    '400',
  ]);
  session = await openSession(stage, { client: wine.startClient(stage.server.url), control: true });
});
afterAll(() => resources.close());

/** The screen as it is shown: xwd reads windows with a shape and a visual of their own wrongly. */
async function shot(): Promise<Pixels> {
  const { name, widthPx, heightPx } = stage.display;
  const options = { env: { ...process.env, DISPLAY: name }, encoding: 'buffer', maxBuffer: 2 ** 26 } as const;
  const { stdout } = await exec('import', ['-window', 'root', '-depth', '8', 'rgba:-'], options);
  return { widthPx, heightPx, rgba: new Uint8ClampedArray(stdout) };
}
const isOnScreen = (what: string, xPx: number, yPx: number, colour: number) =>
  until(what, async () => colourAt(await shot(), xPx, yPx) === colour);
const isGone = (colour: number) =>
  until('nothing of that colour is on the screen', async () => countOf(await shot(), colour) === 0);

test('a frame is around the screen while the helper sees it, and at no other time', async () => {
  await until('the frame is whole', async () => countOf(await shot(), FRAME) === 2 * 4 * 1280 + 2 * 4 * 792);
  await exactPicture(stage, session.helper);
  session.client.command({ type: 'pause' });
  await isGone(FRAME);
  session.client.command({ type: 'go-on' });
  await isOnScreen('the frame is there', 2, 400, FRAME);
  await session.helper.shows('Du styrer');
});

test('IN11 the user’s own hand goes first, and the Pause key stops everything, as on X11', async () => {
  const { display } = stage;
  let isWorking = true;
  const working = (async () => {
    for (let step = 0; isWorking; step++)
      await display.run('xdotool', ['mousemove', String(300 + (step % 2)), '250']);
  })();
  try {
    await session.helper.shows('Brukeren bruker musen selv');
    await session.helper.clickAt(600, 400);
    await session.helper.page.keyboard.type('ikke dette');
  } finally {
    isWorking = false;
    await working;
  }
  await session.helper.shows('Du styrer');
  await session.helper.clickAt(500, 400);
  await session.helper.page.keyboard.type('bare dette');
  await session.helper.page.keyboard.press('Control+S');
  const saved = () => readFile(wine.path('hånd.txt'), 'utf8');
  await until('it is saved', async () => (await saved()) === '\uFEFFbare dette');

  await session.helper.page.keyboard.press('Pause');
  await session.helper.page.keyboard.type('!');
  await session.helper.page.keyboard.press('Control+S');
  await until('what came after the helper’s own Pause key is there', async () =>
    (await saved()).endsWith('!'),
  );
  expect(session.client.status?.paused).toBe(false);
  await display.run('xdotool', ['key', 'Pause']);
  await session.client.until('the pause', ({ paused }) => paused);
  await session.helper.shows('Brukeren har tatt pause');
  await display.run('xdotool', ['key', 'Pause']);
  await session.client.until('that it goes on', ({ paused }) => !paused);
  await session.helper.shows('Du styrer');
});

test('DR1 the helper draws a line, an arrow, a box and a text, which clicks go through', async () => {
  const { page } = session.helper;
  const choose = (tool: string) =>
    page.getByRole('radio', { name: tool, exact: true }).check({ force: true });
  async function drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    await session.helper.moveTo(...from);
    await page.mouse.down();
    const { x, y } = await session.helper.at(...to);
    await page.mouse.move(x, y, { steps: 5 });
    await page.mouse.up();
  }
  await page.getByRole('button', { name: 'Pek og tegn' }).click();
  await page.getByRole('switch', { name: 'La det stå' }).click();
  await drag([200, 300], [500, 300]);
  await choose('Pil');
  await drag([200, 350], [400, 350]);
  await choose('Ramme');
  await drag([550, 300], [700, 420]);
  await choose('Tekst');
  await page.getByLabel('Teksten').fill('Trykk på «Lagre»');
  await session.helper.clickAt(200, 450);
  await isOnScreen('the line is there', 400, 300, pink);
  await isOnScreen('the line has a light edge', 400, 303, 0xffffff);
  await isOnScreen('the arrow is there', 300, 350, pink);
  await isOnScreen('the box is there', 550, 400, pink);
  await until('the text is there', async () => countOf(await shot(), pink) > 8000);

  // A click on the line, and what is typed then, are notepad's.
  await stage.display.run('xdotool', ['mousemove', '400', '300', 'click', '1', 'type', ' og dette']);
  await stage.display.run('xdotool', ['key', 'ctrl+s']);
  await until('notepad has it', async () =>
    (await readFile(wine.path('hånd.txt'), 'utf8')).includes('og dette'),
  );
  await page.getByRole('button', { name: 'Fjern alt' }).click();
  await isGone(pink);
});

test('DR1 the laser pointer is a ring with the helper’s name', async () => {
  await session.helper.page.getByRole('radio', { name: 'Pekestråle', exact: true }).check({ force: true });
  for (const [what, xPx] of [
    ['ring', 301 - 9],
    ['name', 320],
  ] as const)
    await until(`the ${what} is there`, async () => {
      await session.helper.moveTo(300, 250);
      await session.helper.moveTo(301, 250);
      return colourAt(await shot(), xPx, 250) === pink;
    });
  await isGone(pink);
});

test('nothing of the program stays on the screen when it is killed', async () => {
  await isOnScreen('the frame is there', 2, 400, FRAME);
  await wine.killClient('client.src.main\\.ts');
  await isGone(FRAME);
  expect(session.helper.errors).toEqual([]);
});
