import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../e2e/harness/resources.ts';

/** Where `npm run bench:peers` installs the peers that npm has, apart from the project's own packages: they are large. */
const folder = join(root, '.build/peers/node_modules');

/** @returns the folder of an npm package of a peer */
export function peerPackage(name: string): string {
  return join(folder, name);
}

/** @returns what to do when it is not installed; undefined when it is */
export function missingPackage(name: string): string | undefined {
  return existsSync(peerPackage(name))
    ? undefined
    : `npm's ${name} is missing: \`npm run bench:peers\` installs it.`;
}

/** @returns `name version` of an installed package */
export function versionOf(name: string): string {
  const { version } = JSON.parse(readFileSync(join(peerPackage(name), 'package.json'), 'utf8')) as {
    version: string;
  };
  return `${name.replace(/^@.*\//, '')} ${version}`;
}
