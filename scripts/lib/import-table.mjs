import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, toolEnvironment } from './run.mjs';

/**
 * Forbidden imports for each row of ARCHITECTURE.md's table but the last, which may import anything. The lint rules that hold the
 * table are only worth something while they turn red, so each is seeded and must be found.
 */
const violations = [
  ['packages/protocol', '@fjernhjelp/session'],
  ['packages/codec', '@fjernhjelp/session'],
  ['packages/codec', '../../session/src/index.ts'],
  ['packages/session', '@fjernhjelp/codec'],
  ['packages/session', 'node:crypto'],
  ['packages/host', '@fjernhjelp/viewer'],
  ['packages/viewer', '@fjernhjelp/host'],
  ['packages/viewer', 'node:fs'],
  ['apps/client', '@fjernhjelp/viewer'],
  ['apps/client', '@fjernhjelp/server'],
  ['apps/web', '@fjernhjelp/server'],
  ['apps/server', '@fjernhjelp/session'],
  ['apps/server', '@fjernhjelp/protocol'],
  ['apps/server', '../../../packages/session/src/index.ts'],
  ['apps/server', '../../../bench/line.ts'],
  ['apps/client', '../../../e2e/demo.ts'],
  ['apps/client', '../../../packaging/src/packages.ts'],
  ['packaging', '@fjernhjelp/session'],
  ['packaging', '../../apps/client/src/client.ts'],
  ['packaging', '../../e2e/demo.ts'],
];

/** @returns {boolean} whether every seeded violation is found */
export function importTableHolds() {
  const seeded = violations.map(([folder, imported], index) => {
    const file = join(root, folder, 'src', `seeded-violation-${index}.ts`);
    writeFileSync(file, `import * as seeded from '${imported}';\n\nexport { seeded };\n`);
    return { file, folder, imported };
  });
  try {
    const result = spawnSync(
      'biome',
      ['lint', '--reporter=json', '--max-diagnostics=none', ...seeded.map(({ file }) => file)],
      {
        cwd: root,
        env: toolEnvironment(),
        encoding: 'utf8',
        shell: process.platform === 'win32',
      },
    );
    const found = JSON.parse(result.stdout).diagnostics.filter(({ category }) =>
      /noRestrictedImports|noNodejsModules/.test(category),
    );
    const missed = seeded.filter(
      ({ file }) => !found.some((diagnostic) => file.endsWith(pathOf(diagnostic))),
    );
    for (const { folder, imported } of missed) {
      console.error(`The import table does not hold: ${folder} may import ${imported}`);
    }
    return missed.length === 0;
  } finally {
    for (const { file } of seeded) rmSync(file, { force: true });
  }
}

function pathOf(diagnostic) {
  const { path } = diagnostic.location;
  return typeof path === 'string' ? path : path.file;
}
