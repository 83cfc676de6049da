import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { findProgram } from '../find-program.ts';
import { createProfileFolder, removeProfileFolder, removeStaleProfiles } from './profile-folder.ts';

/** Browsers that can show a page as a window of its own, the most likely first. */
const APP_BROWSERS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'brave-browser',
];

const QUIT_WAIT_MS = 3000;

export interface Browser {
  /** Ends the browser that was started, and removes its profile. May be called twice. */
  close(): Promise<void>;
}

/**
 * Shows the address as an app window of the system's Chromium, Chrome or Edge with a profile of its own that is deleted at
 * the end; without one, in the default browser, whose windows are not ours to close.
 * @param exited the window's own browser ended by itself
 * @returns undefined when there is no browser
 */
export function openBrowser(url: string, env: NodeJS.ProcessEnv, exited: () => void): Browser | undefined {
  for (const name of APP_BROWSERS) {
    const program = findProgram(name, env);
    if (program !== undefined) return openAppWindow(program, url, env, exited);
  }
  const opener = findProgram('xdg-open', env);
  if (opener === undefined) return undefined;
  const child = spawn(opener, [url], { stdio: 'ignore', env });
  child.on('error', exited);
  child.on('exit', (code) => {
    if (code !== 0) exited();
  });
  return { close: async () => void child.kill() };
}

function openAppWindow(program: string, url: string, env: NodeJS.ProcessEnv, exited: () => void): Browser {
  const parent = env['XDG_RUNTIME_DIR'] || tmpdir();
  const profile = createProfileFolder(parent);
  // A process group of its own: Ctrl-C in a terminal reaches only the client, which then ends the browser.
  const child = spawn(program, appWindowArguments(url, profile), { stdio: 'ignore', env, detached: true });
  // What cannot be removed now is tried again at the next start.
  const sweeping = removeStaleProfiles(parent).catch(() => {});
  let closing: Promise<void> | undefined;
  child.on('error', exited);
  child.on('exit', () => {
    if (closing === undefined) exited();
  });
  return {
    close() {
      closing ??= Promise.all([sweeping, quit(child)]).then(() => removeProfileFolder(profile));
      return closing;
    },
  };
}

/** @param profile an empty folder that only this user can read */
export function appWindowArguments(url: string, profile: string): string[] {
  return [
    `--app=${url}`,
    `--user-data-dir=${profile}`,
    '--class=fjernhjelp',
    '--window-size=420,680',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-extensions',
    '--disable-sync',
    '--disable-gpu',
    '--no-proxy-server',
    '--password-store=basic',
    // The sandbox refuses root; the second hides the bar that says so.
    ...(process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []),
  ];
}

async function quit(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  const ended = child.exitCode !== null || child.signalCode !== null;
  if (!ended) {
    const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), QUIT_WAIT_MS);
    await exit;
    clearTimeout(timer);
  }
  try {
    // What the browser left behind in its group.
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
