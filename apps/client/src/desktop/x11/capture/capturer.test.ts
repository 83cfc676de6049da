import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Frame } from '@fjernhjelp/host';
import type { Rect } from '@fjernhjelp/protocol';
import { describe, expect, it, onTestFinished } from 'vitest';
import { XConnection } from '../connection.ts';
import { openX11Capturer, openX11DrawingBoard, openX11Injector, openX11ScreenFrame } from '../index.ts';
import { capture, Follower, hasEnded, newFrame, samePicture, takeAll } from '../testing/follower.ts';
import { readScreenshot } from '../testing/screenshot.ts';
import { until, Xvfb, type XvfbOptions, xvfbMissing } from '../testing/xvfb.ts';

const missing = xvfbMissing();
if (missing) console.warn(`capturer.test.ts is skipped: ${missing}`);

describe.skipIf(missing)('capturing a real screen', () => {
  const start = async (options: XvfbOptions) => {
    const server = await Xvfb.start(options);
    onTestFinished(() => server.stop());
    return server;
  };
  const open = (server: Xvfb) => {
    const capturer = openX11Capturer(server.name);
    onTestFinished(() => capturer.close());
    return capturer;
  };
  /** Programs that paint different things: text, lines, a picture with a shape. */
  const startPrograms = async (server: Xvfb) => {
    server.start('openbox');
    server.start('xlogo', '-geometry', '200x200+500+40');
    server.start('xterm', '-geometry', '60x20+30+40', '-e', 'sh', '-c', 'seq 1 400; exec cat');
    await server.run('xdotool', 'search', '--sync', '--onlyvisible', '--class', 'xterm');
    await server.run('xdotool', 'search', '--sync', '--onlyvisible', '--class', 'xlogo');
  };
  /** The follower's frame comes to equal the screen; it never does when damage was missed. */
  const expectEqual = async (server: Xvfb, follower: Follower) => {
    return await until(async () => {
      const shot = await readScreenshot(server);
      return samePicture(follower.frame, shot) && shot;
    });
  };

  describe.each([
    ['1920x1080', []],
    ['1366x768', []],
    ['1366x768 without shared memory', ['-extension', 'MIT-SHM']],
    ['1366x768 without damage', ['-extension', 'DAMAGE']],
  ] as const)('%s', (name, args) => {
    it('equals a screenshot on every pixel, at first and after each change', async () => {
      const [size] = name.split(' ');
      const server = await start({ screen: `${size}x24`, args });
      await startPrograms(server);
      const follower = new Follower(open(server));
      const first = await expectEqual(server, follower);

      server.start('xterm', '-geometry', '70x24+300+200', '-e', 'sh', '-c', 'seq 1000 3000; exec cat');
      await until(async () => !samePicture(await readScreenshot(server), first));
      const second = await expectEqual(server, follower);
      expect(samePicture(first, second)).toBe(false);

      await server.run('xdotool', 'search', '--class', 'xlogo', 'windowmove', '--sync', '700', '333');
      const third = await expectEqual(server, follower);
      expect(samePicture(second, third)).toBe(false);
    });
  });

  it('16-bit pixels become the same colours', async () => {
    const server = await start({ screen: '640x480x16' });
    const capturer = open(server);
    await server.run('xsetroot', '-solid', '#ff8000');
    const frame = newFrame(capturer);
    expect(capture(capturer, frame)).toEqual([{ xPx: 0, yPx: 0, widthPx: 640, heightPx: 480 }]);
    expect([...frame.pixels.subarray(0, 4)]).toEqual([0, 130, 255, 0]);
  });

  it('a screen of palette colours is refused by name', async () => {
    const server = await start({ screen: '640x480x8' });
    expect(() => openX11Capturer(server.name)).toThrow(
      expect.objectContaining({ code: 'unsupported-screen' }),
    );
  });

  it('writes only the rects that it returns', async () => {
    const server = await start({});
    const capturer = open(server);
    await takeAll(server, capturer);
    await server.run('xsetroot', '-solid', '#102030');
    const board = openX11DrawingBoard(server.name);
    onTestFinished(() => board.close());
    const mark = board.open({ colour: 0xd4006a, name: '' });
    capture(capturer);
    mark.show(300, 200);

    const frame = newFrame(capturer);
    await capturer.wait();
    const rects = capture(capturer, frame);
    expect(rects.length).toBeGreaterThan(0);
    for (let y = 0; y < frame.heightPx; y++) {
      for (let x = 0; x < frame.widthPx; x++) {
        const within = rects.some((rect) => holds(rect, x, y));
        const written = frame.pixels[(y * frame.widthPx + x) * 4 + 3] !== 0xee;
        if (written !== within) expect([x, y, written]).toEqual([x, y, within]);
      }
    }
  });

  it('what is painted while a small change is fetched comes along with it', async () => {
    const server = await start({});
    const capturer = open(server);
    await takeAll(server, capturer);
    const painter = openPainter(server);
    onTestFinished(() => painter.close());
    painter.fill({ xPx: 10, yPx: 20, widthPx: 8, heightPx: 16 });
    await capturer.wait();

    const frame = newFrame(capturer);
    const { widthPx } = frame;
    atFirstLook(frame, () => painter.fill({ xPx: 200, yPx: 20, widthPx: 30, heightPx: 16 }));
    const rects = capture(capturer, frame);
    for (const [xPx, yPx] of [
      [10, 20],
      [17, 35],
      [200, 20],
      [229, 35],
    ] as const) {
      expect(rects.some((rect) => holds(rect, xPx, yPx))).toBe(true);
      expect([...frame.pixels.subarray((yPx * widthPx + xPx) * 4).subarray(0, 3)]).toEqual([
        0x0b, 0xad, 0xc0,
      ]);
    }
  });

  it.each([
    ['', []],
    [' without shared memory', ['-extension', 'MIT-SHM']],
  ] as const)(
    'UP10 what is large is left when it is to be, tells nothing more and comes later as it is then; what is small beside it at once%s',
    async (_name, args) => {
      const server = await start({ args });
      const capturer = open(server);
      await takeAll(server, capturer);
      const painter = openPainter(server);
      onTestFinished(() => painter.close());
      const frame = newFrame(capturer);
      const window = { xPx: 100, yPx: 100, widthPx: 500, heightPx: 300 };
      const colourAt = (xPx: number, yPx: number) =>
        [...frame.pixels.subarray((yPx * frame.widthPx + xPx) * 4).subarray(0, 3)].reverse();
      const [untouched, first, second] = [
        [0xee, 0xee, 0xee],
        [0xc0, 0xad, 0x0b],
        [0x10, 0x20, 0x30],
      ];
      painter.fill(window);
      await capturer.wait();
      expect(capturer.capture(0, frame, false, 65_536)).toEqual({ damage: [], moves: [], hasMore: true });
      expect(await hasEnded(server, capturer.wait())).toBe(false);

      painter.fill({ xPx: 900, yPx: 700, widthPx: 8, heightPx: 16 });
      await capturer.wait();
      expect(capturer.capture(0, frame, false, 65_536)).toMatchObject({ moves: [], hasMore: true });
      expect([colourAt(100, 100), colourAt(900, 700)]).toEqual([untouched, first]);

      painter.fill({ xPx: 300, yPx: 200, widthPx: 8, heightPx: 16 }, 0x10_20_30);
      await capturer.wait();
      expect(capturer.capture(0, frame, false, 65_536)).toMatchObject({ hasMore: true });
      expect(colourAt(300, 200)).toEqual(untouched);
      expect(capturer.capture(0, frame, false)).toMatchObject({ damage: [window], hasMore: false });
      expect([colourAt(100, 100), colourAt(300, 200), colourAt(599, 399)]).toEqual([first, second, first]);
      expect(capturer.capture(0, frame, false)).toEqual({ damage: [], moves: [], hasMore: false });
    },
  );

  it('a quiet screen keeps wait() pending, and a change ends it', async () => {
    const server = await start({});
    const capturer = open(server);
    await takeAll(server, capturer);
    let ended = false;
    const wait = capturer.wait().then(() => {
      ended = true;
    });
    expect(capturer.wait()).toBeInstanceOf(Promise);
    // Other programs talk to the server and change nothing that shows.
    for (let i = 0; i < 5; i++) await server.run('xdpyinfo');
    expect(ended).toBe(false);
    await server.run('xsetroot', '-solid', '#336699');
    await wait;
    expect(capture(capturer)).not.toEqual([]);
  });

  it('a change of the screen size is told, and the new size is captured whole', async () => {
    const server = await start({ screen: '1920x1080x24' });
    const capturer = open(server);
    await startPrograms(server);
    const follower = new Follower(capturer);
    await expectEqual(server, follower);
    for (const [width, height] of [
      [1366, 768],
      [801, 601],
      [1920, 1080],
    ] as const) {
      // Xvfb resizes and then complains that the output was larger.
      await server.run('xrandr', '--fb', `${width}x${height}`).catch(() => undefined);
      await until(() => capturer.screens[0]?.widthPx === width && capturer.screens[0].heightPx === height);
      await expectEqual(server, follower);
      expect([follower.frame.widthPx, follower.frame.heightPx]).toEqual([width, height]);
    }
  });

  it('a screen that becomes smaller between hearing of a paint and fetching it is told as resized', async () => {
    const server = await start({ screen: '1920x1080x24' });
    const capturer = open(server);
    await takeAll(server, capturer);
    const painter = openPainter(server);
    onTestFinished(() => painter.close());
    painter.fill({ xPx: 1800, yPx: 1000, widthPx: 60, heightPx: 40 });
    await capturer.wait();
    const frame = newFrame(capturer);
    // Xvfb resizes and then complains that the output was larger.
    atFirstLook(frame, () => void spawnSync('xrandr', ['--fb', '801x601'], { env: server.env }));
    expect(capturer.capture(0, frame, false)).toBe('resized');
    expect(capturer.screens).toMatchObject([{ widthPx: 801, heightPx: 601 }]);
    expect(capture(capturer)).toEqual([{ xPx: 0, yPx: 0, widthPx: 801, heightPx: 601 }]);
  });

  it('the pointer shape is told when it changes, and only then', async () => {
    const server = await start({});
    const capturer = open(server);
    await capturer.wait();
    const first = capturer.takeCursor()!;
    capture(capturer);
    expect(first.widthPx).toBeGreaterThan(4);
    expect(first.rgba).toHaveLength(first.widthPx * first.heightPx * 4);
    expect(first.hotspotXPx).toBeLessThan(first.widthPx);
    expect(first.rgba.some((value, index) => index % 4 === 3 && value === 255)).toBe(true);
    expect(capturer.takeCursor()).toBeUndefined();

    await server.run('xsetroot', '-cursor_name', 'watch');
    const second = await until(async () => {
      await capturer.wait();
      return capturer.takeCursor();
    });
    expect(second.rgba).not.toEqual(first.rgba);
  });

  it('a display that is lost rejects the wait, and every call says so', async () => {
    const server = await start({});
    const capturer = open(server);
    const injector = openX11Injector(server.name);
    const board = openX11DrawingBoard(server.name);
    const mark = board.open({ colour: 0xd4006a, name: 'Kari' });
    const frame = openX11ScreenFrame(server.name);
    await takeAll(server, capturer);
    const lost = expect.objectContaining({ name: 'DesktopUnavailable', code: 'display-lost' });
    const rejected = expect(capturer.wait()).rejects.toEqual(lost);
    await server.kill();
    await rejected;
    await expect(capturer.wait()).rejects.toEqual(lost);
    expect(() => capture(capturer)).toThrow(lost);
    expect(capturer.takeCursor()).toBeUndefined();
    expect(() => injector.inject({ type: 'text', text: 'a' })).toThrow(lost);
    expect(() => injector.inject({ type: 'pointer', xPx: 1, yPx: 1, buttons: 0 })).toThrow(lost);
    mark.show(1, 1);
    mark.draw(1, { type: 'pen', points: [{ xPx: 1, yPx: 1 }] });
    mark.hide();
    frame.show();
    frame.hide();
    for (const each of [capturer, injector, mark, board, frame]) {
      each.close();
      each.close();
    }
    await expect(capturer.wait()).rejects.toMatchObject({ code: 'closed' });
  });

  it('a display that is lost while it is captured is reported', async () => {
    const server = await start({});
    const capturer = open(server);
    server.start('xterm', '-e', 'yes');
    const follower = new Follower(capturer);
    await until(() => follower.captures > 5);
    await server.kill();
    expect(await follower.ended).toMatchObject({ code: 'display-lost' });
  });

  it('a worker thread that captures can be terminated, and leaves the others their displays', async () => {
    const server = await start({});
    const capturer = open(server);
    const worker = new Worker(new URL('../testing/capture-worker.ts', import.meta.url), {
      workerData: server.name,
    });
    expect((await once(worker, 'message'))[0]).toBe('1280x800');
    await worker.terminate();
    await takeAll(server, capturer);
    const wait = capturer.wait();
    await server.run('xsetroot', '-solid', '#a0b0c0');
    await wait;
  });

  it('close ends a wait', async () => {
    const server = await start({});
    const capturer = open(server);
    await takeAll(server, capturer);
    const wait = capturer.wait();
    capturer.close();
    await expect(wait).rejects.toMatchObject({ code: 'closed' });
  });
});

/** The capturer looks at the frame's size when it has heard of what was painted, and before it asks for anything: does this just then. */
function atFirstLook(frame: Frame, act: () => void): void {
  const { widthPx } = frame;
  let looks = 0;
  Object.defineProperty(frame, 'widthPx', {
    get() {
      if (looks++ === 0) act();
      return widthPx;
    },
  });
}

/** Paints on the root window, at once. */
function openPainter(server: Xvfb) {
  const connection = new XConnection(server.name);
  const { x, display, root } = connection;
  const context = x.XCreateGC(display, root, 0, null);
  return {
    fill({ xPx, yPx, widthPx, heightPx }: Rect, colour = 0xc0_ad_0b): void {
      x.XSetForeground(display, context, colour);
      x.XFillRectangles(display, root, context, Int16Array.of(xPx, yPx, widthPx, heightPx), 1);
      x.XSync(display, 0);
    },
    close: () => connection.close(),
  };
}

function holds({ xPx, yPx, widthPx, heightPx }: Rect, x: number, y: number): boolean {
  return x >= xPx && x < xPx + widthPx && y >= yPx && y < yPx + heightPx;
}
