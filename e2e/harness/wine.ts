import { execFile, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureWindowsParts, windowsNode } from '../../scripts/lib/windows-parts.mjs';
import { Client } from './client.ts';
import type { Display } from './display.ts';
import { once } from './once.ts';
import { node, type Program, type Resources, root, runFolder, until } from './resources.ts';

const exec = promisify(execFile);

/** Debian's loader for 64-bit programs; it is not on the PATH. */
const loader = '/usr/lib/wine/wine64';
const wineServer = '/usr/lib/wine/wineserver64';

const here = join(import.meta.dirname, 'wine');

/** No program that is run to its end takes so long, on a busy machine either. */
const ENDS_WITHIN_MS = 120_000;

export interface WineRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One Windows user: a Wine prefix of its own, on a virtual X display when one is given. */
export class Wine {
  readonly #prefix: string;
  readonly #resources: Resources;
  /** For programs of this user. */
  readonly env: NodeJS.ProcessEnv;

  private constructor(resources: Resources, prefix: string, env: NodeJS.ProcessEnv) {
    this.#resources = resources;
    this.#prefix = prefix;
    this.env = env;
  }

  static async open(resources: Resources, display?: Display): Promise<Wine> {
    await once('windows-parts', ensureWindowsParts);
    const prefix = await resources.temporaryFolder('wine');
    const home = await resources.temporaryFolder('wine-home');
    const wine = new Wine(resources, prefix, { ...environment(prefix, home), ...display?.env });
    resources.add(() => exec(wineServer, ['-k'], { env: wine.env }).catch(() => {}));
    await fillPrefix(prefix, home);
    return wine;
  }

