import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Resources, until } from './harness/resources.ts';
import { openSession, type Session, type Stage, setStage } from './harness/session.ts';
import { type XEvent, XEventWitness } from './harness/xev.ts';

/** X.h modifier and button masks. */
const masks = { shift: 1, control: 4, alt: 8, button1: 256 } as const;

const resources = new Resources();
let stage: Stage;
let session: Session;
let witness: XEventWitness;

beforeAll(async () => {
  stage = await setStage(resources);
  witness = await XEventWitness.open(stage.display);
  session = await openSession(stage, { control: true });
});
afterAll(() => resources.close());
beforeEach(() => witness.clear());

/** A press and a release as the witness must see them. */
function click(button: number, xPx: number, yPx: number, state = 0): Partial<XEvent>[] {
  return [
    { type: 'ButtonPress', button, rootXPx: xPx, rootYPx: yPx, state },
    { type: 'ButtonRelease', button, rootXPx: xPx, rootYPx: yPx },
  ];
}

describe('an X client sees what the helper does with the mouse', () => {
  test.each([
    { name: 'left', domButton: 'left', xButton: 1 },
    { name: 'middle', domButton: 'middle', xButton: 2 },
    { name: 'right', domButton: 'right', xButton: 3 },
  ] as const)('a $name click, at the very pixel', async ({ domButton, xButton }) => {
    await session.helper.clickAt(345, 267, { button: domButton });
    expect(await witness.sawButtons(2)).toMatchObject(click(xButton, 345, 267));
  });

  test('a double click', async () => {
    const { x, y } = await session.helper.at(400, 300);
    await session.helper.page.mouse.dblclick(x, y);
    expect(await witness.sawButtons(4)).toMatchObject([...click(1, 400, 300), ...click(1, 400, 300)]);
  });

  test('a double click that comes all at once, as after a stall of the line', async () => {
    const { mouse } = session.helper.page;
    for (let times = 0; times < 60; times++) {
      witness.clear();
      await session.helper.moveTo(400, 250 + times);
      await Promise.all([
        mouse.down(),
        mouse.up(),
        mouse.down({ clickCount: 2 }),
        mouse.up({ clickCount: 2 }),
      ]);
      expect(await witness.sawButtons(4)).toMatchObject([
        ...click(1, 400, 250 + times),
        ...click(1, 400, 250 + times),
      ]);
    }
  });

  test('a double click that the window manager is late to look at', async () => {
    const { page } = session.helper;
    await session.helper.moveTo(400, 320);
    stage.display.stopWindowManager();
    await page.mouse.down();
    await page.mouse.up();
    await page.mouse.down({ clickCount: 2 });
    // The second press is on its way to a screen where the first has not come out yet.
    await page.waitForTimeout(100);
    stage.display.continueWindowManager();
    await witness.sawButtons(3);
    await page.mouse.up({ clickCount: 2 });
    expect(await witness.sawButtons(4)).toMatchObject([...click(1, 400, 320), ...click(1, 400, 320)]);
  });

  test('a drag, with the button down all the way', async () => {
    const { page } = session.helper;
    await session.helper.moveTo(200, 200);
    await page.mouse.down();
    const to = await session.helper.at(500, 400);
    await page.mouse.move(to.x, to.y, { steps: 8 });
    await page.mouse.up();
    const [press, release] = await witness.sawButtons(2);
    expect(press).toMatchObject({ type: 'ButtonPress', button: 1, rootXPx: 200, rootYPx: 200 });
    expect(release).toMatchObject({
      type: 'ButtonRelease',
      button: 1,
      rootXPx: 500,
      rootYPx: 400,
      state: masks.button1,
    });
    const between = witness.events.slice(
      witness.events.findIndex(({ type }) => type === 'ButtonPress') + 1,
      witness.events.findIndex(({ type }) => type === 'ButtonRelease'),
    );
    expect(between.length).toBeGreaterThan(0);
    expect(between.every(({ type, state }) => type === 'MotionNotify' && state === masks.button1)).toBe(true);
  });

  test.each([
    { name: 'down', delta: [0, 120], xButton: 5 },
    { name: 'up', delta: [0, -120], xButton: 4 },
    { name: 'right', delta: [120, 0], xButton: 7 },
    { name: 'left', delta: [-120, 0], xButton: 6 },
  ] as const)('one notch of the wheel $name', async ({ delta, xButton }) => {
    await session.helper.moveTo(300, 300);
    await session.helper.page.mouse.wheel(delta[0], delta[1]);
    expect(await witness.sawButtons(2)).toMatchObject(click(xButton, 300, 300));
  });

  test.each([
    { name: 'Shift', key: 'Shift', mask: masks.shift },
    { name: 'Control', key: 'Control', mask: masks.control },
    { name: 'Alt', key: 'Alt', mask: masks.alt },
  ])('$name held during a click', async ({ key, mask }) => {
    // A click first: the keyboard goes to the remote screen with it.
    await session.helper.clickAt(310, 310);
    await witness.sawButtons(2);
    await session.helper.page.keyboard.down(key);
    await until(`${key} went down`, () => witness.events.some(({ type }) => type === 'KeyPress'));
    witness.clear();
    await session.helper.clickAt(320, 320);
    expect(await witness.sawButtons(2)).toMatchObject(click(1, 320, 320, mask));
    await session.helper.page.keyboard.up(key);
    await until(`${key} went up`, () => witness.events.some(({ type }) => type === 'KeyRelease'));
  });

  test('a pen presses and drags as a mouse does', async () => {
    const { helper } = session;
    const cdp = await helper.page.context().newCDPSession(helper.page);
    const pen = async (type: 'mouseMoved' | 'mousePressed' | 'mouseReleased', xPx: number, yPx: number) =>
      cdp.send('Input.dispatchMouseEvent', {
        type,
        ...(await helper.at(xPx, yPx)),
        pointerType: 'pen',
        force: 0.5,
        ...(type !== 'mouseMoved' && { button: 'left' as const, clickCount: 1 }),
        buttons: type === 'mouseReleased' ? 0 : 1,
      });
    await helper.moveTo(300, 300);
    await pen('mousePressed', 300, 300);
    await pen('mouseMoved', 340, 330);
    await pen('mouseReleased', 340, 330);
    const [press, release] = await witness.sawButtons(2);
    expect(press).toMatchObject({ type: 'ButtonPress', button: 1, rootXPx: 300, rootYPx: 300 });
    expect(release).toMatchObject({ type: 'ButtonRelease', button: 1, rootXPx: 340, rootYPx: 330 });
  });

  test('nothing stays pressed when the page loses the focus', async () => {
    await session.helper.clickAt(310, 310);
    await witness.sawButtons(2);
    await session.helper.page.keyboard.down('Shift');
    await until('Shift went down', () => witness.events.some(({ type }) => type === 'KeyPress'));
    await session.helper.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await until('Shift went up', () =>
      witness.events.some(({ type, keysym }) => type === 'KeyRelease' && keysym === 'Shift_L'),
    );
  });
});
