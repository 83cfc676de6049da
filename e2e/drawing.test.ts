import { afterAll, beforeAll, expect, test } from 'vitest';
import { HelperConsole } from './harness/console.ts';
import { colourAt, countOf } from './harness/pixels-of.ts';
import { Resources, until } from './harness/resources.ts';
import { exactPicture, openSession, type Session, type Stage, setStage } from './harness/session.ts';
import { XEventWitness } from './harness/xev.ts';

const FRAME = 0xe8590c;
/** PROTOCOL.md DR7. */
const [pink, blue, green] = [0xd4006a, 0x0062ba, 0x0a7a2f];

const resources = new Resources();
let stage: Stage;
let session: Session;
let witness: XEventWitness;

beforeAll(async () => {
  stage = await setStage(resources);
  witness = await XEventWitness.open(stage.display);
  session = await openSession(stage);
});
afterAll(() => resources.close());

const isOnScreen = (what: string, xPx: number, yPx: number, colour: number) =>
  until(what, async () => colourAt(await stage.display.screenshot(), xPx, yPx) === colour);
const isGone = (colour: number) =>
  until(
    'nothing of that colour is on the screen',
    async () => countOf(await stage.display.screenshot(), colour) === 0,
  );
const isFramed = () => isOnScreen('the frame is there', 2, 400, FRAME);

async function choose(tool: string): Promise<void> {
  await session.helper.page.getByRole('radio', { name: tool, exact: true }).check({ force: true });
}
async function drag(from: readonly [number, number], ...way: readonly (readonly [number, number])[]) {
  const { page } = session.helper;
  await session.helper.moveTo(...from);
  await page.mouse.down();
  for (const [xPx, yPx] of way) {
    const { x, y } = await session.helper.at(xPx, yPx);
    await page.mouse.move(x, y, { steps: 5 });
  }
  return () => page.mouse.up();
}

test('a frame is around the screen while the helper sees it, and at no other time', async () => {
  await isFramed();
  await exactPicture(stage, session.helper);
  session.client.command({ type: 'pause' });
  await isGone(FRAME);
  session.client.command({ type: 'go-on' });
  await isFramed();
  session.client.command({ type: 'revoke-grant', person: 1, grant: 'view' });
  await isGone(FRAME);
  await session.helper.ask('Be om å få se igjen');
  await session.client.allowGrant('view');
  await isFramed();
});

test('DR1 DR3 with a look alone, the helper draws on the user’s screen, which clicks go through', async () => {
  const { page } = session.helper;
  await page.getByRole('button', { name: 'Pek og tegn' }).click();
  await page.getByRole('switch', { name: 'La det stå' }).click();
  const up = await drag([200, 200], [500, 200]);
  // The helper sees it at once, as drawn here.
  expect(await page.locator('.session-screen svg path').count()).toBe(2);
  await isOnScreen('the line is there before it is done', 400, 200, pink);
  await up();
  await choose('Pil');
  await (await drag([200, 300], [400, 300]))();
  await choose('Ramme');
  await (await drag([450, 280], [600, 420]))();
  await choose('Tekst');
  await page.getByLabel('Teksten').fill('Trykk på «Lagre»');
  await session.helper.clickAt(200, 400);
  await isOnScreen('the arrow is there', 300, 300, pink);
  await isOnScreen('the box is there', 450, 350, pink);
  await until('the text is there', async () => countOf(await stage.display.screenshot(), pink) > 9000);
  await exactPicture(stage, session.helper);

  witness.clear();
  await stage.display.run('xdotool', ['mousemove', '400', '200', 'click', '1']);
  expect(await witness.sawButtons(2)).toMatchObject([
    { type: 'ButtonPress', rootXPx: 400, rootYPx: 200 },
    { type: 'ButtonRelease', rootXPx: 400, rootYPx: 200 },
  ]);
});

test('DR6 the helper takes back the last, and all; the user can too', async () => {
  const { page } = session.helper;
  const before = countOf(await stage.display.screenshot(), pink);
  await page.getByRole('button', { name: 'Angre' }).click();
  await until('the text is gone', async () => countOf(await stage.display.screenshot(), pink) < before);
  await isOnScreen('the box is still there', 450, 350, pink);
  await page.getByRole('button', { name: 'Fjern alt' }).click();
  await isGone(pink);
  await choose('Penn');
  await (await drag([200, 200], [500, 200]))();
  await isOnScreen('a new line is there', 400, 200, pink);
  await session.client.until('that something is drawn', ({ helpers }) => helpers[0]?.hasDrawn === true);
  session.client.command({ type: 'clear-drawings', person: 1 });
  await isGone(pink);
  await until(
    'the helper sees it go',
    async () => (await page.locator('.session-screen svg path').count()) === 0,
  );
});

