import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureWindowsParts, windowsNode } from '../../scripts/lib/windows-parts.mjs';
import { Client } from './client.ts';
import type { Display } from './display.ts';
import { node, type Program, type Resources, root, until } from './resources.ts';

const exec = promisify(execFile);

/** Debian's loader for 64-bit programs; it is not on the PATH. */
const loader = '/usr/lib/wine/wine64';
const wineServer = '/usr/lib/wine/wineserver64';

const here = join(import.meta.dirname, 'wine');

/** One Windows user on a virtual X display: a Wine prefix of its own, in which the client runs on Node for Windows. */
export class Wine {
  readonly prefix: string;
  readonly #display: Display;

  private constructor(prefix: string, display: Display) {
    this.prefix = prefix;
    this.#display = display;
  }

  static async open(resources: Resources, display: Display): Promise<Wine> {
    ensureWindowsParts();
    const wine = new Wine(await resources.temporaryFolder('wine'), display);
    resources.add(() => exec(wineServer, ['-k'], { env: wine.#env }).catch(() => {}));
    await exec(loader, ['wineboot.exe', '--init'], { env: wine.#env });
    // Node refuses older ones, and that is what Wine is at first.
    await exec(loader, ['winecfg.exe', '-v', 'win10'], { env: wine.#env });
    await exec(wineServer, ['-w'], { env: wine.#env });
    return wine;
  }

  get #env(): NodeJS.ProcessEnv {
    return { ...process.env, ...this.env };
  }

  /** For programs of this user. */
  get env(): NodeJS.ProcessEnv {
    return {
      ...this.#display.env,
      WINEPREFIX: this.prefix,
      WINEDEBUG: '-all',
      // Neither .NET nor HTML: Wine would ask to download them.
      WINEDLLOVERRIDES: 'mscoree=;mshtml=',
    };
  }

  /** A file on drive C as Linux sees it. */
  path(...parts: readonly string[]): string {
    return join(this.prefix, 'drive_c', ...parts);
  }

  /** Starts a Windows program that lives as long as the test. */
  start(program: string, ...args: readonly string[]): Program {
    return this.#display.start(loader, [program, ...args], this.env);
  }

  /** Starts the client from the checkout, told what to do line by line. */
  startClient(serverUrl: string): Client {
    const resolve = `file:///Z:${join(here, 'resolve.mjs')}`;
    const main = `Z:${join(root, 'apps/client/src/main.ts')}`;
    const args = ['--import', resolve, main, '--server', serverUrl, '--no-window', '--lang', 'nb'];
    return Client.of(
      this.#display.start(node, [join(here, 'outside.ts'), loader, windowsNode, ...args], this.env),
    );
  }

  /** Kills the client's process as a crash would: without a last word. */
  async killClient(serverUrl: string): Promise<void> {
    const pattern = `client.src.main\\.ts --server ${serverUrl}`;
    const search = async () => {
      const { stdout } = await exec('pgrep', ['-f', pattern]).catch(() => ({ stdout: '' }));
      return stdout.trim().split('\n').filter(Boolean).map(Number);
    };
    for (const pid of await search()) process.kill(pid, 'SIGKILL');
    await until('the client is gone', async () => (await search()).length === 0);
  }
}
