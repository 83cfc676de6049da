import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureParts } from '../../packaging/src/parts.ts';
import { once } from './once.ts';
import { node, type Resources, root, runFolder } from './resources.ts';

const exec = promisify(execFile);

/** What `npm run package` made, in a folder that goes with the tests. */
export interface Packaged {
  readonly folder: string;
  /** What it said. */
  readonly output: string;
  /** Unpacked, by system. */
  readonly windows: string;
  readonly linux: string;
  /** The folder that the server is given. */
  readonly packages: string;
  readonly operator: string;
  readonly archives: readonly {
    system: string;
    file: string;
    sizeBytes: number;
    sha256: string;
    signer: string | null;
  }[];
}

/** Runs the packaging as `npm run package` does, after its set-up. */
export async function makePackages(resources: Resources, args: readonly string[]): Promise<Packaged> {
  const folder = await resources.temporaryFolder('package');
  await pack(folder, args);
  return readPackaged(folder);
}

/** The publisher of the packages that several test files use. */
export const PUBLISHER = 'Prøvekommunen';

/** Unsigned packages without a server in their settings, which several test files use: nothing in the folder is changed. */
export async function unsignedPackages(resources: Resources): Promise<Packaged> {
  const folder =
    runFolder === undefined ? await resources.temporaryFolder('package') : join(runFolder, 'package');
  await once('package', () => pack(folder, ['--publisher', PUBLISHER]));
  return readPackaged(folder);
}

async function pack(folder: string, args: readonly string[]): Promise<void> {
  await once('package-parts', ensureParts);
  const { stdout } = await exec(node, ['packaging/main.ts', '--out', folder, ...args], {
    cwd: root,
    maxBuffer: 16 * 1024 * 1024,
  });
  await writeFile(join(folder, 'output.txt'), stdout);
}

async function readPackaged(folder: string): Promise<Packaged> {
  const manifest = JSON.parse(await readFile(join(folder, 'packages', 'packages.json'), 'utf8'));
  return {
    folder,
    output: await readFile(join(folder, 'output.txt'), 'utf8'),
    windows: join(folder, 'windows-x64/Fjernhjelp'),
    linux: join(folder, 'linux-x64/Fjernhjelp'),
    packages: join(folder, 'packages'),
    operator: join(folder, 'operator'),
    archives: manifest.packages,
  };
}

/** Runs a program to its end. @returns what it printed on either stream */
export async function outputOf(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const { stdout, stderr } = await exec(command, args, {
    env: { ...process.env, ...env },
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout + stderr;
}
