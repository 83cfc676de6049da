import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { quietFlags } from './browser.ts';
import { freePort, PATIENCE_MS, type Resources, until } from './resources.ts';

/** A browser that is just starting may never answer the one who came too early: each try leaves time for others. */
const ATTACHES_WITHIN_MS = PATIENCE_MS / 8;

/**
 * The user's program with its real window: the app window that it opens is driven as a person would, by roles and names.
 * A `chromium` that stands first on PATH adds a debugging port; the program itself is as it ships.
 */
export class ClientWindow {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /**
   * @param args for the browser, on top
   * @returns the environment under which a client's browser can be reached, and how to reach it
   */
  static async prepare(
    resources: Resources,
    language = 'nb',
    args: readonly string[] = [],
  ): Promise<{
    env: NodeJS.ProcessEnv;
    /** Under Wine, where an address is given to the system: a desktop's own links would not find their program with it. */
    wineEnv: NodeJS.ProcessEnv;
    titles(): Promise<string[]>;
    attach(): Promise<ClientWindow>;
  }> {
    const folder = await resources.temporaryFolder('bin');
    const port = await freePort();
    const wrapper = join(folder, 'chromium');
    await writeFile(
      wrapper,
      `#!/bin/sh\nexec /usr/bin/chromium --remote-debugging-port=${port} --lang=${language} ${args.join(' ')} "$@"\n`,
    );
    // What Wine opens an address with; there the client gives the browser no profile of its own.
    const openerFolder = await resources.temporaryFolder('opener');
    const opener = join(openerFolder, 'xdg-open');
    const profile = await resources.temporaryFolder('profile');
    const flags = [...quietFlags, `--user-data-dir=${profile}`].join(' ');
    await writeFile(opener, `#!/bin/sh\nexec ${wrapper} ${flags} "$@"\n`);
    for (const file of [wrapper, opener]) await chmod(file, 0o755);
    const path = `${folder}:${process.env.PATH}`;
    return {
      env: { PATH: path },
      wineEnv: { PATH: `${openerFolder}:${path}` },
      titles: () => ClientWindow.#titles(port),
      attach: () => ClientWindow.#attach(resources, port),
    };
  }

  /** Titles of the browser's pages so far; cheap to ask, and the page hears nothing of it. */
  static async #titles(port: number): Promise<string[]> {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
      return ((await answer.json()) as { title: string }[]).map(({ title }) => title);
    } catch {
      return [];
    }
  }

  static async #attach(resources: Resources, port: number): Promise<ClientWindow> {
    const page = await until('the client shows its window', async () => {
      const browser = await chromium
        .connectOverCDP(`http://127.0.0.1:${port}`, { timeout: ATTACHES_WITHIN_MS })
        .catch(() => undefined);
      const found = browser
        ?.contexts()
        .flatMap((context) => context.pages())
        .find((candidate) => candidate.url().includes('window.html'));
      if (found === undefined) await browser?.close();
      else resources.add(() => browser?.close());
      return found;
    });
    page.context().setDefaultTimeout(PATIENCE_MS);
    return new ClientWindow(page);
  }

  /** Reads ID and password off the window, as the user reads them aloud. */
  async readAloud(): Promise<{ id: string; password: string }> {
    return until('the window shows ID and password', async () => {
      const text = await this.page.locator('main').textContent();
      const id = /\b\d{3}\s\d{3}\s\d{3}\b/.exec(text ?? '')?.[0];
      const password = /\b[A-Z]{4}\s[A-Z]{4}\s[A-Z]{4}\s[A-Z]{4}\b/.exec(text ?? '')?.[0];
      return id !== undefined && password !== undefined && { id, password };
    });
  }

  async press(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name }).click();
  }

  async shows(text: string | RegExp, timeoutMs = PATIENCE_MS): Promise<void> {
    await this.page.getByText(text).first().waitFor({ state: 'visible', timeout: timeoutMs });
  }
}
