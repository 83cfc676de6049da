import { describe, expect, it, onTestFinished } from 'vitest';
import { openX11Injector, openX11ScreenFrame } from '../index.ts';
import { Observer } from '../testing/observer.ts';
import { readQuietScreenshot } from '../testing/screenshot.ts';
import { until, Xvfb, xvfbMissing } from '../testing/xvfb.ts';

const missing = xvfbMissing();
if (missing) console.warn(`screen-frame.test.ts is skipped: ${missing}`);

const COLOUR = 0xe8590c;
const THICK_PX = 4;

describe.skipIf(missing)('the frame on a real screen', () => {
  const start = async () => {
    const server = await Xvfb.start();
    onTestFinished(() => server.stop());
    const observer = await Observer.open(server.name);
    onTestFinished(() => observer.close());
    const frame = openX11ScreenFrame(server.name);
    onTestFinished(() => frame.close());
    return { server, observer, frame };
  };
  /** @returns whether a pixel is the frame's */
  const look = async (server: Xvfb) => {
    const { widthPx, pixels } = await readQuietScreenshot(server);
    return (x: number, y: number) => {
      const offset = (y * widthPx + x) * 4;
      return (pixels[offset]! | (pixels[offset + 1]! << 8) | (pixels[offset + 2]! << 16)) === COLOUR;
    };
  };
  const isAround = (
    framed: (x: number, y: number) => boolean,
    { left, top, right, bottom }: Record<'left' | 'top' | 'right' | 'bottom', number>,
  ) => {
    for (let x = left; x < right; x++)
      for (const y of [top, top + THICK_PX - 1, bottom - THICK_PX, bottom - 1])
        if (!framed(x, y)) return false;
    for (let y = top; y < bottom; y++)
      for (const x of [left, left + THICK_PX - 1, right - THICK_PX, right - 1])
        if (!framed(x, y)) return false;
    return !framed(left + THICK_PX, top + THICK_PX) && !framed(right - THICK_PX - 1, bottom - THICK_PX - 1);
  };
  const whole = { left: 0, top: 0, right: 1280, bottom: 800 };

  it('is around the screen, thin, and gone when hidden or closed', async () => {
    const { server, frame } = await start();
    expect(isAround(await look(server), whole)).toBe(false);
    frame.show();
    frame.show();
    expect(isAround(await look(server), whole)).toBe(true);
    frame.hide();
    frame.hide();
    expect((await look(server))(0, 0)).toBe(false);
    frame.show();
    expect(isAround(await look(server), whole)).toBe(true);
    frame.close();
    frame.close();
    frame.show();
    expect((await look(server))(0, 0)).toBe(false);
  });

  it('is around each of several screens, and follows them', async () => {
    const { server, frame } = await start();
    await server.run('xrandr', '--setmonitor', '*Venstre', '700/180x800/200+0+0', 'screen');
    await server.run('xrandr', '--setmonitor', 'Projektor', '580/150x600/200+700+100', 'none');
    frame.show();
    const framed = await look(server);
    expect(isAround(framed, { ...whole, right: 700 })).toBe(true);
    expect(isAround(framed, { left: 700, top: 100, right: 1280, bottom: 700 })).toBe(true);
    await server.run('xrandr', '--delmonitor', 'Projektor');
    await until(async () => !(await look(server))(1279, 400));
    expect(isAround(await look(server), { ...whole, right: 700 })).toBe(true);
  });

  it('lets clicks through', async () => {
    const { server, observer, frame } = await start();
    const injector = openX11Injector(server.name);
    onTestFinished(() => injector.close());
    frame.show();
    expect((await look(server))(1, 300)).toBe(true);
    injector.inject({ type: 'pointer', xPx: 1, yPx: 300, buttons: 1 });
    injector.inject({ type: 'pointer', xPx: 1, yPx: 300, buttons: 0 });
    expect(await observer.events(2)).toMatchObject([
      { type: 'button-press', xPx: 1, yPx: 300 },
      { type: 'button-release', xPx: 1 },
    ]);
  });

  it('comes above what is opened over it', async () => {
    const { server, frame } = await start();
    frame.show();
    for (let times = 0; times < 3; times++) {
      const cover = await Observer.open(server.name);
      await until(async () => isAround(await look(server), whole));
      cover.close();
    }
  });
});
