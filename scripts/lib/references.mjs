import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

const FOLDERS = ['apps', 'bench', 'docs', 'e2e', 'packages', 'packaging', 'scripts', 'types'];
const PATH = new RegExp(`(?<![\\w/.@-])(?:${FOLDERS.join('|')})/[\\w./{},*@-]+`, 'g');
const SOURCE = /(?<![\w/.{},*-])[\w/-]+(?:\.[\w-]+)*\.(?:ts|tsx|mts|mjs|css)(?![\w/])/g;
const COMMAND = /\bnpm (run )?([a-z][a-z:-]*)/g;
const DOCUMENT = /(?<![\w/.-])[A-Z]{4,}\.md\b/g;
const LINK = /\]\(([^)#\s]+)(?:#[^)]*)?\)/g;
const CODE = /`[^`\n]+`/g;
/** npm's own, of which we need no script. */
const NPM = ['ci', 'install', 'pack', 'view'];
/** What commands, or people, make. */
const MADE = /(?:^|\/)(?:dist|node_modules|fjernhjelp\.json)(?:\/|$)|\.generated\./;
/** Where references are looked for: documents, sources and settings, but not the seeds of this one's test. */
const READ = /\.(?:md|ts|tsx|mts|mjs|css|json)$/;
const UNREAD = ['package-lock.json', 'scripts/lib/references.test.mjs'];

/** @returns {boolean} whether everything that documents and comments name is there; says what is not */
export function referencesHold() {
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  const files = (listed.stdout ?? '')
    .split('\n')
    .filter((file) => file !== '' && existsSync(join(root, file)));
  const read = (path) => readFileSync(join(root, path), 'utf8');
  const scripts = Object.keys(JSON.parse(read('package.json')).scripts);
  const broken = files
    .filter((path) => READ.test(path) && !UNREAD.includes(path))
    .flatMap((path) =>
      brokenReferences({ path, text: read(path) }, { files, scripts }).map((named) => `${path}: ${named}`),
    );
  for (const each of broken) console.error(`There is no such thing, ${each}`);
  return listed.status === 0 && broken.length === 0;
}

/**
 * Paths of the checkout and other documents wherever they are named; in documents also links, files by their name, our own
 * commands, and the tests in the README's table.
 * @param {{ path: string, text: string }} file from the checkout's root, with slashes
 * @param {{ files: readonly string[], scripts: readonly string[] }} checkout
 * @returns {string[]} what is named there and does not exist
 */
export function brokenReferences({ path, text }, { files, scripts }) {
  const isNamed = (name) => files.some((file) => `/${file}`.endsWith(`/${name}`));
  const paths = all(text, PATH).filter((named) => !isThere(named.replace(/[.,/]+$/, ''), files));
  const broken = [...paths, ...all(text, DOCUMENT).filter((name) => !isNamed(name))];
  if (!path.endsWith('.md')) return broken;

  const code = all(text, CODE).join('\n');
  const sources = all(code, SOURCE).filter((name) => !isNamed(name));
  const links = [...text.matchAll(LINK)]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/.test(target) && !isThere(beside(path, target), files));
  const commands = [...text.matchAll(COMMAND)]
    .filter(([, run, name]) => !scripts.includes(name) && (run !== undefined || !NPM.includes(name)))
    .map(([said]) => said);
  const tests = path === 'README.md' ? testsOf(text).filter((test) => !files.includes(test)) : [];
  return [...broken, ...sources, ...links, ...commands, ...tests];
}

const all = (text, pattern) => text.match(pattern) ?? [];

/** A file, a folder, a decision's number, or a pattern. */
function isThere(named, files) {
  if (named === '' || MADE.test(named)) return true;
  const end = /^docs\/decisions\/\d{4}$/.test(named) ? '-' : '(?:/|$)';
  const found = (one) => {
    const pattern = one
      .replace(/[.+?^$()|[\]\\]/g, '\\$&')
      .replace(/\*\*\/|\*/g, (stars) => (stars === '*' ? '[^/]*' : '(?:.*/)?'));
    const expression = new RegExp(`^${pattern}${end}`);
    return files.some((file) => expression.test(file));
  };
  // A pattern is for some of its choices, a list for each.
  return named.includes('*') ? choices(named).some(found) : choices(named).every(found);
}

/** `a/{b,c}.ts` is two. */
function choices(named) {
  const braces = /^(.*?)\{([^{}]*)\}(.*)$/.exec(named);
  if (braces === null) return [named];
  const [, before, inside, after] = braces;
  return inside.split(',').flatMap((choice) => choices(before + choice + after));
}

function beside(path, target) {
  const { pathname } = new URL(target, `file:///${path}`);
  return decodeURIComponent(pathname).slice(1).replace(/\/$/, '');
}

/** The table's last column names tests of `e2e` by their name alone. */
function testsOf(text) {
  const cells = all(text, /^\|.*\|$/gm).map((row) => row.split('|').at(-2) ?? '');
  return cells.flatMap((cell) => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, name]) => `e2e/${name}.test.ts`));
}
