import type { Page } from 'playwright-core';
import type { Pixels } from '../../e2e/harness/display.ts';
import type { ScreenPixels } from '../systems.ts';
import { marker, type StripGroups } from '../workloads/marker.ts';
import { type PageReport, type PictureWatch, watchPicture } from './in-page.ts';
import { stopWatchingNetwork } from './unwatched.ts';

/** The clocks of the page and of this process agree to this, or there are no figures. */
const CLOCKS_AGREE_MS = 2;
/** The marker can be read at least this often, or there are no figures. */
const READABLE_WITHIN_MS = 5000;

/** Why a run gives no figure, in one line. */
export class NoFigure extends Error {}

/** Reads what a viewer's page shows, and when. */
export class PictureReader {
  readonly #page: Page;
  readonly #screen: ScreenPixels;
  readonly #selector: string;

  private constructor(page: Page, screen: ScreenPixels, selector: string) {
    this.#page = page;
    this.#screen = screen;
    this.#selector = selector;
  }

  static async open(
    page: Page,
    options: { selector: string; groups: StripGroups; screen: ScreenPixels; adaptsSize?: boolean },
  ): Promise<PictureReader> {
    const { selector, groups, screen, adaptsSize = false } = options;
    const pixels = screen.widthPx * screen.heightPx;
    // Reading a picture takes some milliseconds a megapixel, of a thread that has pictures to show.
    const hashEveryMs = Math.max(33, (pixels / 2_073_600) * 33);
    await page.evaluate(watchPicture, {
      selector,
      groups,
      marker: { ...marker },
      screen,
      adaptsSize,
      hashEveryMs,
    });
    await stopWatchingNetwork(page);
    return new PictureReader(page, screen, selector);
  }

  report(): Promise<PageReport> {
    return this.#call('report');
  }

  clear(): Promise<void> {
    return this.#call('clear');
  }

  /** @param paintsFromMs from when on each number is painted */
  expect(paintsFromMs: number[]): Promise<void> {
    return this.#call('expect', paintsFromMs);
  }

  /** Says no more than that: a report is long, and must not be asked for again and again while the last picture is on its way. */
  hasSeen(sequences: { paint: number; echo: number }): Promise<boolean> {
    return this.#call('hasSeen', sequences);
  }

  hashFrom(group: 'paint' | 'echo', sequence: number): Promise<void> {
    return this.#call('hashFrom', group, sequence);
  }

  stopHashing(): Promise<void> {
    return this.#call('stopHashing');
  }

  /** Keeps the whole picture as it is now, in the page. */
  keep(): Promise<void> {
    return this.#call('keep');
  }

  /** @returns what was kept */
  async kept(): Promise<Pixels> {
    const { widthPx, heightPx, base64 } = await this.#call('kept');
    return { widthPx, heightPx, rgba: new Uint8ClampedArray(Buffer.from(base64, 'base64')) };
  }

  /** @throws NoFigure when what was read proves nothing */
  async check(report: PageReport): Promise<void> {
    checkReport(report, this.#screen);
    const count = await this.#page.locator(this.#selector).count();
    if (count !== 1) throw new NoFigure(`${count} elements match ${this.#selector}: which is the picture?`);
    checkClocks(await this.#clockOffset());
  }

  /** @returns by how much the page's clock differs from this process's, in milliseconds, at the least */
  async #clockOffset(): Promise<number> {
    const offsets: number[] = [];
    for (let i = 0; i < 10; i++) {
      const before = performance.timeOrigin + performance.now();
      const there = await this.#page.evaluate(() => performance.timeOrigin + performance.now());
      const after = performance.timeOrigin + performance.now();
      offsets.push(there < before ? there - before : there > after ? there - after : 0);
    }
    return offsets.reduce((least, offset) => (Math.abs(offset) < Math.abs(least) ? offset : least));
  }

  #call<K extends keyof PictureWatch>(
    name: K,
    ...args: Parameters<PictureWatch[K]>
  ): Promise<ReturnType<PictureWatch[K]>> {
    return this.#page.evaluate(
      ([method, given]) => {
        const { pictureWatch } = window as unknown as {
          pictureWatch: Record<string, (...values: unknown[]) => unknown>;
        };
        return pictureWatch[method]?.(...given);
      },
      [name as string, args as unknown[]] as const,
    ) as Promise<ReturnType<PictureWatch[K]>>;
  }
}

/** @throws NoFigure when the picture was scaled or cropped, or the marker was not readable */
export function checkReport(
  { shapes, longestUnreadableMs }: Pick<PageReport, 'shapes' | 'longestUnreadableMs'>,
  { widthPx, heightPx }: ScreenPixels,
): void {
  const whole = `${widthPx}×${heightPx} shown at ${widthPx}×${heightPx}`;
  const wrong = shapes.find((shape) => shape !== whole);
  if (wrong !== undefined) throw new NoFigure(`scaled or cropped: the picture was ${wrong}, not ${whole}`);
  if (shapes.length === 0) throw new NoFigure('no picture on the page');
  if (longestUnreadableMs > READABLE_WITHIN_MS)
    throw new NoFigure(`the marker could not be read for ${(longestUnreadableMs / 1000).toFixed(1)} s`);
}

/** @throws NoFigure when the clocks are not aligned */
export function checkClocks(offsetMs: number): void {
  if (Math.abs(offsetMs) > CLOCKS_AGREE_MS)
    throw new NoFigure(`the page's clock differs by ${offsetMs.toFixed(1)} ms`);
}

/** The hash that the page computes, of the same pixels: FNV-1a of words, every fourth by itself, because each step waits for the one before. */
export function hashOf({ rgba }: Pixels): number {
  const words = new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.length / 4);
  const lanes = [1, 2, 3, 4];
  for (let i = 0; i < words.length; i++) lanes[i % 4] = Math.imul(lanes[i % 4]! ^ words[i]!, 0x01000193);
  return lanes.reduce((hash, lane) => Math.imul(hash ^ lane, 0x01000193)) >>> 0;
}
