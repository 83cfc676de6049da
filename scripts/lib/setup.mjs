import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must, root, run } from './run.mjs';

const stamps = join(root, 'node_modules', '.fjernhjelp');

/** With what builds, which npm by itself leaves out on a machine that is set to production. */
export const install = ['npm', ['ci', '--include=dev', '--no-fund', '--no-audit', '--loglevel=error']];

/** Installs what package-lock.json names, unless that is there already. */
export function ensureInstalled() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const fingerprint = createHash('sha256').update(lock).digest('hex');
  if (stampIs('install', fingerprint)) return;
  console.log('Installing packages …');
  // npm tries each download again by itself; what still failed was a registry that was away for a while.
  if (run(...install) !== 0) must(...install);
  setStamp('install', fingerprint);
}

/** What is built, from what, and how. Everything else runs as it stands. */
const builds = [
  {
    name: 'kernels',
    from: ['packages/codec/assembly', 'packages/codec/build.mjs', 'packages/codec/package.json'],
    makes: 'packages/codec/src/kernels.generated.ts',
    command: ['node', ['packages/codec/build.mjs']],
  },
  {
    name: 'pages',
    from: [
      'apps/web',
      'packages/protocol/src',
      'packages/codec/src',
      'packages/session/src',
      'packages/host/src',
      'packages/viewer/src',
      'package-lock.json',
    ],
    makes: 'apps/web/dist/index.html',
    command: ['npm', ['run', '--silent', 'build', '-w', '@fjernhjelp/web']],
  },
];

/** Builds what is missing or older than its sources. */
export function ensureBuilt() {
  for (const build of builds) {
    const fingerprint = newestOf(build.from);
    if (existsSync(join(root, build.makes)) && stampIs(build.name, fingerprint)) continue;
    console.log(`Building ${build.name} …`);
    must(...build.command);
    setStamp(build.name, fingerprint);
  }
}

export function setUp() {
  ensureInstalled();
  ensureBuilt();
}

/** A hash over names, sizes and times of all files below: changes when any of them does. */
function newestOf(paths) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return;
    if (stat.isFile()) {
      hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`);
      return;
    }
    for (const name of readdirSync(path).sort()) {
      if (name === 'node_modules' || name === 'dist' || /\.test\.tsx?$/.test(name)) continue;
      visit(join(path, name));
    }
  };
  for (const path of paths) visit(join(root, path));
  return hash.digest('hex');
}

function stampIs(name, fingerprint) {
  const file = join(stamps, name);
  return existsSync(file) && readFileSync(file, 'utf8') === fingerprint;
}

function setStamp(name, fingerprint) {
  mkdirSync(stamps, { recursive: true });
  writeFileSync(join(stamps, name), fingerprint);
}
