import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { comparePixels, type Pixels } from './harness/display.ts';
import { PICTURE_CANVAS, readPixels, SCREEN_PICTURE } from './harness/pixels-of.ts';
import { writePointerTheme } from './harness/pointer-theme.ts';
import { Resources, until } from './harness/resources.ts';
import { openSession, type Session, type Stage, setStage } from './harness/session.ts';
import { XEventWitness } from './harness/xev.ts';

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
    undefined,
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
  await session.helper.page.getByRole('button', { name: 'Skjermer', exact: true }).click();
  await session.helper.page.locator('.screens-choice').nth(1).click();
  await session.helper.page.getByRole('button', { name: 'Skjermer', exact: true }).click();
  await sees(right);
});

test('CU3 on the shown screen the pointer is drawn, on another it is not', async () => {
  await userMoves(right.xPx + 50, right.yPx + 60);
  await isDrawn('50,60');
  await userMoves(300, 300);
  await isDrawn('hidden');
});

/** The page's own pointer over the picture, as the browser took it: its image's size and first pixel, and where in it it points. */
const ownPointer = async () =>
  session.helper.page.evaluate(
    async ({ x, y }) => {
      const { cursor } = getComputedStyle(document.elementFromPoint(x, y) ?? document.body);
      const [, url, hotspot] = /^url\("(data:[^"]+)"\) (\d+ \d+), default$/.exec(cursor) ?? [];
      if (url === undefined) return cursor;
      const image = new Image();
      image.src = url;
      await image.decode();
      const canvas = document.createElement('canvas');
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      const pixel = context?.getImageData(0, 0, 1, 1).data.join();
      return `${image.width}×${image.height} of ${pixel}, points with ${hotspot}`;
    },
    await session.helper.at(300, 90),
  );

async function pointsWith(wanted: string): Promise<void> {
  let last = '';
  const isWanted = async () => {
    last = await ownPointer();
    return last === wanted;
  };
  await until(`the helper's own pointer is ${wanted}`, isWanted, undefined, () => last);
}

