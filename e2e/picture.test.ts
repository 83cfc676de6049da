import { afterEach, describe, expect, test } from 'vitest';
import type { HelperConsole } from './harness/console.ts';
import { comparePixels, type Pixels } from './harness/display.ts';
import { Line } from './harness/line.ts';
import { PICTURE_CANVAS, readPixels } from './harness/pixels-of.ts';
import { Resources, until } from './harness/resources.ts';
import { exactPicture, openSession, setStage } from './harness/session.ts';

const resources = new Resources();
/** Runs in the helper's page: time goes by in tenths of a second, as in browsers that are careful with it. */
const coarseClock =
  'const now = performance.now; performance.now = function () { return Math.floor(now.call(this) / 100) * 100; }';
afterEach(() => resources.close());

describe("the helper sees the user's screen", () => {
  test.each([
    { widthPx: 1920, heightPx: 1080 },
    { widthPx: 1366, heightPx: 768 },
  ])('on every pixel at $widthPx×$heightPx, before and after programs paint', async (size) => {
    const stage = await setStage(resources, size);
    await stage.display.xterm('Logg', { command: ['sh', '-c', 'ls -l --color=always /usr/bin; cat'] });
    const { helper } = await openSession(stage);
    const before = await exactPicture(stage, helper);

    stage.display.start('mousepad', ['/etc/services']);
    const editor = await stage.display.window('services');
    await stage.display.run('xdotool', ['windowmove', editor, '333', '111']);
    await stage.display.xterm('Farger', {
      geometry: '60x20+700+300',
      command: ['sh', '-c', 'for i in $(seq 0 255); do printf "\\033[48;5;%sm %s " $i $i; done; cat'],
    });
    const after = await exactPicture(stage, helper);

    // The pictures are of something, and not of the same thing.
    expect(comparePixels(before, after).different).toBeGreaterThan(50_000);
    expect(after).toMatchObject(size);
    expect(helper.errors).toEqual([]);
  });

  test.each([
    { where: 'in a page that shares memory with its workers', script: '', carriesLine: true },
    {
      where: 'in a browser that cannot wait for shared memory',
      script: 'delete Atomics.waitAsync',
      carriesLine: false,
    },
    {
      where: 'in a page that is not isolated from others',
      script: 'Object.defineProperty(globalThis, "crossOriginIsolated", { value: false })',
      carriesLine: false,
    },
  ])('and what is typed in it, $where', async ({ script, carriesLine }) => {
    const stage = await setStage(resources);
    await stage.display.xterm('Notat', { command: ['cat'] });
    const { helper } = await openSession(stage, { control: true, helperScript: script });
    const before = await exactPicture(stage, helper);
    await helper.clickAt(100, 100);
    for (let line = 0; line < 5; line++) {
      await helper.page.keyboard.type('Hei fra hjelperen');
      await helper.page.keyboard.press('Enter');
    }
    await until('the text is seen', async () => {
      const { different } = comparePixels(before, await exactPicture(stage, helper));
      return different > 1000;
    });
    const workers = helper.page.workers().map((worker) => worker.url());
    expect(workers.some((url) => url.includes('line-worker'))).toBe(carriesLine);
    expect(helper.errors).toEqual([]);
  });

  test('and letters that are drawn one by one while the rest stands still', async () => {
    const stage = await setStage(resources, { widthPx: 1000, heightPx: 700 });
    await stage.display.xterm('Notat', { command: ['cat'] });
    // Some machines would rather draw all of it, and say so by the time that memory takes them. By such a clock it takes none.
    const { helper } = await openSession(stage, { control: true, helperScript: coarseClock });
    const canvas = helper.page.locator(PICTURE_CANVAS);
    const isWhole = () => canvas.evaluate((whole) => getComputedStyle(whole).visibility === 'visible');
    /** @returns whether what is written was shown without the whole picture */
    const write = async () => {
      const shown = new Set<boolean>();
      for (const letter of 'hverandre') {
        const before = await stage.display.screenshot();
        await helper.page.keyboard.press(letter);
        await until('it is written', async () => {
          const { different } = comparePixels(before, await stage.display.screenshot());
          return different > 0;
        });
        await exactPicture(stage, helper);
        shown.add(await isWhole());
      }
      return shown;
    };
    await helper.page.getByText('1:1').click();
    await helper.clickAt(100, 100);
    expect(await write()).toEqual(new Set([true, false]));
    await until('the page shows it, too', async () => {
      const { different } = comparePixels(await seenOnPage(helper), await stage.display.screenshot());
      return different === 0;
    });

    await stage.display.xterm('Mer', { geometry: '60x30+300+200' });
    await until('all of it is drawn again', isWhole);
    await exactPicture(stage, helper);
    await stage.display.focus('Notat');
    expect(await write()).toContain(false);

    // Where a pixel is not a whole number of the page's, there is one canvas.
    await helper.page.getByText('Tilpass').click();
    await helper.page.setViewportSize({ width: 900, height: 600 });
    await until('it is scaled', async () => ((await helper.picture.boundingBox())?.width ?? 1000) < 900);
    await helper.clickAt(100, 100);
    expect(await write()).toEqual(new Set([true]));
    expect(helper.errors).toEqual([]);
  });

  test('UP18 no larger than a small window while a thin line is full, and whole in a large one or once nothing changes', async () => {
    const stage = await setStage(resources);
    const line = await Line.open(resources, stage.server.port, { megabitsPerSecond: 1 });
    const { helper } = await openSession(stage, { clientUrl: line.url });
    const canvas = helper.page.locator(`.session-screen ${PICTURE_CANVAS}`);
    /** The picture comes to have the pixels that its place on the page has, or those of the user's screen. */
    const comes = (as: 'shown' | 'whole') => {
      let last = '';
      return until(
        `the picture comes as it is ${as}`,
        async () => {
          const { width = 0, height = 0 } = (await helper.picture.boundingBox()) ?? {};
          const wanted = as === 'shown' ? { width, height } : { width: 1280, height: 800 };
          const came = await canvas.evaluate((own: HTMLCanvasElement) => [own.width, own.height] as const);
          last = `${came.join('×')}, not ${wanted.width}×${wanted.height}`;
          return Math.abs(came[0] - wanted.width) <= 1 && Math.abs(came[1] - wanted.height) <= 1;
        },
        undefined,
        () => last,
      );
    };
    const changing = await stage.display.xterm('Logg', {
      geometry: '110x40+20+20',
      command: ['sh', '-c', 'while :; do head -c 4000 /dev/urandom | base64 -w 110; sleep 0.1; done'],
    });
    await helper.page.setViewportSize({ width: 640, height: 500 });
    await comes('shown');
    await helper.page.setViewportSize({ width: 1400, height: 1000 });
    await comes('whole');
    await helper.page.setViewportSize({ width: 700, height: 600 });
    await comes('shown');
    await changing.kill();
    await comes('whole');
    await exactPicture(stage, helper);
    expect(helper.errors).toEqual([]);
  });
});

/** Where the screen is shown on the page, as it is seen there. */
async function seenOnPage({ page, picture }: HelperConsole): Promise<Pixels> {
  const clip = await picture.boundingBox();
  if (clip === null) throw new Error('nothing is shown');
  const png = await page.screenshot({ clip });
  const blank = await page.context().newPage();
  const drawn = await blank.evaluateHandle(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext('2d')?.drawImage(image, 0, 0);
    return canvas;
  }, png.toString('base64'));
  const pixels = await readPixels(drawn);
  await blank.close();
  return pixels;
}
