import type { UserCommand } from '@fjernhjelp/host/status';
import { systemClock } from '@fjernhjelp/protocol';
import type { FileSource } from '@fjernhjelp/session/transfer';
import type { Display } from '../display.ts';
import { StartProblem } from '../start-problem.ts';
import { createWindowVoice } from '../voice/window-voice.ts';
import type { Browser } from './browser.ts';
import { hasWindowPage } from './static-pages.ts';
import { openWindowServer } from './window-server.ts';

/** A cold browser on a slow machine takes a while; one that shows nothing for so long never will. */
const OPENING_MS = 60_000;

export interface WindowDisplayOptions {
  /** The built pages, with `window.html`. */
  pagesFolder: string;
  language: string;
  sounds: boolean;
  /** @returns undefined when there is no browser @param exited its browser ended by itself */
  openWindow(url: string, exited: () => void): Browser | undefined;
  command(command: UserCommand): void;
  /** The user chose files for a helper. */
  chose(person: number, source: FileSource): void;
  /** The window's page is there and connected. */
  opened(): void;
  /** The user closed it. */
  closed(): void;
  /** It could not be shown at all. */
  failed(problem: StartProblem): void;
}

/**
 * The user's window: a page on the loopback interface in a browser window of its own.
 * @throws StartProblem "window-missing" | "no-browser"
 */
export async function openWindowDisplay(options: WindowDisplayOptions): Promise<Display> {
  const { pagesFolder } = options;
  if (!hasWindowPage(pagesFolder)) throw new StartProblem('window-missing');
  let opened = false;
  let over = false;
  let browser: Browser | undefined;

  const voice = createWindowVoice();
  const server = await openWindowServer({
    pagesFolder,
    clock: systemClock,
    language: options.language,
    sounds: options.sounds,
    command: options.command,
    chose: options.chose,
    canTalk: voice.attach,
    opened() {
      clearTimeout(openingTimer);
      if (!opened) options.opened();
      opened = true;
    },
    gone: leave,
  });
  const openingTimer = setTimeout(() => options.failed(new StartProblem('no-browser')), OPENING_MS);

  function leave(): void {
    if (over) return;
    if (opened) options.closed();
    else options.failed(new StartProblem('no-browser'));
  }

  async function close(): Promise<void> {
    over = true;
    clearTimeout(openingTimer);
    await browser?.close();
    await server.close();
  }

  browser = options.openWindow(server.url, leave);
  if (browser === undefined) {
    await close();
    throw new StartProblem('no-browser');
  }
  return { show: server.show, voice, close };
}
