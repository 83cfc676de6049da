import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { AxeRecorder } from './axe-results.ts';

/** How somebody sees a page. `width` is the window's, in CSS pixels. */
export interface Look {
  readonly language: 'nb' | 'nn' | 'en';
  readonly width: number;
  readonly scheme: 'light' | 'dark' | 'forced';
}

/** Which part of the product a picture is of, as the accessibility statement counts them. */
function partOf(name: string): string {
  if (name.startsWith('session-')) return 'console';
  const first = /^[a-z]+/.exec(name)?.[0] ?? name;
  return ['console', 'door', 'guide', 'statement', 'window'].includes(first) ? first : 'portal';
}

/** How high a window of that width is: a zoomed one, a telephone or the client's own, a tablet held upright and lying, the smallest laptop. */
const heights: Readonly<Record<number, number>> = {
  210: 320,
  320: 640,
  420: 640,
  820: 1180,
  1180: 820,
  1280: 720,
};

/** The pictures of a run, and what is wrong with what they show. */
export class Album {
  readonly folder: string;
  readonly #browser: Browser;
  readonly #axe: string;
  readonly #named: string;
  readonly #recorder = new AxeRecorder();
  readonly #problems: string[] = [];
  #count = 0;

  private constructor(browser: Browser, folder: string, named: string, axe: string) {
    this.#browser = browser;
    this.folder = folder;
    this.#named = named;
    this.#axe = axe;
  }

  /**
   * @param folder made anew
   * @param named only pictures with this in their name are taken
   */
  static async begin(browser: Browser, folder: string, named: string): Promise<Album> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    return new Album(browser, folder, named, axe);
  }

  get count(): number {
    return this.#count;
  }

  get problems(): readonly string[] {
    return this.#problems;
  }

  problem(text: string): void {
    this.#problems.push(text);
  }

  /** Takes one picture and asks axe. */
  async take(page: Page, name: string, look: Look): Promise<void> {
    if (!name.includes(this.#named)) return;
    const file = `${name}.${look.language}.${look.width}.${look.scheme}.png`;
    await page.evaluate(() => document.fonts.ready);
    // It rests on nothing.
    await page.mouse.move(0, 0);
    // A bar that stays at the bottom of the window would lie in the middle of a picture of the whole page.
    const hasBar = (await page.locator('.window').count()) > 0;
    await page.screenshot({ path: join(this.folder, file), fullPage: !hasBar || look.width < 300 });
    this.#count += 1;
    const hasAxe = await page.evaluate(() => 'axe' in window);
    if (!hasAxe) await page.evaluate(this.#axe);
    // What lies below the bar can be scrolled out from it: its size is not what is seen of it.
    const placeBar = (position: '' | 'static') =>
      page.locator('.window-foot').evaluateAll((bars: HTMLElement[], position) => {
        for (const bar of bars) bar.style.position = position;
      }, position);
    await placeBar('static');
    const found = (await page.evaluate(
      (isForced) =>
        // @ts-expect-error axe is put into the page as a whole script.
        window.axe.run(document, {
          // Left out by axe unless it is asked for: WCAG 2.2, 2.5.8.
          rules: { 'color-contrast': { enabled: !isForced }, 'target-size': { enabled: true } },
        }),
      // The system chooses those colours, and axe reads the ones that it replaced.
      look.scheme === 'forced',
    )) as AxeResults;
    await placeBar('');
    const { violations } = found;
    this.#recorder.add(partOf(name), name, found);
    for (const { id, nodes } of violations)
      this.problem(
        `${file}: ${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
      );
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    if (isWide) this.problem(`${file}: wider than the window`);
  }

  /** @returns a page of a browser of its own; its errors are problems */
  async open(look: Look, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext({
      viewport: { width: look.width, height: heights[look.width] ?? 720 },
      hasTouch: look.width === 820 || look.width === 1180,
      locale: { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' }[look.language],
      colorScheme: look.scheme === 'dark' ? 'dark' : 'light',
      forcedColors: look.scheme === 'forced' ? 'active' : 'none',
      reducedMotion: 'reduce',
      ...options,
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => this.problem(`${page.url()}: ${error}`));
    page.on('console', (message) => {
      // The link of a program that is not installed here, and what a picture is of that cannot be fetched.
      if (message.type() === 'error' && !/fjernhjelp:|net::ERR_FAILED/.test(message.text()))
        this.problem(`${page.url()}: ${message.text()}`);
    });
    return page;
  }

  /** Writes the problems down; @param isWhole what the accessibility statement says is renewed too */
  async close(isWhole: boolean): Promise<void> {
    await writeFile(
      join(this.folder, 'problems.txt'),
      this.#problems.map((problem) => `${problem}\n`).join(''),
    );
    if (isWhole) this.#recorder.write(new Date().toISOString().slice(0, 10));
  }
}