  /** A file on drive C as Linux sees it. */
  path(...parts: readonly string[]): string {
    return join(this.#prefix, 'drive_c', ...parts);
  }

  /** A file of this machine as Windows programs name it. */
  windowsPath(file: string): string {
    return `Z:${file.replaceAll('/', '\\')}`;
  }

  /** Starts a Windows program that lives as long as the test. */
  start(program: string, ...args: readonly string[]): Program {
    return this.#resources.spawn(loader, [program, ...args], { env: this.env });
  }

  /**
   * Starts a program as a double click does: nothing is joined to it. It lives as long as the test.
   * @returns what ends it, and everything that it started, at once
   */
  open(program: string, env: NodeJS.ProcessEnv = {}): () => void {
    const log = openSync(join(this.#prefix, 'opened.log'), 'a');
    const child = spawn(loader, [program], { env: { ...this.env, ...env }, stdio: ['ignore', log, log] });
    closeSync(log);
    const kill = () => void child.kill('SIGKILL');
    this.#resources.add(kill);
    return kill;
  }

  /**
   * Runs a Windows program to its end. A pipe as its output fails there (FACTS): it is a file.
   * @throws Error what it has said when it does not end by itself
   */
  async run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<WineRun> {
    const folder = await this.#resources.temporaryFolder('wine-run');
    const [out, err] = [join(folder, 'stdout'), join(folder, 'stderr')];
    const [outFile, errFile] = [openSync(out, 'w'), openSync(err, 'w')];
    const child = spawn(loader, [program, ...args], {
      cwd: folder,
      env: { ...this.env, ...env },
      stdio: ['ignore', outFile, errFile],
    });
    closeSync(outFile);
    closeSync(errFile);
    const output = async () => ({ stdout: await readFile(out, 'utf8'), stderr: await readFile(err, 'utf8') });
    const exitCode = await new Promise<number | undefined>((resolve, reject) => {
      const overdue = setTimeout(resolve, ENDS_WITHIN_MS);
      child.once('error', reject);
      child.once('exit', (code) => resolve(code ?? -1));
      child.once('close', () => clearTimeout(overdue));
    });
    if (exitCode === undefined) {
      child.kill('SIGKILL');
      throw new Error(`${[program, ...args].join(' ')} does not end: ${JSON.stringify(await output())}`);
    }
    return { exitCode, ...(await output()) };
  }

  /** Runs one of this harness's scripts on Node for Windows, with koffi at hand. */
  script(name: string, ...args: readonly string[]): Promise<WineRun> {
    const resolve = `file:///Z:${join(here, 'resolve.mjs')}`;
    return this.run(windowsNode, ['--import', resolve, `Z:${join(here, name)}`, ...args]);
  }

  /** Starts the client from the checkout, told what to do line by line. */
  startClient(serverUrl: string): Client {
    const resolve = `file:///Z:${join(here, 'resolve.mjs')}`;
    const main = `Z:${join(root, 'apps/client/src/main.ts')}`;
    return this.#startJoined(windowsNode, '--import', resolve, main, '--server', serverUrl, ...plain);
  }

  /** Starts the packed program in the same way: the server is in its settings. @param executable as Linux sees it */
  startPacked(executable: string): Client {
    return this.#startJoined(this.windowsPath(executable), ...plain);
  }

  #startJoined(program: string, ...args: readonly string[]): Client {
    const outside = [join(here, 'outside.ts'), loader, windowsNode, program, ...args];
    return Client.of(this.#resources.spawn(node, outside, { env: this.env }));
  }

  /** Kills this user's client as a crash would: without a last word. @param like a regular expression for its command line */
  async killClient(like: string): Promise<void> {
    const search = async () => {
      const { stdout } = await exec('pgrep', ['-f', like]).catch(() => ({ stdout: '' }));
      const found = stdout.trim().split('\n').filter(Boolean).map(Number);
      const ours = await Promise.all(found.map((pid) => this.#isOurs(pid)));
      return found.filter((_, index) => ours[index]);
    };
    for (const pid of await search()) process.kill(pid, 'SIGKILL');
    await until('the client is gone', async () => (await search()).length === 0);
  }

  async #isOurs(pid: number): Promise<boolean> {
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    return environment.split('\0').includes(`WINEPREFIX=${this.#prefix}`);
  }

  /** Every path below the users' AppData and every folder for temporary files, sorted. */
  async traces(): Promise<string[]> {
    const all = await pathsBelow(this.path());
    return all.filter((path) => /\/(AppData|Temp)\//i.test(path)).sort();
  }
}

const environment = (prefix: string, home: string): NodeJS.ProcessEnv => ({
  ...process.env,
  WINEPREFIX: prefix,
  // Where Wine would put "Documents" and the like.
  HOME: home,
  WINEDEBUG: '-all',
  // Neither .NET nor HTML: Wine would ask to download them.
  WINEDLLOVERRIDES: 'mscoree=;mshtml=',
  LC_ALL: 'C.UTF-8',
});

/** A new Windows is set up once in a run, and copied. */
async function fillPrefix(prefix: string, home: string): Promise<void> {
  if (runFolder === undefined) {
    await setUpWindows(prefix, home);
    return;
  }
  const [first, firstHome] = [join(runFolder, 'wine-prefix'), join(runFolder, 'wine-home')];
  await once('wine-prefix', async () => {
    for (const folder of [first, firstHome]) {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder);
    }
    await setUpWindows(first, firstHome);
  });
  await exec('cp', ['-a', '--reflink=auto', `${first}/.`, prefix]);
  // "Documents" and the like lead there.
  const users = join(prefix, 'drive_c', 'users');
  await exec('find', [users, '-lname', firstHome, '-exec', 'ln', '-sfn', home, '{}', ';']);
}

async function setUpWindows(prefix: string, home: string): Promise<void> {
  const env = environment(prefix, home);
  // Node refuses older ones, and that is what Wine is at first.
  await exec(loader, ['winecfg.exe', '-v', 'win10'], { env });
  // Until Wine's own start-up programs are done.
  await exec(wineServer, ['-w'], { env });
}

const plain = ['--no-window', '--lang', 'nb'];

/** Links are listed and not followed: Wine's own lead out of the prefix. */
async function pathsBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const deeper = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => pathsBelow(join(folder, entry.name)));
  return [...entries.map((entry) => join(folder, entry.name)), ...(await Promise.all(deeper)).flat()];
}