test('CU1 with control the helper’s own pointer looks as the user’s does, no larger than browsers show one, and without control as ever', async () => {
  const { client, helper } = session;
  // Half transparent: xterm paints those that are not in colours of its own.
  const [hotspot, colour] = [[5, 3], 0x80800000] as const;
  const folder = await resources.temporaryFolder('pointers');
  await writePointerTheme(folder, 'plain', {
    watch: { size: [23, 15], hotspot, colour },
    hand1: { size: [23, 15], hotspot, colour: 0 },
    // Points with its last pixel, which may not come to lie beside the smaller image.
    hand2: { size: [200, 160], hotspot: [199, 159], colour },
  });
  /** A program comes up under the user's pointer that gives it this shape. */
  const wear = (shape: string) => {
    const place = ['-geometry', `30x8+${right.xPx}+${right.yPx}`];
    const looks = ['-xrm', `XTerm*pointerShape: ${shape}`, '-xrm', 'XTerm*cursorTheme: plain'];
    return stage.display.start('xterm', [...place, ...looks], { XCURSOR_PATH: folder });
  };
  await userMoves(right.xPx + 40, right.yPx + 50);
  let program = wear('watch');
  const drawn = helper.page.locator('[data-pointer] img');
  const widthPx = () => drawn.evaluate((image: HTMLImageElement) => image.naturalWidth);
  await until('that shape is drawn', async () => (await widthPx()) === 23);
  expect(await ownPointer()).toBe('default');
  await helper.askForControl();
  await client.allowControl();
  await pointsWith('23×15 of 255,0,0,128, points with 5 3');
  for (const [shape, shown] of [
    ['hand1', 'none'],
    ['hand2', '128×102 of 255,0,0,128, points with 127 101'],
  ] as const) {
    await program.kill();
    program = wear(shape);
    await pointsWith(shown);
  }
  await helper.page.getByRole('button', { name: 'Gi tilbake styringen' }).click();
  await pointsWith('default');
  await program.kill();
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

/** A canvas comes to show exactly this part of the user's desktop. */
const shows = (canvas: Locator, area: typeof left) =>
  until('the canvas shows this screen as it is', async () => {
    const desktop = await stage.display.quiet();
    return comparePixels(cut(desktop, area), await readPixels(canvas)).different === 0;
  });

const pointerAt = (xPx: number, yPx: number) =>
  until(`the pointer is at ${xPx}, ${yPx}`, async () =>
    (await stage.display.run('xdotool', ['getmouselocation'])).startsWith(`x:${xPx} y:${yPx} `),
  );

test('the panel shows small pictures of all screens', async () => {
  await session.helper.page.getByRole('button', { name: 'Skjermer', exact: true }).click();
  const small = session.helper.page.locator('.screens-choice canvas[data-drawn="true"]');
  await until('both are drawn', async () => (await small.count()) === 2);
  const colours = async (index: number) => {
    const { rgba } = await readPixels(small.nth(index));
    return new Set(new Uint32Array(rgba.buffer)).size;
  };
  // The terminal stands on the second screen; the frame around the screens is on both.
  await until('the terminal is on one of them', async () => (await colours(1)) > 3);
});

test('all screens are shown in one view, exactly, and input works in each', async () => {
  const { page } = session.helper;
  await page.getByRole('button', { name: 'Vis alle samlet' }).click();
  const pictures = page.locator(`.session-screen ${SCREEN_PICTURE}`);
  await until('there are two', async () => (await pictures.count()) === 2);
  const canvasOf = (side: 'left' | 'right') => {
    const { widthPx } = side === 'left' ? left : right;
    return page.locator(`.session-screen ${PICTURE_CANVAS}[width="${widthPx}"]`);
  };
  await shows(canvasOf('left'), left);
  await shows(canvasOf('right'), right);
  const [leftBox, rightBox] = [await canvasOf('left').boundingBox(), await canvasOf('right').boundingBox()];
  // As they lie on the desktop: side by side, the right one lower.
  expect(rightBox?.x).toBeCloseTo((leftBox?.x ?? 0) + (leftBox?.width ?? 0), 0);
  expect(rightBox?.y).toBeGreaterThan(leftBox?.y ?? 0);
  for (const [box, area] of [
    [leftBox, left],
    [rightBox, right],
  ] as const) {
    const scale = (box?.width ?? 1) / area.widthPx;
    await page.mouse.move((box?.x ?? 0) + 200.5 * scale, (box?.y ?? 0) + 150.5 * scale);
    await pointerAt(area.xPx + 200, area.yPx + 150);
  }
  await userMoves(right.xPx + 70, right.yPx + 80);
  await isDrawn('70,80');
});

test('each screen can have a window of its own, with mouse and keyboard', async () => {
  const { page } = session.helper;
  const opened = page.context().waitForEvent('page');
  await page.getByRole('button', { name: /^Vis Skjerm 2.* i eget vindu$/ }).click();
  const own = await opened;
  expect(await own.title()).toBe('Skjerm 2: Projektor – Fjernhjelp');
  const canvas = own.locator(PICTURE_CANVAS);
  await own.locator(SCREEN_PICTURE).waitFor({ state: 'visible' });
  await shows(canvas, right);
  const box = await canvas.boundingBox();
  const scale = (box?.width ?? 1) / right.widthPx;
  await own.mouse.move((box?.x ?? 0) + 300.5 * scale, (box?.y ?? 0) + 220.5 * scale);
  await pointerAt(right.xPx + 300, right.yPx + 220);
  // The terminal takes what is typed there.
  await stage.display.focus('på projektoren');
  await own.mouse.click((box?.x ?? 0) + 200.5 * scale, (box?.y ?? 0) + 150.5 * scale);
  const before = await stage.display.quiet();
  await own.keyboard.type('ls');
  await until(
    'the terminal shows it',
    async () => comparePixels(before, await stage.display.screenshot()).different > 20,
  );
  await shows(canvas, right);
  const closed = own.waitForEvent('close');
  await page.getByRole('button', { name: /^Lukk vinduet med Skjerm 2/ }).click();
  await closed;
});

test('CU3 the shown screen follows the user’s pointer until another is chosen', async () => {
  const { page } = session.helper;
  await page.getByRole('switch', { name: 'Følg musepekeren' }).click();
  await userMoves(100, 110);
  await sees(left);
  await userMoves(right.xPx + 20, right.yPx + 30);
  await sees(right);
  await page.locator('.screens-choice').nth(1).click();
  expect(await page.getByRole('switch', { name: 'Følg musepekeren' }).isChecked()).toBe(false);
});

/** Opens the window of the second screen. */
async function openOwn(): Promise<Page> {
  const { page } = session.helper;
  const opened = page.context().waitForEvent('page');
  await page.getByRole('button', { name: /^Vis Skjerm 2.* i eget vindu$/ }).click();
  const own = await opened;
  await own.locator(SCREEN_PICTURE).waitFor({ state: 'visible' });
  return own;
}

test('UP17 a screen that is taken away goes over into the first one, without a new connection', async () => {
  const closed = (await openOwn()).waitForEvent('close');
  await stage.display.run('xrandr', ['--delmonitor', 'Projektor']);
  await sees(left);
  await closed;
  expect(await session.helper.page.getByRole('button', { name: 'Skjermer', exact: true }).count()).toBe(0);
  expect(session.helper.errors).toEqual([]);
});

test('UP2 a screen that becomes smaller, and large again, is followed to the pixel, without a new connection', async () => {
  const { client, helper } = session;
  await stage.display.run('xrandr', ['--delmonitor', 'Venstre']);
  await sees({ xPx: 0, yPx: 0, widthPx: 1280, heightPx: 800 });
  const witness = await XEventWitness.open(stage.display);
  const statuses = client.statuses.length;
  for (const [widthPx, heightPx] of [
    [801, 601],
    [1280, 800],
  ] as const) {
    // Xvfb resizes and then complains that the output was larger.
    await stage.display.run('xrandr', ['--fb', `${widthPx}x${heightPx}`]).catch(() => undefined);
    await sees({ xPx: 0, yPx: 0, widthPx, heightPx });
    witness.clear();
    await helper.clickAt(645, 433);
    expect(await witness.sawButtons(2)).toMatchObject([
      { type: 'ButtonPress', rootXPx: 645, rootYPx: 433 },
      { type: 'ButtonRelease', rootXPx: 645, rootYPx: 433 },
    ]);
  }
  expect(client.statuses.slice(statuses).map(({ phase }) => phase)).not.toContain('reconnecting');
  expect(client.status?.phase).toBe('sharing');
  expect(helper.errors).toEqual([]);
});

test('UP17 screens that are plugged in again can be chosen and are seen exactly', async () => {
  await stage.display.run('xrandr', ['--setmonitor', '*Venstre', '700/180x800/200+0+0', 'screen']);
  await stage.display.run('xrandr', ['--setmonitor', 'Projektor', '580/150x600/200+700+100', 'none']);
  await session.helper.page.locator('.screens-choice').nth(1).click();
  await sees(right);
  await session.helper.page.locator('.screens-choice').nth(0).click();
  await sees(left);
});

test('a window of its own goes when the session ends', async () => {
  const closed = (await openOwn()).waitForEvent('close');
  await session.helper.end();
  await closed;
});
