import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openX11Injector, openX11UserInput } from '../index.ts';
import { UsersHand } from '../testing/users-hand.ts';
import { Xvfb, xvfbMissing } from '../testing/xvfb.ts';

const missing = xvfbMissing();
if (missing) console.warn(`user-input.test.ts is skipped: ${missing}`);

const XK_PAUSE = 0xff13;
const XK_A = 0x61;

describe.skipIf(missing)('the user’s own hand on a real screen', () => {
  const start = async () => {
    const server = await Xvfb.start();
    onTestFinished(() => server.stop());
    const hand = new UsersHand(server.name);
    onTestFinished(() => hand.close());
    const user = openX11UserInput(server.name);
    if (user === undefined) throw new Error('Xvfb has X Input 2');
    onTestFinished(() => user.close());
    const [acted, paused] = [vi.fn(), vi.fn()];
    return { server, hand, user, acted, paused };
  };
  const wait = vi.waitFor;

  it.each([
    ['moves the mouse', (hand: UsersHand) => hand.moveTo(200, 100)],
    ['clicks', (hand: UsersHand) => hand.click()],
    ['types', (hand: UsersHand) => hand.press(XK_A)],
  ])('IN11 is heard when the user %s', async (_what, act) => {
    const { hand, user, acted } = await start();
    user.userInput.listen(acted);
    act(hand);
    await wait(() => expect(acted).toHaveBeenCalled());
  });

  it('IN11 is not what the helper does, nor where a program puts the pointer', async () => {
    const { server, hand, user, acted, paused } = await start();
    const injector = openX11Injector(server.name);
    onTestFinished(() => injector.close());
    user.userInput.listen(acted);
    user.pauseKey.listen(paused);
    injector.inject({ type: 'pointer', xPx: 300, yPx: 200, buttons: 1 });
    injector.inject({ type: 'pointer', xPx: 310, yPx: 200, buttons: 0 });
    injector.inject({ type: 'wheel', deltaX: 0, deltaY: 120 });
    injector.inject({ type: 'key', down: true, code: 'Pause', key: 'Pause' });
    injector.inject({ type: 'key', down: false, code: 'Pause', key: 'Pause' });
    injector.inject({ type: 'text', text: 'å' });
    await server.run('xdotool', 'mousemove', '400', '300');
    // All of that came before this.
    hand.press(XK_A);
    await wait(() => expect(acted).toHaveBeenCalled());
    expect(acted).toHaveBeenCalledTimes(1);
    expect(paused).not.toHaveBeenCalled();
  });

  it('IN11 goes on being heard, and no longer when nobody listens', async () => {
    const { hand, user, acted, paused } = await start();
    const unlisten = user.userInput.listen(acted);
    user.pauseKey.listen(paused);
    for (let times = 1; times < 4; times++) {
      hand.moveTo(100 * times, 100);
      await wait(() => expect(acted).toHaveBeenCalledTimes(times));
    }
    unlisten();
    hand.press(XK_PAUSE);
    await wait(() => expect(paused).toHaveBeenCalledTimes(1));
    expect(acted).toHaveBeenCalledTimes(3);
  });

  it('tells of the pause key once for each press, whoever has the keyboard', async () => {
    const { hand, user, paused } = await start();
    user.pauseKey.listen(paused);
    hand.hold(XK_PAUSE);
    await wait(() => expect(paused).toHaveBeenCalledTimes(1));
    hand.hold(XK_PAUSE);
    hand.press(XK_A);
    hand.press(XK_PAUSE);
    hand.press(XK_PAUSE);
    await wait(() => expect(paused).toHaveBeenCalledTimes(2));
  });

  it('ends quietly when the display is gone', async () => {
    const { server, user, acted } = await start();
    user.userInput.listen(acted);
    await server.kill();
    user.close();
    user.close();
    expect(acted).not.toHaveBeenCalled();
  });
});
