import type { Language } from './languages.ts';
import type { Browser } from './window/browser.ts';

/** What the client needs of the system besides its desktop. Which system it is, this file alone knows. */
export interface System {
  /** The person's language as the system has it. */
  language(env: NodeJS.ProcessEnv): Language;
  /** Shows a sentence to somebody who has no terminal to read it in; at the latest when the process ends. */
  showMessage(sentence: string, env: NodeJS.ProcessEnv): void;
  /**
   * The proxy that the system's own settings name for the server, which are only read.
   * @param server the server's origin
   * @returns undefined when the line is direct, or the settings lead nowhere
   */
  findProxy(server: string): Promise<URL | undefined>;
  /**
   * Shows the address as a window of its own where a browser can, else in the default browser.
   * @param exited the window's own browser ended by itself
   * @returns undefined when there is no browser
   */
  openWindow(url: string, env: NodeJS.ProcessEnv, exited: () => void): Browser | undefined;
  /** Lets links of the portal open this program for this user. @throws StartProblem "link-failed" */
  registerLink(command: readonly string[], env: NodeJS.ProcessEnv): Promise<void>;
}

export async function loadSystem(): Promise<System> {
  if (process.platform === 'win32') {
    const { openWindowsSystem } = await import('./desktop/windows/system/index.ts');
    return openWindowsSystem();
  }
  const { linuxSystem } = await import('./linux-system.ts');
  return linuxSystem;
}
