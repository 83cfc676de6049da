import { type Browser, chromium } from 'playwright-core';
import type { Display } from './display.ts';
import { PATIENCE_MS, type Resources } from './resources.ts';

/** For tests as root, without a network and without a graphics card. */
export const quietFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface RunningBrowser {
  readonly browser: Browser;
  /** The browser's main process; its renderers are descendants. */
  readonly pid: number;
}

/** Debian's Chromium: headless, or with a real window on a virtual display. */
export async function openBrowser(
  resources: Resources,
  options: {
    display?: Display;
    args?: readonly string[];
    env?: NodeJS.ProcessEnv;
    executablePath?: string;
  } = {},
): Promise<RunningBrowser> {
  const { display, args = [], env = {}, executablePath = '/usr/bin/chromium' } = options;
  const browser = await chromium.launch({
    executablePath,
    headless: display === undefined,
    timeout: PATIENCE_MS,
    args: [...quietFlags, ...args],
    env: { ...process.env, ...display?.env, ...env } as Record<string, string>,
  });
  resources.add(() => browser.close());
  return { browser: patient(browser), pid: await mainProcessOf(browser) };
}

/** @returns the number of a browser's main process; its renderers are descendants */
export async function mainProcessOf(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const main = processInfo.find(({ type }) => type === 'browser');
  if (main === undefined) throw new Error('the browser does not tell which process it is');
  return main.id;
}

/** Every page that is opened in it waits as long as everything else here does. */
function patient(browser: Browser): Browser {
  const open = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await open(options);
    context.setDefaultTimeout(PATIENCE_MS);
    return context;
  };
  return browser;
}
