import { afterAll, beforeAll, expect, test } from 'vitest';
import { comparePixels, type Pixels } from './harness/display.ts';
import { Resources, until } from './harness/resources.ts';
import { openSession, type Session, type Stage, setStage } from './harness/session.ts';

const left = { xPx: 0, yPx: 0, widthPx: 700, heightPx: 800 };
const right = { xPx: 700, yPx: 100, widthPx: 580, heightPx: 600 };

const resources = new Resources();
let stage: Stage;
let session: Session;

beforeAll(async () => {
  stage = await setStage(resources);
  await stage.display.run('xrandr', ['--setmonitor', '*Venstre', '700/180x800/200+0+0', 'screen']);
  await stage.display.run('xrandr', ['--setmonitor', 'Projektor', '580/150x600/200+700+100', 'none']);
  await stage.display.xterm('på projektoren', { geometry: '40x10+800+200' });
  session = await openSession(stage);
});
afterAll(() => resources.close());

/** Where the remote pointer is drawn over the picture, in remote pixels, or "hidden". */
const drawnAt = () => session.helper.page.locator('[data-pointer]').getAttribute('data-pointer');
const userMoves = (xPx: number, yPx: number) =>
  stage.display.run('xdotool', ['mousemove', String(xPx), String(yPx)]);
const isDrawn = (at: string) => until(`the pointer is drawn at ${at}`, async () => (await drawnAt()) === at);

function cut({ rgba, widthPx }: Pixels, area: typeof left): Pixels {
  const own = new Uint8ClampedArray(area.widthPx * area.heightPx * 4);
  for (let row = 0; row < area.heightPx; row++) {
    const from = ((area.yPx + row) * widthPx + area.xPx) * 4;
    own.set(rgba.subarray(from, from + area.widthPx * 4), row * area.widthPx * 4);
  }
  return { widthPx: area.widthPx, heightPx: area.heightPx, rgba: own };
}

/** The helper comes to see exactly this part of the user's desktop. */
async function sees(area: typeof left): Promise<void> {
  let last = '';
  await until(
    'the helper sees this screen as it is',
    async () => {
      const desktop = await stage.display.quiet();
      const { different, first } = comparePixels(cut(desktop, area), await session.helper.pixels());
      last = `${different} pixels differ, the first at ${first}`;
      return different === 0;
    },
    20_000,
    () => last,
  );
}

test('CU3 without control, the helper sees where the user has the pointer, with its shape', async () => {
  await userMoves(100, 120);
  await isDrawn('100,120');
  const image = session.helper.page.locator('[data-pointer] img');
  expect(await image.isVisible()).toBe(true);
  const before = await image.boundingBox();
  const [from, to] = [await session.helper.at(100, 120), await session.helper.at(400, 300)];
  await userMoves(400, 300);
  await isDrawn('400,300');
  const after = await image.boundingBox();
  expect((after?.x ?? 0) - (before?.x ?? 0)).toBeCloseTo(to.x - from.x, 0);
  expect((after?.y ?? 0) - (before?.y ?? 0)).toBeCloseTo(to.y - from.y, 0);
  // The hotspot is near the corner of an arrow, and within every shape.
  const pointed = await session.helper.at(400, 300);
  expect(pointed.x).toBeGreaterThanOrEqual((after?.x ?? 0) - 1);
  expect(pointed.x).toBeLessThanOrEqual((after?.x ?? 0) + (after?.width ?? 0) + 1);
  expect(after?.width).toBeGreaterThan(2);
});

test('UP17 UP18 the helper chooses among the user’s screens and sees each exactly', async () => {
  await sees(left);
  await session.helper.page.getByRole('combobox', { name: /skjerm/i }).selectOption({ index: 1 });
  await sees(right);
});

test('CU3 on the shown screen the pointer is drawn, on another it is not', async () => {
  await userMoves(right.xPx + 50, right.yPx + 60);
  await isDrawn('50,60');
  await userMoves(300, 300);
  await isDrawn('hidden');
});

test('IN8 with control, a place on that screen is that place on the desktop', async () => {
  await session.helper.askForControl();
  await session.client.allowControl();
  await session.helper.shows('Du styrer');
  await session.helper.moveTo(200, 310);
  await until('the pointer is there', async () =>
    (await stage.display.run('xdotool', ['getmouselocation'])).startsWith('x:900 y:410 '),
  );
});

test('CU3 with control, the user’s movement is drawn until the helper moves', async () => {
  await userMoves(right.xPx + 70, right.yPx + 80);
  await isDrawn('70,80');
  await session.helper.moveTo(220, 330);
  await isDrawn('hidden');
  await until('the pointer follows the helper', async () =>
    (await stage.display.run('xdotool', ['getmouselocation'])).startsWith('x:920 y:430 '),
  );
  await userMoves(right.xPx + 90, right.yPx + 95);
  await isDrawn('90,95');
});

test('UP17 a screen that is taken away goes over into the first one, without a new connection', async () => {
  await stage.display.run('xrandr', ['--delmonitor', 'Projektor']);
  await sees(left);
  expect(await session.helper.page.getByRole('combobox', { name: /skjerm/i }).count()).toBe(0);
  expect(session.helper.errors).toEqual([]);
});
