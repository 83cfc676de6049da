import { type Browser, launch, type Page } from 'puppeteer-core';
import type { Display } from './display.ts';
import { PATIENCE_MS, type Resources } from './resources.ts';

/**
 * Debian's Firefox, driven over WebDriver BiDi: headless, or with a real window on a virtual display. Playwright drives only a
 * Firefox of its own.
 * @param options.language what its pages are told that the person reads
 * @param options.prefs as in about:config
 */
export async function openFirefox(
  resources: Resources,
  options: {
    display?: Display;
    language?: string;
    args?: readonly string[];
    prefs?: Readonly<Record<string, unknown>>;
  } = {},
): Promise<Browser> {
  const { display, language = 'nb', args = [], prefs = {} } = options;
  const browser = await launch({
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    headless: display === undefined,
    timeout: PATIENCE_MS,
    args: [...args],
    env: { ...process.env, ...display?.env } as Record<string, string>,
    extraPrefsFirefox: { 'intl.accept_languages': `${language}, en`, ...prefs },
  });
  resources.add(() => browser.close());
  return browser;
}

/** A page that is used by roles and names, as a person does. */
export class FirefoxPage {
  readonly page: Page;
  /** What the page's scripts complained about. */
  readonly errors: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
  }

  static async open(browser: Browser, url: string): Promise<FirefoxPage> {
    const opened = new FirefoxPage(await browser.newPage());
    opened.page.setDefaultTimeout(PATIENCE_MS);
    await opened.page.setViewport({ width: 1280, height: 800 });
    await opened.page.goto(url);
    return opened;
  }

  async press(name: string, role = 'button'): Promise<void> {
    await this.page.locator(`::-p-aria([name="${name}"][role="${role}"])`).click();
  }

  async fill(name: string, text: string): Promise<void> {
    const field = await this.page.waitForSelector(`::-p-aria([name="${name}"][role="textbox"])`);
    await field?.type(text);
  }

  /** Waits for a sentence on the page. */
  async shows(text: string): Promise<void> {
    await this.page.locator(`::-p-text(${text})`).wait();
  }
}
