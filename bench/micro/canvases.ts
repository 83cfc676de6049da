// What a change costs the browser when the picture is one canvas, and when it is several: `node bench/micro/canvases.ts
// [--ways one,8x1] [--changes typing,video,full] [--rounds 4]`. Headless Chromium, 1920×1080, all threads, the ways in turn;
// docs/decisions/0007 quotes it.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openBrowser } from '../../e2e/harness/browser.ts';
import { Resources } from '../../e2e/harness/resources.ts';
import { familyMs } from '../cpu.ts';
import { percentile } from '../statistics.ts';

const { values: options } = parseArgs({
  options: {
    ways: {
      type: 'string',
      default: 'one,8x1,4x4,8x8,4x4-often,patch,patch-alone,still-1,still-3,bitmaps-4x4,bitmaps-8x8',
    },
    changes: { type: 'string', default: 'typing,video,full' },
    rounds: { type: 'string', default: '4' },
  },
});
const TURN_MS = 700;

interface CanvasTrial {
  /**
   * `one`: a canvas · `8x1`: so many rows and columns of them, with `-often` each `willReadFrequently` · `patch`: one, and a small one over it
   * that alone changes (`typing` only) · `patch-alone`: the small one by itself · `still-1`: as the viewer has them, one that is hidden (drawn on
   * here, which the viewer leaves until it is seen again), an ImageBitmap of it, and over that so many bands of 64 rows, of which one changes (`typing` only) · `bitmaps-4x4`: canvases that show an ImageBitmap, made anew where it changes
   */
  show(way: string): void;
  /** @returns how many changes it made */
  run(way: string, change: string, durationMs: number): Promise<number>;
}
type CanvasPage = Window & { canvasTrial: CanvasTrial };

