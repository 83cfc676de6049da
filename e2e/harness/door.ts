import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { HelperConsole } from './console.ts';
import type { Display, Pixels } from './display.ts';
import { readPixels } from './pixels-of.ts';
import { PATIENCE_MS, type Resources, until } from './resources.ts';
import type { Stage } from './session.ts';

/** Shares the whole screen as if the user had chosen it in the browser's dialog. */
export const CHOOSES_SCREEN = '--auto-select-desktop-capture-source=Entire screen';

/**
 * The browser door in a browser with a real window, used as a person does: by roles and names, in bokmål.
 */
export class BrowserDoor {
  readonly page: Page;
  /** What the page's scripts and its Content-Security-Policy complained about. */
  readonly errors: string[] = [];
  /** Every address that it asked for. */
  readonly requests: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
    page.on('request', (request) => this.requests.push(request.url()));
    page.on('websocket', (socket) => this.requests.push(socket.url()));
  }

  /** What is not Chromium's own: it speaks of the camera, which the page may not have, when the screen is chosen. */
  get complaints(): string[] {
    return this.errors.filter((error) => !error.includes('Permissions policy violation: camera'));
  }

  static async open(
    resources: Resources,
    display: Display,
    serverUrl: string,
    options: { args?: readonly string[]; locale?: string; executablePath?: string } = {},
  ): Promise<BrowserDoor> {
    const { args = [CHOOSES_SCREEN], locale = 'nb-NO', ...browserOptions } = options;
    const { browser } = await openBrowser(resources, {
      display,
      args: ['--window-size=760,780', ...args],
      ...browserOptions,
    });
    return BrowserDoor.inBrowser(browser, serverUrl, locale);
  }

  static async inBrowser(browser: Browser, serverUrl: string, locale = 'nb-NO'): Promise<BrowserDoor> {
    const context = await browser.newContext({ locale, viewport: null, acceptDownloads: true });
    const door = new BrowserDoor(await context.newPage());
    await door.page.addInitScript(keepStream);
    await door.page.goto(`${serverUrl}/del`);
    return door;
  }

  async press(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name }).click();
  }

  async shows(text: string | RegExp, timeoutMs = PATIENCE_MS): Promise<void> {
    await this.page.getByText(text).first().waitFor({ state: 'visible', timeout: timeoutMs });
  }

  /** Starts, and reads ID and password off the page. */
  async credentials(): Promise<{ id: string; password: string }> {
    await this.press('Få ID og passord');
    return this.readAloud();
  }

  /** Reads ID and password off the page as the user reads them aloud. */
  async readAloud(): Promise<{ id: string; password: string }> {
    return until('the page shows ID and password', async () => {
      const text = await this.page.locator('main').textContent();
      const id = /\b\d{3}\s\d{3}\s\d{3}\b/.exec(text ?? '')?.[0];
      const password = /\b[A-Z]{4}\s[A-Z]{4}\s[A-Z]{4}\s[A-Z]{4}\b/.exec(text ?? '')?.[0];
      return id !== undefined && password !== undefined && { id, password };
    });
  }

  /** Goes to a button as somebody without a mouse does, and presses it. */
  async tabTo(name: string): Promise<void> {
    const button = this.page.getByRole('button', { name, exact: true });
    await button.waitFor();
    for (let presses = 0; presses < 60; presses++) {
      if (await button.evaluate((element) => element === document.activeElement)) {
        await this.page.keyboard.press('Enter');
        return;
      }
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`no way to "${name}" with the keyboard`);
  }

  /** The newest frame that the browser gave the page, as it draws it. */
  async capturedPixels(): Promise<Pixels> {
    const frame = await this.page.evaluateHandle(async () => {
      const { sharedStream } = window as unknown as { sharedStream: MediaStream };
      const video = document.createElement('video');
      video.muted = true;
      video.srcObject = sharedStream;
      await video.play();
      await new Promise((drawn) => video.requestVideoFrameCallback(drawn));
      const canvas = document.createElement('canvas');
      canvas.width = video.videoWidth;
      canvas.height = video.videoHeight;
      canvas.getContext('2d')?.drawImage(video, 0, 0);
      video.srcObject = null;
      return canvas;
    });
    return readPixels(frame);
  }

  /** How many pictures a second the page asks the browser for. */
  captureRate(): Promise<number | undefined> {
    return this.page.evaluate(() => {
      const { sharedStream } = window as unknown as { sharedStream: MediaStream };
      return sharedStream.getVideoTracks()[0]?.getSettings().frameRate;
    });
  }

  /** The small copy shows itself in itself: it takes seconds until nothing changes. */
  async hideCopy(): Promise<void> {
    await this.page.locator('.door-copy').evaluate((copy) => {
      (copy as HTMLElement).hidden = true;
    });
  }

  /** The small copy of the screen. */
  async copyPixels(where: 'page' | 'hint'): Promise<Pixels> {
    const canvas = await this.page.evaluateHandle((isHint) => {
      const { documentPictureInPicture } = window as unknown as {
        documentPictureInPicture: { window: Window | null };
      };
      const shown = isHint ? documentPictureInPicture.window?.document : document;
      const found = shown?.querySelector('canvas');
      if (!found) throw new Error('no copy');
      return found;
    }, where === 'hint');
    return readPixels(canvas);
  }
}

/** The user in a browser on the display, the helper in another browser, up to the helper's first picture. */
export async function share(
  resources: Resources,
  { display, server, running }: Stage,
): Promise<{ door: BrowserDoor; helper: HelperConsole }> {
  const door = await BrowserDoor.open(resources, display, server.url);
  const helper = await HelperConsole.open(running.browser, server.url);
  await helper.connect(await door.credentials());
  await door.shows('Kari Hansen vil se skjermen din');
  await door.press('Tillat');
  await door.shows('Kari Hansen ser skjermen din');
  await helper.connected();
  return { door, helper };
}

/** In the page: leaves what was shared where a test can look at it. */
function keepStream(): void {
  const devices = navigator.mediaDevices;
  const ask = devices.getDisplayMedia.bind(devices);
  devices.getDisplayMedia = async (options) => {
    const stream = await ask(options);
    Object.assign(window, { sharedStream: stream });
    return stream;
  };
}
