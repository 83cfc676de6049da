import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { node, type Resources, root } from './resources.ts';

const exec = promisify(execFile);

/** What `npm run package` made, in a folder that goes with the test. */
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
export async function makePackages(resources: Resources, args: readonly string[] = []): Promise<Packaged> {
  const folder = await resources.temporaryFolder('package');
  const { stdout } = await exec(node, ['packaging/main.ts', '--out', folder, ...args], {
    cwd: root,
    maxBuffer: 16 * 1024 * 1024,
  });
  const manifest = JSON.parse(await readFile(join(folder, 'packages', 'packages.json'), 'utf8'));
  return {
    folder,
    output: stdout,
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