/** Runs in the page: Playwright sends it there as text. */
function setTrial(): void {
  const screen = { left: 0, top: 0, right: 1920, bottom: 1080 };
  type Box = typeof screen;
  interface Tile {
    readonly box: Box;
    put(pixels: ImageData, at: Box, part: Box): void;
  }
  const sizeOf = ({ left, top, right, bottom }: Box) => [right - left, bottom - top] as const;
  const changes = {
    typing: { rate: 12, box: { left: 304, top: 300, right: 312, bottom: 316 } },
    video: { rate: 30, box: { left: 200, top: 200, right: 1048, bottom: 680 } },
    full: { rate: 20, box: screen },
  };
  const shown = new Map<string, { readonly root: HTMLElement; readonly tiles: readonly Tile[] }>();

  function place(root: HTMLElement, box: Box): HTMLCanvasElement {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = sizeOf(box);
    canvas.style.cssText = `position:absolute;left:${box.left}px;top:${box.top}px`;
    root.append(canvas);
    return canvas;
  }

  function plain(root: HTMLElement, box: Box, willReadFrequently: boolean): Tile {
    const context = place(root, box).getContext('2d', { alpha: false, willReadFrequently })!;
    context.fillRect(0, 0, ...sizeOf(box));
    const put: Tile['put'] = (pixels, at, part) =>
      context.putImageData(
        pixels,
        ...([at.left - box.left, at.top - box.top] as const),
        ...([part.left - at.left, part.top - at.top] as const),
        ...sizeOf(part),
      );
    return { box, put };
  }

  /** Its content is taken over whole: what does not change is drawn from what is there. */
  function bitmap(root: HTMLElement, box: Box): Tile {
    const canvas = place(root, box);
    const target = canvas.getContext('bitmaprenderer')!;
    const workshop = new OffscreenCanvas(...sizeOf(box));
    const context = workshop.getContext('2d', { alpha: false, willReadFrequently: true })!;
    context.fillRect(0, 0, ...sizeOf(box));
    target.transferFromImageBitmap(workshop.transferToImageBitmap());
    const put: Tile['put'] = (pixels, at, part) => {
      if (sizeOf(part).join() !== sizeOf(box).join()) context.drawImage(canvas, 0, 0);
      const from = [part.left - at.left, part.top - at.top] as const;
      context.putImageData(pixels, at.left - box.left, at.top - box.top, ...from, ...sizeOf(part));
      target.transferFromImageBitmap(workshop.transferToImageBitmap());
    };
    return { box, put };
  }

  function build(way: string): readonly [HTMLElement, Tile[]] {
    const root = document.createElement('div');
    const small = { left: 256, top: 256, right: 768, bottom: 384 };
    if (way.startsWith('still')) {
      const whole = plain(root, screen, false);
      (root.lastElementChild as HTMLElement).style.visibility = 'hidden';
      bitmap(root, screen);
      const bands = Array.from({ length: Number(way.at(-1)) }, (_, i) => {
        const top = 256 + 128 * i;
        return plain(root, { left: 0, top, right: screen.right, bottom: top + 64 }, false);
      });
      return [root, [whole, ...bands]];
    }
    if (way === 'patch') plain(root, screen, false);
    if (way.startsWith('patch')) return [root, [plain(root, small, false)]];
    const [rows, columns] = (/\d+x\d+/.exec(way)?.[0] ?? '1x1').split('x').map(Number) as [number, number];
    const cells = Array.from({ length: rows * columns }, (_, i): Box => {
      const [row, column] = [Math.floor(i / columns), i % columns];
      const [x, y] = [(at: number) => (1920 * at) / columns, (at: number) => (1080 * at) / rows];
      return { left: x(column), top: y(row), right: x(column + 1), bottom: y(row + 1) };
    });
    const open = (box: Box) =>
      way.startsWith('bitmaps') ? bitmap(root, box) : plain(root, box, way.endsWith('often'));
    return [root, cells.map(open)];
  }

  const canvasTrial: CanvasTrial = {
    show(way) {
      const [root, tiles] = shown.has(way) ? [shown.get(way)!.root, shown.get(way)!.tiles] : build(way);
      shown.set(way, { root, tiles });
      document.body.replaceChildren(root);
    },
    async run(way, change, durationMs) {
      const { rate, box } = changes[change as keyof typeof changes];
      const pixels = new ImageData(...sizeOf(box));
      const endMs = performance.now() + durationMs;
      let made = 0;
      for (; performance.now() < endMs; made++) {
        await new Promise((resolve) => setTimeout(resolve, (1000 / rate) * (0.6 + 0.8 * Math.random())));
        pixels.data.fill(made * 37);
        for (const tile of shown.get(way)!.tiles) {
          const part = {
            left: Math.max(box.left, tile.box.left),
            top: Math.max(box.top, tile.box.top),
            right: Math.min(box.right, tile.box.right),
            bottom: Math.min(box.bottom, tile.box.bottom),
          };
          if (part.left < part.right && part.top < part.bottom) tile.put(pixels, box, part);
        }
      }
      return made;
    },
  };
  Object.assign(window, { canvasTrial });
}

await using resources = new Resources();
const { browser, pid } = await openBrowser(resources);
const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
await page.evaluate(setTrial);
const ranMs = () => familyMs(pid);
const ways = options.ways.split(',');

/** @returns CPU time of all threads for each change, in ms */
async function takeTurn(way: string, change: string): Promise<number> {
  await page.evaluate((way) => (window as unknown as CanvasPage).canvasTrial.show(way), way);
  await sleep(150);
  const beforeMs = ranMs();
  const made = await page.evaluate(
    ([way, change, ms]) => (window as unknown as CanvasPage).canvasTrial.run(way, change, ms),
    [way, change, TURN_MS] as const,
  );
  await sleep(60);
  return (ranMs() - beforeMs) / made;
}

for (const change of options.changes.split(',')) {
  const costsMs = new Map(ways.map((way) => [way, [] as number[]]));
  // What each costs when it is new is not what is asked.
  for (const way of ways) await takeTurn(way, change);
  for (let round = 0; round < Number(options.rounds); round++)
    for (const way of round % 2 === 0 ? ways : ways.toReversed())
      costsMs.get(way)!.push(await takeTurn(way, change));
  console.log(`\n${change}: CPU ms for each change, median and least`);
  for (const [way, each] of costsMs)
    console.log(`${way.padEnd(12)} ${percentile(each, 0.5).toFixed(2)} ${Math.min(...each).toFixed(2)}`);
}
