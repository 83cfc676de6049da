import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeLicence } from './parts.ts';
import { root } from './run.ts';

/** One thing that is shipped and that somebody else made. */
export interface Component {
  readonly name: string;
  readonly version: string;
  /** SPDX. */
  readonly licence: string;
  /** In full. */
  readonly text: string;
}

/**
 * @param folders npm packages as they are installed
 * @param nodeVersion of the executable
 * @returns by name
 * @throws Error when one of them names no licence: it must not be shipped then
 */
export async function shippedComponents(
  folders: readonly string[],
  nodeVersion: string,
): Promise<Component[]> {
  const components = await Promise.all([...new Set(folders)].map(readComponent));
  components.push({
    name: 'node',
    version: nodeVersion,
    licence: 'MIT',
    text: await readFile(nodeLicence, 'utf8'),
  });
  return components.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** @returns the folders of the packages that the built pages are made of: the web workspace's dependencies, all the way down */
export async function packagesOfPages(): Promise<string[]> {
  const folders = new Set<string>();
  const visit = async (folder: string) => {
    const { dependencies = {} } = await readManifest(folder);
    for (const name of Object.keys(dependencies)) {
      const found = [join(folder, 'node_modules', name), join(root, 'node_modules', name)].find(existsSync);
      if (found === undefined || folders.has(found)) continue;
      if (!name.startsWith('@fjernhjelp/')) folders.add(found);
      await visit(found);
    }
  };
  await visit(join(root, 'apps/web'));
  return [...folders];
}

/** @returns the folders of what the codec's generated files were made from: its kernels have the compiler's library in them */
export async function packagesInGeneratedFiles(): Promise<string[]> {
  const { devDependencies = {} } = await readManifest(join(root, 'packages/codec'));
  return Object.keys(devDependencies).map((name) => join(root, 'node_modules', name));
}

/** All texts in one file, as a person reads it. */
export function licenceFile(components: readonly Component[], own: string): string {
  const parts = components.map(
    ({ name, version, licence, text }) =>
      `${'='.repeat(80)}\n${name} ${version} (${licence})\n\n${text.trim()}\n`,
  );
  return [own.trim(), '', 'Fjernhjelp contains:', '', ...parts].join('\n');
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** What packages call a licence that SPDX has another name for. */
const SPDX_NAMES: Readonly<Record<string, string>> = { 'MPL 2.0': 'MPL-2.0' };

async function readComponent(folder: string): Promise<Component> {
  const { name, version, license } = await readManifest(folder);
  if (license === undefined) throw new Error(`${name} names no licence`);
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return {
    name,
    version,
    licence: SPDX_NAMES[license] ?? license,
    text: texts.join('\n') || `Licence: ${license} (no text in the package)`,
  };
}
