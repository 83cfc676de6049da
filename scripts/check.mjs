// `npm run check`: types, lint, format, import table, what documents name, unused code. Everything is run, then the verdict is given.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { importTableHolds } from './lib/import-table.mjs';
import { referencesHold } from './lib/references.mjs';
import { root, run } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';

setUp();

const workspaces = ['packages', 'apps']
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`))
  .concat('bench', 'e2e', 'packaging', '.')
  .filter((workspace) => existsSync(join(root, workspace, 'tsconfig.json')));

const checks = [
  ...workspaces.map((workspace) => [`types of ${workspace}`, () => run('tsc', ['-p', workspace]) === 0]),
  ['lint and format', () => run('biome', ['ci', '--error-on-warnings', '.']) === 0],
  ['import table', importTableHolds],
  ['what documents name', referencesHold],
  ['unused code', () => run('knip', ['--no-progress']) === 0],
];

const failed = checks.filter(([name, check]) => {
  const passed = check();
  if (!passed) console.error(`✗ ${name}`);
  return !passed;
});
console.log(
  failed.length === 0 ? '✓ check passed' : `✗ check failed: ${failed.map(([name]) => name).join(', ')}`,
);
process.exit(failed.length === 0 ? 0 : 1);
