import type { Capturer, Frame } from '@fjernhjelp/host';
import type { ScreenPlace } from '@fjernhjelp/protocol';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openX11Capturer, openX11Injector } from '../index.ts';
import { capture, Follower, hasEnded, newFrame, samePicture, takeAll } from '../testing/follower.ts';
import { readScreenshot } from '../testing/screenshot.ts';
import { until, Xvfb, type XvfbOptions, xvfbMissing } from '../testing/xvfb.ts';

const missing = xvfbMissing();
if (missing) console.warn(`capturer-screens.test.ts is skipped: ${missing}`);

/** Two monitors side by side, the left one primary: 700 and 580 wide. */
const monitors = [
  ['--setmonitor', '*L', '700/180x800/200+0+0', 'screen'],
  ['--setmonitor', 'R', '580/150x800/200+700+0', 'none'],
] as const;

async function start(options: XvfbOptions = {}): Promise<Xvfb> {
  const server = await Xvfb.start(options);
  onTestFinished(() => server.stop());
  return server;
}

async function startWithTwo(options: XvfbOptions = {}): Promise<Xvfb> {
  const server = await start(options);
  for (const monitor of monitors) await server.run('xrandr', ...monitor);
  return server;
}

function open(server: Xvfb): Capturer {
  const capturer = openX11Capturer(server.name);
  onTestFinished(() => capturer.close());
  return capturer;
}

function cut(whole: Frame, { xPx, yPx, widthPx, heightPx }: ScreenPlace): Frame {
  const pixels = new Uint8Array(widthPx * heightPx * 4);
  for (let row = 0; row < heightPx; row++) {
    const source = ((yPx + row) * whole.widthPx + xPx) * 4;
    pixels.set(whole.pixels.subarray(source, source + widthPx * 4), row * widthPx * 4);
  }
  return { widthPx, heightPx, pixels };
}

/** The follower's frame comes to equal its part of the screen. */
async function expectEqual(server: Xvfb, capturer: Capturer, follower: Follower, number: number) {
  await until(async () => {
    const place = capturer.screens.find(({ screen }) => screen === number);
    return place && samePicture(follower.frame, cut(await readScreenshot(server), place));
  });
}

const names = ({ screens }: Capturer) => screens.map(({ screen, name }) => `${screen} ${name}`);
const paintRight = (server: Xvfb) => server.start('xlogo', '-geometry', '200x200+900+40');

describe.skipIf(missing)('several screens', () => {
  it.each([
    ['', []],
    [' without shared memory', ['-extension', 'MIT-SHM']],
    [' without damage', ['-extension', 'DAMAGE']],
  ] as const)('each equals its part of a screenshot%s', async (_name, args) => {
    const server = await startWithTwo({ args });
    const [left, right] = [open(server), open(server)];
    expect(names(left)).toEqual(['0 L', '1 R']);
    const followers = [new Follower(left, 0), new Follower(right, 1)] as const;
    server.start('xterm', '-geometry', '70x24+500+200', '-e', 'sh', '-c', 'seq 1000 3000; exec cat');
    paintRight(server);
    await server.run('xdotool', 'search', '--sync', '--onlyvisible', '--class', 'xterm');
    await server.run('xdotool', 'search', '--sync', '--onlyvisible', '--class', 'xlogo');
    await expectEqual(server, left, followers[0], 0);
    await expectEqual(server, right, followers[1], 1);
    const red = [...followers[1].frame.pixels];
    expect(new Set(red).size).toBeGreaterThan(1);
  });

  it('capturing one loses nothing of the other', async () => {
    const server = await startWithTwo();
    const capturer = open(server);
    await takeAll(server, capturer);
    paintRight(server);
    await server.run('xdotool', 'search', '--sync', '--onlyvisible', '--class', 'xlogo');
    await capturer.wait();
    for (let i = 0; i < 3; i++) expect(capture(capturer, newFrame(capturer, 0), 0)).toEqual([]);
    const damage = capture(capturer, newFrame(capturer, 1), 1);
    expect(damage.length).toBeGreaterThan(0);
    for (const rect of damage) {
      expect(rect.xPx + rect.widthPx).toBeLessThanOrEqual(580);
      expect(rect.xPx).toBeGreaterThanOrEqual(0);
    }
  });

  it('UP17 one that is plugged in, moved, or taken away is followed', async () => {
    const server = await start();
    const capturer = open(server);
    await takeAll(server, capturer);
    expect(names(capturer)).toEqual(['0 screen']);
    const before = capturer.screens;
    const waited = capturer.wait();
    for (const monitor of monitors) await server.run('xrandr', ...monitor);
    await waited;
    await until(async () => {
      await takeAll(server, capturer);
      return capturer.screens.length === 2;
    });
    expect(capturer.screens).not.toBe(before);
    expect(names(capturer)).toEqual(['0 L', '1 R']);

    await server.run('xrandr', '--delmonitor', 'R');
    await until(async () => {
      await capturer.wait();
      return capturer.screens.length === 1;
    });
    const old = { widthPx: 580, heightPx: 800, pixels: new Uint8Array(580 * 800 * 4) };
    expect(capturer.capture(1, old, false)).toBe('gone');
    expect(names(capturer)).toEqual(['0 L']);

    await server.run('xrandr', '--setmonitor', 'R', '500/150x700/200+710+20', 'none');
    await until(async () => {
      await capturer.wait();
      return capturer.screens.length === 2;
    });
    expect(capturer.screens[1]).toEqual({
      screen: 1,
      name: 'R',
      xPx: 710,
      yPx: 20,
      widthPx: 500,
      heightPx: 700,
    });
    expect(capturer.capture(1, old, false)).toBe('resized');
    expect(capture(capturer, newFrame(capturer, 1), 1)).toEqual([
      { xPx: 0, yPx: 0, widthPx: 500, heightPx: 700 },
    ]);
  });

  it('UP17 without RandR the root window is one screen', async () => {
    const server = await start({ args: ['-extension', 'RANDR'] });
    const capturer = open(server);
    const whole = { screen: 0, name: '', xPx: 0, yPx: 0, widthPx: 1280, heightPx: 800 };
    expect(capturer.screens).toEqual([whole]);
  });

  it('7680×4320 equals a screenshot on every pixel', async () => {
    const server = await start({ screen: '7680x4320x24' });
    const capturer = open(server);
    const follower = new Follower(capturer);
    server.start('xlogo', '-geometry', '400x400+7280+3920');
    await server.run('xdotool', 'search', '--sync', '--onlyvisible', '--class', 'xlogo');
    await expectEqual(server, capturer, follower, 0);
    const lowest = follower.frame.pixels.subarray(-7680 * 200 * 4);
    expect(new Set(lowest).size).toBeGreaterThan(1);
  });
});

