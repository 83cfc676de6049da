import type { Browser, Locator, Page } from 'playwright-core';
import type { Pixels } from './display.ts';
import { PICTURE_CANVAS, readPixels, SCREEN_PICTURE } from './pixels-of.ts';
import { PATIENCE_MS } from './resources.ts';

/**
 * The helper's console in a browser, used as a person does: by roles and names, in bokmål.
 */
export class HelperConsole {
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

  static async open(
    browser: Browser,
    serverUrl: string,
    options: {
      locale?: string;
      viewport?: { width: number; height: number } | null;
      /** Runs in each page before its own scripts. */
      script?: string;
    } = {},
  ): Promise<HelperConsole> {
    const { locale = 'nb-NO', viewport = { width: 1280, height: 800 }, script } = options;
    const context = await browser.newContext({ locale, viewport, ignoreHTTPSErrors: true });
    if (script !== undefined) await context.addInitScript(script);
    const page = await context.newPage();
    const helper = new HelperConsole(page);
    await page.goto(`${serverUrl}/hjelper`);
    return helper;
  }

  async fillIn(
    credentials: { id: string; password: string },
    [name, organisation] = ['Kari Hansen', 'Leverandør AS'],
  ): Promise<void> {
    await this.page.getByLabel('ID', { exact: true }).fill(credentials.id);
    await this.page.getByLabel('Passord').fill(credentials.password);
    await this.page.getByLabel('Navnet ditt').fill(name);
    await this.page.getByLabel('Virksomhet').fill(organisation);
  }

  /** @param who name and organisation that the helper gives */
  async connect(credentials: { id: string; password: string }, who?: [string, string]): Promise<void> {
    await this.fillIn(credentials, who);
    await this.page.getByRole('button', { name: 'Koble til' }).click();
  }

  /** Waits for a sentence on the page. */
  async shows(text: string | RegExp, timeoutMs = PATIENCE_MS): Promise<void> {
    await this.page.getByText(text).first().waitFor({ state: 'visible', timeout: timeoutMs });
  }

  /** Waits for the first picture. */
  async connected(): Promise<void> {
    await this.page.getByRole('button', { name: 'Avslutt' }).waitFor({ state: 'visible' });
    await this.picture.waitFor({ state: 'visible' });
  }

  /**
   * Presses a button that asks the user for something, and gives the reason.
   * @param reason else the one that was given at connecting
   */
  async ask(button: string, reason?: string): Promise<void> {
    await this.page.getByRole('button', { name: button }).click();
    await this.sayWhy(reason);
  }

  /** Answers the question why, which comes before the user is asked. */
  async sayWhy(reason?: string): Promise<void> {
    const why = this.page.getByRole('dialog').getByLabel('Hva trenger du det til?');
    if (reason !== undefined) await why.fill(reason);
    await why.press('Enter');
    await why.waitFor({ state: 'detached' });
  }

  async askForControl(reason?: string): Promise<void> {
    await this.ask('Be om styring', reason);
  }

  /** Where the user's screen is shown. */
  get picture(): Locator {
    return this.page.locator(`.session-screen ${SCREEN_PICTURE}`);
  }

  /** What the helper sees, in remote pixels. @param shownIn the canvas, another than that of the session */
  async pixels(shownIn = `.session-screen ${PICTURE_CANVAS}`): Promise<Pixels> {
    const canvas = await this.page.evaluateHandle((selector) => {
      const source = document.querySelector<HTMLCanvasElement>(selector);
      if (source === null) throw new Error('no canvas');
      return source;
    }, shownIn);
    return readPixels(canvas);
  }

  /** Where a remote pixel lies on the page. */
  async at(xPx: number, yPx: number): Promise<{ x: number; y: number }> {
    const box = await this.picture.boundingBox();
    const size = await this.page.evaluate((selector) => {
      const canvas = document.querySelector<HTMLCanvasElement>(selector);
      return { widthPx: canvas?.width ?? 1, heightPx: canvas?.height ?? 1 };
    }, `.session-screen ${PICTURE_CANVAS}`);
    if (box === null) throw new Error('no canvas on the page');
    return {
      x: box.x + ((xPx + 0.5) * box.width) / size.widthPx,
      y: box.y + ((yPx + 0.5) * box.height) / size.heightPx,
    };
  }

  async moveTo(xPx: number, yPx: number): Promise<void> {
    const { x, y } = await this.at(xPx, yPx);
    await this.page.mouse.move(x, y);
  }

  async clickAt(
    xPx: number,
    yPx: number,
    options: Parameters<Page['mouse']['click']>[2] = {},
  ): Promise<void> {
    const { x, y } = await this.at(xPx, yPx);
    await this.page.mouse.click(x, y, options);
  }

  async end(): Promise<void> {
    await this.page.getByRole('button', { name: 'Avslutt' }).click();
  }
}
