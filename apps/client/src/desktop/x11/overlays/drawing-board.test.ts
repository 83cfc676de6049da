import { describe, expect, it, onTestFinished } from 'vitest';
import { openX11DrawingBoard, openX11Injector } from '../index.ts';
import { Observer } from '../testing/observer.ts';
import { readQuietScreenshot } from '../testing/screenshot.ts';
import { until, Xvfb, type XvfbOptions, xvfbMissing } from '../testing/xvfb.ts';

const missing = xvfbMissing();
if (missing) console.warn(`drawing-board.test.ts is skipped: ${missing}`);

const ground = 0x406080;
const radiusPx = 12;
const at = (xPx: number, yPx: number) => ({ xPx, yPx });

describe.skipIf(missing)('drawing on a real screen', () => {
  const start = async (options: XvfbOptions = {}) => {
    const server = await Xvfb.start(options);
    onTestFinished(() => server.stop());
    const observer = await Observer.open(server.name);
    onTestFinished(() => observer.close());
    const board = openX11DrawingBoard(server.name);
    onTestFinished(() => board.close());
    const mark = board.open({ colour: 0xd4006a, name: '' });
    return { server, observer, board, mark };
  };
  /** @returns where the screen is not the ground */
  const marked = async (server: Xvfb) => {
    const { widthPx, pixels } = await readQuietScreenshot(server);
    const points: { x: number; y: number; colour: number }[] = [];
    for (let offset = 0; offset < pixels.length; offset += 4) {
      const colour = pixels[offset]! | (pixels[offset + 1]! << 8) | (pixels[offset + 2]! << 16);
      const index = offset / 4;
      if (colour !== ground) points.push({ x: index % widthPx, y: Math.floor(index / widthPx), colour });
    }
    return points;
  };

  it('is a ring around the place, follows it, and is gone when hidden', async () => {
    const { server, mark } = await start();
    expect(await marked(server)).toEqual([]);
    for (const [x, y] of [
      [300, 200],
      [640, 400],
    ] as const) {
      mark.show(x, y);
      const points = await marked(server);
      expect([Math.min(...points.map((p) => p.x)), Math.max(...points.map((p) => p.x))]).toEqual([
        x - radiusPx,
        x + radiusPx,
      ]);
      expect([Math.min(...points.map((p) => p.y)), Math.max(...points.map((p) => p.y))]).toEqual([
        y - radiusPx,
        y + radiusPx,
      ]);
      expect(points.some((p) => p.x === x && p.y === y)).toBe(false);
      expect(new Set(points.map((p) => p.colour))).toEqual(new Set([0xffffff, 0xd4006a]));
    }
    mark.hide();
    expect(await marked(server)).toEqual([]);
    mark.show(0, 0);
    expect((await marked(server)).length).toBeGreaterThan(0);
    mark.close();
    mark.close();
    expect(await marked(server)).toEqual([]);
  });

  it('lets clicks through and leaves the pointer alone', async () => {
    const { server, observer, mark } = await start();
    const injector = openX11Injector(server.name);
    onTestFinished(() => injector.close());
    mark.show(200, 200);
    const before = (await server.run('xdotool', 'getmouselocation')).toString();
    mark.show(210, 200);
    expect((await server.run('xdotool', 'getmouselocation')).toString()).toBe(before);
    // On the ring itself.
    injector.inject({ type: 'pointer', xPx: 219, yPx: 200, buttons: 1 });
    injector.inject({ type: 'pointer', xPx: 219, yPx: 200, buttons: 0 });
    expect(await observer.events(2)).toMatchObject([
      { type: 'button-press', xPx: 219 },
      { type: 'button-release', xPx: 219 },
    ]);
  });

  it('draws lines in the helper’s colour with a light edge, and lets clicks through them', async () => {
    const { server, observer, mark } = await start();
    const injector = openX11Injector(server.name);
    onTestFinished(() => injector.close());
    mark.draw(1, { type: 'box', points: [at(100, 100), at(300, 200)] });
    mark.draw(2, { type: 'arrow', points: [at(400, 100), at(500, 100)] });
    const points = await marked(server);
    const colourAt = (x: number, y: number) => points.find((p) => p.x === x && p.y === y)?.colour;
    for (const [x, y] of [
      [100, 150],
      [200, 100],
      [300, 199],
      [450, 100],
      [500, 100],
    ] as const)
      expect([x, y, colourAt(x, y)]).toEqual([x, y, 0xd4006a]);
    expect(colourAt(200, 97)).toBe(0xffffff);
    expect(colourAt(200, 103)).toBe(0xffffff);
    expect(colourAt(200, 150)).toBeUndefined();
    expect(colourAt(485, 107)).toBe(0xd4006a);
    injector.inject({ type: 'pointer', xPx: 200, yPx: 100, buttons: 1 });
    injector.inject({ type: 'pointer', xPx: 200, yPx: 100, buttons: 0 });
    expect(await observer.events(2)).toMatchObject([
      { type: 'button-press', xPx: 200 },
      { type: 'button-release' },
    ]);
  });

  it('a pen goes on, is erased alone, and leaves nothing behind', async () => {
    const { server, mark } = await start();
    mark.draw(1, { type: 'pen', points: [at(100, 100)] });
    mark.extend(1, [at(100, 100), at(200, 160), at(260, 90)]);
    mark.draw(2, { type: 'pen', points: [at(50, 120), at(300, 120)] });
    const both = await marked(server);
    expect(both.some((p) => p.x === 260 && p.y === 90 && p.colour === 0xd4006a)).toBe(true);
    mark.erase([1]);
    const one = await until(async () => {
      const points = await marked(server);
      return Math.min(...points.map((p) => p.y)) === 117 && points;
    });
    expect(Math.max(...one.map((p) => p.y))).toBe(123);
    expect(one.some((p) => p.x === 133 && p.y === 120)).toBe(true);
    mark.erase([2, 9]);
    expect(await marked(server)).toEqual([]);
  });

  it('writes text and names on the helper’s colour, which may change', async () => {
    const { server, board, mark } = await start();
    mark.draw(1, { type: 'text', text: 'Trykk på «Lagre» → øverst', at: at(200, 300) });
    const points = await marked(server);
    expect(Math.min(...points.map((p) => p.x))).toBe(200);
    expect(Math.min(...points.map((p) => p.y))).toBe(300);
    expect(Math.max(...points.map((p) => p.x))).toBeGreaterThan(400);
    const share = (all: typeof points, colour: number) =>
      all.filter((p) => p.colour === colour).length / all.length;
    expect(share(points, 0xd4006a)).toBeGreaterThan(0.4);
    expect(share(points, 0xffffff)).toBeGreaterThan(0.05);
    mark.setLook({ colour: 0x0062ba, name: '' });
    expect(share(await marked(server), 0x0062ba)).toBeGreaterThan(0.4);
    mark.close();
    expect(await marked(server)).toEqual([]);

    const named = board.open({ colour: 0x0a7a2f, name: 'Kari Hansen' });
    named.show(600, 400);
    const beside = await marked(server);
    expect(Math.max(...beside.map((p) => p.x))).toBeGreaterThan(660);
    named.show(1279, 799);
    const inside = await marked(server);
    expect(Math.min(...inside.map((p) => p.x))).toBeLessThan(1220);
    named.hide();
    expect(await marked(server)).toEqual([]);
  });

  it('keeps the colours of two helpers apart, and takes a long way', async () => {
    const { server, board, mark } = await start();
    const other = board.open({ colour: 0x0062ba, name: '' });
    mark.draw(1, { type: 'pen', points: [at(10, 50), at(1200, 50)] });
    const way = Array.from({ length: 200 }, (_, index) =>
      at((index * 37) % 1200, 200 + ((index * 91) % 500)),
    );
    other.draw(1, { type: 'pen', points: way });
    const points = await marked(server);
    const colours = new Set(points.map((p) => p.colour));
    expect(colours).toEqual(new Set([0xd4006a, 0x0062ba, 0xffffff]));
    other.erase([1]);
    expect(new Set((await marked(server)).map((p) => p.colour))).toEqual(new Set([0xd4006a, 0xffffff]));
  });

  it('what is drawn on a screen that came later is there', async () => {
    const { server, mark } = await start({ screen: '1920x1080x24' });
    // Xvfb resizes and then complains that the output was larger.
    const resize = (size: string) => server.run('xrandr', '--fb', size).catch(() => undefined);
    await resize('801x601');
    mark.draw(1, { type: 'box', points: [at(100, 100), at(300, 200)] });
    await marked(server);
    await resize('1920x1080');
    mark.draw(2, { type: 'pen', points: [at(1400, 900), at(1500, 900)] });
    const points = await marked(server);
    const colourAt = (x: number, y: number) => points.find((p) => p.x === x && p.y === y)?.colour;
    expect([colourAt(100, 150), colourAt(1450, 900), colourAt(1450, 903)]).toEqual([
      0xd4006a, 0xd4006a, 0xffffff,
    ]);
  });

  it('a box that is dragged stays one box', async () => {
    const { server, mark } = await start();
    for (let step = 1; step <= 50; step++)
      mark.draw(1, { type: 'box', points: [at(100, 100), at(200 + step, 200 + step)] });
    const points = await until(async () => {
      const all = await marked(server);
      return !all.some((p) => p.x === 200 && p.y === 201) && all;
    });
    expect(points.some((p) => p.x === 250 && p.y === 200 && p.colour === 0xd4006a)).toBe(true);
  });
});
