import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../../e2e/harness/browser.ts';
import { Resources, until } from '../../e2e/harness/resources.ts';
import { encodeMarker, marker, type Strip } from '../workloads/marker.ts';
import { checkClocks, hashOf, NoFigure, PictureReader } from './picture-reader.ts';

const screen = { widthPx: 640, heightPx: 360 };
const strips: Strip[] = [
  { xPx: 16, yPx: 0 },
  { xPx: 16, yPx: 320 },
];
const resources = new Resources();
let browser: Awaited<ReturnType<typeof openBrowser>>['browser'];
beforeAll(async () => {
  ({ browser } = await openBrowser(resources));
});
afterAll(() => resources.close());

/** A page that shows a picture as a system's viewer would, and what reads it. */
async function viewer(
  picture: { size?: string; style?: string; script?: string; adaptsSize?: boolean } = {},
) {
  const { size = 'width="640" height="360"', style = '', script = '', adaptsSize = false } = picture;
  const context = await browser.newContext({ viewport: { width: 800, height: 500 } });
  resources.add(() => context.close());
  await context.addInitScript(script);
  const page = await context.newPage();
  await page.setContent(`<canvas ${size} style="display:block;${style}"></canvas>`);
  const groups = { paint: strips, echo: [] };
  return { page, reader: await PictureReader.open(page, { selector: 'canvas', groups, screen, adaptsSize }) };
}

/** Paints a number into some of the strips, of a picture with so many times the screen's pixels. */
async function paint(
  page: Page,
  sequence: number,
  where: readonly Strip[] = strips,
  scale = 1,
): Promise<void> {
  await page.evaluate(
    ({ bits, places, blockPx, scale }) => {
      const context = document.querySelector('canvas')?.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.setTransform(scale, 0, 0, scale, 0, 0);
      for (const { xPx, yPx } of places) {
        bits.forEach((bit, i) => {
          context.fillStyle = bit ? '#fff' : '#000';
          context.fillRect(xPx + i * blockPx, yPx, blockPx, blockPx);
        });
      }
    },
    { bits: encodeMarker(sequence), places: where, blockPx: marker.blockPx, scale },
  );
}

async function saw(reader: PictureReader, sequence: number): Promise<void> {
  await until(`number ${sequence} is seen`, async () =>
    (await reader.report()).paint.some((sighting) => sighting.sequence === sequence),
  );
}

async function verdict(reader: PictureReader): Promise<string> {
  return reader.check(await reader.report()).then(
    () => 'figures',
    (error: unknown) => {
      if (!(error instanceof NoFigure)) throw error;
      return error.message;
    },
  );
}

test('a picture that is whole, at its own size and readable gives figures', async () => {
  const { page, reader } = await viewer();
  await paint(page, 7);
  await saw(reader, 7);
  expect(await verdict(reader)).toBe('figures');
});

test('a number is seen when all strips show it, and skipped ones do not count', async () => {
  const { page, reader } = await viewer();
  await paint(page, 1);
  await saw(reader, 1);
  await paint(page, 3, strips.slice(0, 1));
  await paint(page, 2, strips.slice(1));
  await saw(reader, 2);
  await paint(page, 5);
  await saw(reader, 5);
  expect((await reader.report()).paint.map(({ sequence }) => sequence)).toEqual([1, 2, 5]);
});

test('of a picture that is hidden, what is seen in its place is read', async () => {
  const { page, reader } = await viewer();
  await page.evaluate(() => document.querySelector('canvas')?.getContext('2d')?.fillRect(0, 0, 640, 360));
  await paint(page, 1);
  await saw(reader, 1);
  // All of it on one canvas, and over its last rows another.
  await page.evaluate(() => {
    const whole = document.querySelector('canvas');
    if (whole === null) throw new Error('no canvas');
    for (const fromYPx of [0, 300]) {
      const layer = document.createElement('canvas');
      [layer.width, layer.height] = [640, 360 - fromYPx];
      layer.style.cssText = `position:absolute;left:${whole.offsetLeft}px;top:${whole.offsetTop + fromYPx}px`;
      layer.getContext('2d')?.drawImage(whole, 0, -fromYPx);
      whole.parentElement?.append(layer);
    }
    whole.style.visibility = 'hidden';
  });
  await paint(page, 2);
  const copy = (layers: readonly number[]) =>
    page.evaluate((layers) => {
      const [whole, ...over] = document.querySelectorAll('canvas');
      for (const layer of layers)
        over[layer]?.getContext('2d')?.drawImage(whole as HTMLCanvasElement, 0, layer * -300);
    }, layers);
  await copy([0]);
  await page.waitForTimeout(200);
  expect(await reader.hasSeen({ paint: 2, echo: 0 })).toBe(false);
  await copy([1]);
  await saw(reader, 2);
  await reader.keep();
  const pixels = await reader.kept();
  const whole = await page.evaluate(() => [
    ...(document.querySelector('canvas')?.getContext('2d')?.getImageData(0, 0, 640, 360).data ?? []),
  ]);
  expect(Buffer.from(pixels.rgba).equals(Buffer.from(whole))).toBe(true);
});

