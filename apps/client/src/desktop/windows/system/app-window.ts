import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { win32 } from 'node:path';
import type { Browser } from '../../../window/browser.ts';
import { loadShell } from './libraries.ts';

/** Browsers that the machine's owner has installed for everybody, below the folders for programs; the one that Windows has first. */
const browsers = [
  { program: 'Microsoft\\Edge\\Application\\msedge.exe', unseen: '--inprivate' },
  { program: 'Google\\Chrome\\Application\\chrome.exe', unseen: '--incognito' },
];
const folders = ['ProgramFiles(x86)', 'ProgramFiles', 'ProgramW6432'];

const SHOW_NORMALLY = 1;
/** ShellExecute answers with more than this when it worked. */
const SHELL_FAILED = 32;

/**
 * Shows the address as an app window of Edge or Chrome, else in the default browser. With the user's own profile: one of our own
 * would need a folder to write in, and nothing of ours is written on these machines. Unseen (InPrivate), so that no history remains;
 * where a policy forbids that, the browser opens an ordinary app window. The window is the browser's and closed by its page.
 * @param exited the browser could not be started
 */
export function openAppWindow(url: string, env: NodeJS.ProcessEnv, exited: () => void): Browser | undefined {
  const found = findBrowser(env, existsSync);
  const browser = { close: async () => {} };
  if (found === undefined) {
    const answer = loadShell().ShellExecuteW(null, 'open', url, null, null, SHOW_NORMALLY);
    return Number(answer) > SHELL_FAILED ? browser : undefined;
  }
  const child = spawn(found.program, [...appWindowArguments(url), found.unseen], {
    stdio: 'ignore',
    env,
    detached: true,
  });
  child.on('error', exited);
  // A browser that runs already takes the window over, and what was started ends at once with 0.
  child.on('exit', (code) => {
    if (code !== 0) exited();
  });
  child.unref();
  return browser;
}

/** @param isThere whether there is a file with that path */
export function findBrowser(
  env: NodeJS.ProcessEnv,
  isThere: (path: string) => boolean,
): { readonly program: string; readonly unseen: string } | undefined {
  for (const { program, unseen } of browsers) {
    for (const folder of folders) {
      const path = env[folder] && win32.join(env[folder], program);
      if (path && isThere(path)) return { program: path, unseen };
    }
  }
  return undefined;
}

function appWindowArguments(url: string): string[] {
  return [`--app=${url}`, '--window-size=420,680', '--no-first-run', '--no-default-browser-check'];
}