describe.skipIf(missing)('what ends a wait', () => {
  it('a new pointer shape does, behind damage that nobody takes, and that damage does so once', async () => {
    const server = await start();
    const capturer = open(server);
    await takeAll(server, capturer);
    await server.run('xsetroot', '-solid', '#336699');
    await capturer.wait();
    capturer.takeCursor();
    capturer.takePointer();
    const second = capturer.wait();
    expect(await hasEnded(server, second)).toBe(false);
    await server.run('xsetroot', '-cursor_name', 'watch');
    await second;
    expect(capturer.takeCursor()).toBeDefined();
    expect(capture(capturer)).not.toEqual([]);
  });

  it('CU3 the pointer does, whoever moves it, also behind damage that nobody takes', async () => {
    const server = await startWithTwo();
    const capturer = open(server);
    const injector = openX11Injector(server.name);
    onTestFinished(() => injector.close());
    await takeAll(server, capturer);
    await server.run('xsetroot', '-solid', '#336699');
    await capturer.wait();
    capturer.takePointer();

    injector.inject({ type: 'pointer', xPx: 710, yPx: 20, buttons: 0 });
    await capturer.wait();
    expect(capturer.takePointer()).toEqual({ screen: 1, xPx: 10, yPx: 20 });
    expect(capturer.takePointer()).toBeUndefined();
    // One move may be told of twice, as a device's and as the pointer's; then nothing more is.
    await until(async () => {
      expect(capturer.takePointer()).toBeUndefined();
      return !(await hasEnded(server, capturer.wait()));
    });
    // Another program's warp, which is no motion of a device.
    const waited = capturer.wait();
    await server.run('xdotool', 'mousemove', '699', '799');
    await waited;
    expect(capturer.takePointer()).toEqual({ screen: 0, xPx: 699, yPx: 799 });
  });

  it('CU3 the pointer does over a window that wants its motions for itself', async () => {
    const server = await start();
    const capturer = open(server);
    server.start('xev', '-geometry', '600x600+0+0');
    await server.run('xdotool', 'search', '--sync', '--onlyvisible', '--name', 'Event Tester');
    await takeAll(server, capturer);
    const injector = openX11Injector(server.name);
    onTestFinished(() => injector.close());
    for (const xPx of [100, 200, 300]) {
      injector.inject({ type: 'pointer', xPx, yPx: 50, buttons: 0 });
      await until(async () => {
        await capturer.wait();
        return capturer.takePointer()?.xPx === xPx;
      });
    }
  });

  it('CU3 without XInput nothing tells of the pointer', async () => {
    const server = await start({ args: ['-extension', 'XInputExtension'] });
    const capturer = open(server);
    await takeAll(server, capturer);
    expect(capturer.takePointer()).toBeUndefined();
  });
});