test('DR4 what does not stay goes by itself', async () => {
  await session.helper.page.getByRole('switch', { name: 'La det stå' }).click();
  await (await drag([200, 200], [500, 200]))();
  await isOnScreen('the line is there', 400, 200, pink);
  await isGone(pink);
});

test('DR1 the laser pointer has the helper’s name beside it, and presses nothing', async () => {
  await choose('Pekestråle');
  witness.clear();
  const before = await stage.display.run('xdotool', ['getmouselocation']);
  await until('the ring is there', async () => {
    await session.helper.moveTo(300, 250);
    await session.helper.moveTo(301, 250);
    return colourAt(await stage.display.screenshot(), 301 - 9, 250) === pink;
  });
  await until('the name is there', async () => {
    await session.helper.moveTo(300, 250);
    await session.helper.moveTo(301, 250);
    return colourAt(await stage.display.screenshot(), 319, 250) === pink;
  });
  expect(await stage.display.run('xdotool', ['getmouselocation'])).toBe(before);
  expect(witness.buttons).toEqual([]);
  await isGone(pink);
});

test('the keyboard draws too', async () => {
  const { page } = session.helper;
  await page.getByRole('switch', { name: 'La det stå' }).click();
  await choose('Penn');
  await page.locator('.session-screen svg').focus();
  await page.keyboard.press('Space');
  for (let times = 0; times < 5; times++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await isOnScreen('the line from the middle is there', 690, 400, pink);
  await page.getByRole('button', { name: 'Fjern alt' }).click();
  await isGone(pink);
});

test.each([
  ['is taken back', 'revoke-grant'],
  ['is paused', 'pause'],
] as const)(
  'DR6 when the grant %s in the middle of a line, everything is gone and nothing comes',
  async (_what, type) => {
    const { page } = session.helper;
    await choose('Penn');
    const up = await drag([200, 200], [400, 250]);
    await isOnScreen('the line is there', 400, 250, pink);
    if (type === 'pause') session.client.command({ type });
    else session.client.command({ type, person: 1, grant: 'point' });
    await isGone(pink);
    const { x, y } = await session.helper.at(500, 300).catch(() => ({ x: 600, y: 400 }));
    await page.mouse.move(x, y, { steps: 5 });
    await up();
    if (type === 'pause') {
      session.client.command({ type: 'go-on' });
      await page.locator('.overlay').waitFor({ state: 'detached' });
    }
    expect(countOf(await stage.display.quiet(), pink)).toBe(0);
    if (type === 'revoke-grant') {
      await session.helper.shows('Brukeren lar deg ikke peke og tegne nå.');
      await session.helper.ask('Be om å få peke og tegne');
      await session.client.allowGrant('point');
      await page.getByText('Brukeren lar deg ikke peke').waitFor({ state: 'detached' });
    }
  },
);

// Needs a client that shows its pictures to two helpers at once.
test('DR7 two helpers draw in two colours', async () => {
  await choose('Penn');
  await (await drag([200, 200], [500, 200]))();
  await isOnScreen('the first one’s line is there', 400, 200, pink);

  session.client.command({ type: 'invite' });
  const { id = '', password = '' } = await session.client.until(
    'a password',
    (status) => status.password !== undefined,
  );
  const first = session.helper;
  const second = await HelperConsole.open(stage.running.browser, stage.server.url);
  await second.connect({ id, password });
  await session.client.allow();
  await second.connected();
  session = { ...session, helper: second };
  await second.page.getByRole('button', { name: 'Pek og tegn' }).click();
  await second.page.getByRole('switch', { name: 'La det stå' }).click();
  await (await drag([200, 300], [500, 300]))();
  await isOnScreen('the second one’s line is there', 400, 300, blue);
  // The first one’s colour is taken, another is free.
  await second.page.getByTitle('Rosa', { exact: true }).click();
  await second.page.getByTitle('Grønn', { exact: true }).click();
  await isOnScreen('it is in another colour now', 400, 300, green);
  await isOnScreen('the first one’s line is as it was', 400, 200, pink);

  // One who is torn away takes what they drew along; the frame stays for the other.
  await second.page.goto('chrome://crash').catch(() => {});
  await isGone(green);
  await isOnScreen('the first one’s line is still there', 400, 200, pink);
  await isFramed();
  await first.page.goto('chrome://crash').catch(() => {});
  await isGone(pink);
  await isGone(FRAME);
});