test('the page is asked for frames while something is due, and for none between', async () => {
  const script = `{
    const ask = requestAnimationFrame.bind(window);
    window.asked = 0;
    window.requestAnimationFrame = (callback) => (window.asked++, ask(callback));
    window.frames20 = async () => { for (let i = 0; i < 20; i++) await new Promise(ask); };
  }`;
  const { page, reader } = await viewer({ script });
  const asked = () =>
    page.evaluate(async () => {
      const counted = window as unknown as { asked: number; frames20(): Promise<void> };
      const before = counted.asked;
      await counted.frames20();
      return counted.asked - before;
    });
  await paint(page, 1);
  await saw(reader, 1);
  expect(await asked()).toBeGreaterThan(15);
  await reader.expect([]);
  await asked();
  expect(await asked()).toBe(0);
  await paint(page, 2);
  await asked();
  expect(await reader.hasSeen({ paint: 2, echo: 0 })).toBe(false);
  const nowMs = performance.timeOrigin + performance.now();
  await reader.expect([nowMs, nowMs, nowMs + 100, nowMs + 3_600_000]);
  await saw(reader, 2);
  await paint(page, 3);
  await saw(reader, 3);
  await asked();
  expect(await asked()).toBe(0);
  await page.evaluate(() => document.querySelector('canvas')?.getContext('2d')?.fillRect(0, 0, 640, 8.5));
  await page.keyboard.press('j');
  expect(await asked()).toBeGreaterThan(15);
  await until('what is unreadable is noticed', async () => (await reader.report()).longestUnreadableMs > 0);
});

test('the whole picture is read as it is', async () => {
  const { page, reader } = await viewer();
  await paint(page, 9);
  await reader.hashFrom('paint', 9);
  await reader.keep();
  const pixels = await reader.kept();
  expect(pixels).toMatchObject(screen);
  const at = (xPx: number, yPx: number) => [
    ...pixels.rgba.slice((yPx * 640 + xPx) * 4, (yPx * 640 + xPx) * 4 + 4),
  ];
  const bits = encodeMarker(9);
  bits.forEach((bit, i) => {
    expect(at(16 + i * 16, 320)).toEqual(bit ? [255, 255, 255, 255] : [0, 0, 0, 255]);
  });
  const hashes = await until('it is hashed', async () => {
    const report = await reader.report();
    return report.hashes.length > 0 && report.hashes;
  });
  expect(hashes[0]?.hash).toBe(hashOf(pixels));
});

test('the picture that is kept is the one of that moment, whatever is painted until it is handed out', async () => {
  const { page, reader } = await viewer();
  await expect(reader.kept()).rejects.toThrow('nothing is kept');
  await paint(page, 9);
  await saw(reader, 9);
  await reader.keep();
  await paint(page, 6);
  const { rgba } = await reader.kept();
  const bits = encodeMarker(9).map((_, i) => (rgba[(320 * 640 + 16 + i * 16) * 4] ?? 0) > 127);
  expect(bits).toEqual(encodeMarker(9).map(Boolean));
});

test('a picture that its system itself made smaller is read as it is shown, at the screen’s size', async () => {
  const half = { size: 'width="320" height="180"', style: 'width:640px;height:360px' };
  const { page, reader } = await viewer({ ...half, adaptsSize: true });
  await paint(page, 6, strips, 0.5);
  await saw(reader, 6);
  await reader.keep();
  expect(await reader.kept()).toMatchObject(screen);
  expect(await verdict(reader)).toBe('figures');
});

describe('no figure comes from', () => {
  test.each([
    { what: 'a picture of another size', size: 'width="1280" height="720"', says: /1280×720 shown/ },
    {
      what: 'a smaller picture of another shape',
      size: 'width="600" height="360"',
      adaptsSize: true,
      says: /600×360 shown/,
    },
    { what: 'a view that is scaled', style: 'width:320px;height:180px', says: /shown at 320×180/ },
    { what: 'a view that is cropped', style: 'margin-left:300px', says: /cropped/ },
  ])('$what', async ({ size, style, adaptsSize = false, says }) => {
    const { page, reader } = await viewer({ ...(size && { size }), ...(style && { style }), adaptsSize });
    await paint(page, 1);
    await saw(reader, 1);
    expect(await verdict(reader)).toMatch(says);
  });

  test('a view that was scaled for a while only', async () => {
    const { page, reader } = await viewer();
    const shapes = async () => (await reader.report()).shapes.length;
    await paint(page, 1);
    await saw(reader, 1);
    for (const [width, count] of [
      ['600px', 2],
      ['640px', 3],
    ] as const) {
      await page.locator('canvas').evaluate((canvas, css) => {
        (canvas as HTMLCanvasElement).style.width = css;
      }, width);
      await until(`${width} is noticed`, async () => (await shapes()) === count);
    }
    expect(await verdict(reader)).toMatch(/shown at 600×338/);
  });

  test('a marker that cannot be read', async () => {
    const { page, reader } = await viewer();
    await paint(page, 1);
    await saw(reader, 1);
    await page.evaluate(() => document.querySelector('canvas')?.getContext('2d')?.fillRect(0, 0, 640, 8.5));
    await until('it has been too long', async () => (await reader.report()).longestUnreadableMs > 5000);
    expect(await verdict(reader)).toMatch(/could not be read for 5/);
  });

  test('two pictures', async () => {
    const { page, reader } = await viewer();
    await paint(page, 1);
    await saw(reader, 1);
    await page.evaluate(() => document.body.append(document.createElement('canvas')));
    expect(await verdict(reader)).toMatch(/2 elements match/);
  });

  test("a page whose clock is not the painter's", async () => {
    const script =
      'const real = performance.now.bind(performance); performance.now = () => real() + 9_000_000;';
    const { page, reader } = await viewer({ script });
    await paint(page, 1);
    await saw(reader, 1);
    expect(await verdict(reader)).toMatch(/clock differs by [89]\d{6}\./);
    expect(() => checkClocks(-2.1)).toThrow(NoFigure);
    expect(() => checkClocks(2)).not.toThrow();
  });
});
