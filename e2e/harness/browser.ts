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
  const server = await chromium.launchServer({
    executablePath,
    headless: display === undefined,
    timeout: PATIENCE_MS,
    args: [...quietFlags, ...args],
    env: { ...process.env, ...display?.env, ...env } as Record<string, string>,
  });
  resources.add(() => server.close());
  return { browser: patient(await chromium.connect(server.wsEndpoint())), pid: server.process().pid ?? 0 };
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
