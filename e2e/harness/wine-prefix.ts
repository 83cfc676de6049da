import { execFile, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Resources } from './resources.ts';

const exec = promisify(execFile);
/** Debian's loader, which is not on PATH. */
const LOADER = '/usr/lib/wine/wine64';

export interface WineRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One Windows user: a Wine prefix of its own. */
export class WinePrefix {
  readonly #resources: Resources;
  readonly #prefix: string;
  readonly #env: NodeJS.ProcessEnv;

  private constructor(resources: Resources, prefix: string, env: NodeJS.ProcessEnv) {
    this.#resources = resources;
    this.#prefix = prefix;
    this.#env = env;
  }

  static async start(resources: Resources, given: NodeJS.ProcessEnv = {}): Promise<WinePrefix> {
    const prefix = await resources.temporaryFolder('wine');
    const env = {
      ...process.env,
      WINEPREFIX: prefix,
      // Where Wine would put "Documents" and the like.
      HOME: await resources.temporaryFolder('wine-home'),
      WINEDEBUG: '-all',
      // No questions about Mono and Gecko.
      WINEDLLOVERRIDES: 'mscoree,mshtml=',
      LC_ALL: 'C.UTF-8',
      ...given,
    };
    const wine = new WinePrefix(resources, prefix, env);
    resources.add(() => exec('/usr/lib/wine/wineserver64', ['-k'], { env }).catch(() => {}));
    await exec(LOADER, ['winecfg', '-v', 'win10'], { env });
    await wine.idle();
    return wine;
  }

  /** Runs a Windows program to its end. A pipe as its output fails there (FACTS): it is a file. */
  async run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<WineRun> {
    const folder = await this.#resources.temporaryFolder('wine-run');
    const [out, err] = [join(folder, 'stdout'), join(folder, 'stderr')];
    const [outFile, errFile] = [openSync(out, 'w'), openSync(err, 'w')];
    const child = spawn(LOADER, [program, ...args], {
      cwd: folder,
      env: { ...this.#env, ...env },
      stdio: ['ignore', outFile, errFile],
    });
    closeSync(outFile);
    closeSync(errFile);
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => resolve(code ?? -1));
    });
    return { exitCode, stdout: await readFile(out, 'utf8'), stderr: await readFile(err, 'utf8') };
  }

  /** Waits until Wine's own start-up programs are done. */
  async idle(): Promise<void> {
    await exec('/usr/lib/wine/wineserver64', ['-w'], { env: this.#env });
  }

  /** A file of this machine as Windows programs name it. */
  path(file: string): string {
    return `Z:${file.replaceAll('/', '\\')}`;
  }

  /** Every path below the users' AppData and every folder for temporary files, sorted. */
  async traces(): Promise<string[]> {
    const all = await pathsBelow(join(this.#prefix, 'drive_c'));
    return all.filter((path) => /\/(AppData|Temp)\//i.test(path)).sort();
  }
}

/** Links are listed and not followed: Wine's own lead out of the prefix. */
async function pathsBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const deeper = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => pathsBelow(join(folder, entry.name)));
  return [...entries.map((entry) => join(folder, entry.name)), ...(await Promise.all(deeper)).flat()];
}
