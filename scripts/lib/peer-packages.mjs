import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must, root } from './run.mjs';

/** The benchmark's peers that npm has. They are large, so `npm ci` of the project knows nothing of them. */
const peers = { '@novnc/novnc': '1.7.0', meshcentral: '1.1.55' };

/** Installs them into .build/peers, unless they are there already. */
export function ensurePeerPackages() {
  const folder = join(root, '.build', 'peers');
  const isThere = Object.entries(peers).every(([name, version]) => {
    const file = join(folder, 'node_modules', name, 'package.json');
    return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).version === version;
  });
  if (isThere) return;
  console.log(`Installing the peers into ${folder} (450 MB) …`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ private: true, dependencies: peers })}\n`);
  must('npm', ['install', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: folder,
  });
}
