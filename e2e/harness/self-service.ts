import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { ClientWindow } from './client-window.ts';
import type { Display } from './display.ts';
import { node, type Resources, root, until } from './resources.ts';

/** The user's language, and what they press in it. */
export interface Way {
  readonly language: string;
  /** Name of the portal's link to remote help. */
  readonly entry: string;
  /** Name of the button that starts it. */
  readonly start: string;
  /** Sees each page before anything is pressed on it. */
  onPage?(step: 'portal' | 'start', page: Page): Promise<void>;
  /** Another browser than Debian's Chromium as it is. */
  readonly executablePath?: string;
  /** How the user presses what is on the page: with the mouse when it is not said. */
  press?(target: Locator): Promise<void>;
}

export const bokmal: Way = { language: 'nb', entry: 'Fjernhjelp', start: 'Start fjernhjelp' };

/**
 * The user's way in: the operator has put the client on the machine and tied `fjernhjelp:` links to it; the user opens the
 * portal in a browser on the desktop, presses the button, and lets the browser open the program.
 */
export async function startFromPortal(
  resources: Resources,
  display: Display,
  serverUrl: string,
  way: Way = bokmal,
): Promise<ClientWindow> {
  const { language, entry, start, onPage = async () => {}, press = (target) => target.click() } = way;
  const home = await resources.temporaryFolder('home');
  const { env: browserEnv, attach } = await ClientWindow.prepare(resources, language);
  const env = {
    ...browserEnv,
    HOME: home,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CURRENT_DESKTOP: undefined,
    LANG: `${language}_NO.UTF-8`,
  };
  const registered = display.start(
    node,
    [join(root, 'apps/client/src/main.ts'), '--register-link', '--server', serverUrl],
    env,
  );
  if ((await registered.exited) !== 0) throw new Error(registered.stderr);

  const { browser } = await openBrowser(resources, {
    display,
    env,
    ...(way.executablePath !== undefined && { executablePath: way.executablePath }),
    args: ['--window-size=1100,820', '--window-position=20,20', '--disable-features=Translate'],
  });
  const page = await browser.newPage({ viewport: null, locale: language });
  await page.goto(serverUrl);
  const link = page.getByRole('link', { name: entry }).first();
  await link.waitFor();
  await onPage('portal', page);
  await press(link);
  const button = page.getByRole('button', { name: start });
  await button.waitFor();
  await onPage('start', page);
  // What is not drawn yet is dark, too.
  const before = await until('the page is drawn', async () => {
    const brightness = await pageBrightness(display);
    return brightness > LIGHT && brightness;
  });
  await press(button);
  let now = before;
  await until(
    'the browser asks',
    async () => {
      now = await pageBrightness(display);
      return isDimmed(now, before);
    },
    undefined,
    () => `the page was ${before} light before, and is ${now}`,
  );
  await confirmOpening(display, before);
  return attach();
}

/** The page's ground is lighter, in all of its parts. */
const LIGHT = 200;

/** How light the margin of the page is: the browser dims it while it asks, in the same X window. */
async function pageBrightness(display: Display): Promise<number> {
  const { rgba, widthPx } = await display.screenshot();
  return rgba[(700 * widthPx + 40) * 4] ?? 0;
}

/** What the page shows there may change meanwhile, by a shade. */
const isDimmed = (brightness: number, before: number): boolean => brightness < before * 0.85;

/** Chromium's own question begins on "cancel" and takes no answer for half a second: answers until it is gone. */
async function confirmOpening(display: Display, brightnessBefore: number): Promise<void> {
  await display.run('xdotool', ['key', 'Tab']);
  await until('the browser takes the answer', async () => {
    await display.run('xdotool', ['key', 'Return']);
    return until(
      'it is gone',
      async () => !isDimmed(await pageBrightness(display), brightnessBefore),
      700,
    ).catch(() => false);
  });
}
