import { describe, expect, it, onTestFinished } from 'vitest';
import { openX11Injector, openX11PointerMark } from './index.ts';
import { Observer } from './testing/observer.ts';
import { readScreenshot } from './testing/screenshot.ts';
import { Xvfb, type XvfbOptions, xvfbMissing } from './testing/xvfb.ts';

const missing = xvfbMissing();
if (missing) console.warn(`pointer-mark.test.ts is skipped: ${missing}`);

const ground = 0x406080;
const radiusPx = 12;

describe.skipIf(missing)('the pointer mark on a real screen', () => {
  const start = async (options: XvfbOptions = {}) => {
    const server = await Xvfb.start(options);
    onTestFinished(() => server.stop());
    const observer = await Observer.open(server.name);
    onTestFinished(() => observer.close());
    const mark = openX11PointerMark(server.name);
    onTestFinished(() => mark.close());
    return { server, observer, mark };
  };
  /** @returns where the screen is not the ground */
  const marked = async (server: Xvfb) => {
    const { widthPx, pixels } = await readScreenshot(server);
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
});
