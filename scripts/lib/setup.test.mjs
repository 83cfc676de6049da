import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { install } from './setup.mjs';

/** A checkout that needs one package, which is a folder in it, to be built. */
function checkout() {
  const folder = mkdtempSync(join(tmpdir(), 'setup-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const checkout = { name: 'checkout', devDependencies: { tool: 'file:tool' } };
  const packages = {
    '': checkout,
    'node_modules/tool': { resolved: 'tool', link: true },
    tool: { dev: true },
  };
  const files = {
    'package.json': checkout,
    'package-lock.json': { name: 'checkout', lockfileVersion: 3, requires: true, packages },
    'tool/package.json': { name: 'tool' },
  };
  mkdirSync(join(folder, 'tool'));
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), JSON.stringify(content));
  return folder;
}

test.each([{ NODE_ENV: 'production' }, { npm_config_omit: 'dev' }])(
  'what builds is installed also where %j says not to',
  (env) => {
    const folder = checkout();
    execFileSync(...install, { cwd: folder, env: { ...process.env, ...env } });
    expect(existsSync(join(folder, 'node_modules', 'tool', 'package.json'))).toBe(true);
  },
);
