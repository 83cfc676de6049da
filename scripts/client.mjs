// `npm run client`: the user's program on this desktop, against a server on this machine unless told otherwise.
import { readFileSync } from 'node:fs';
import { run } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';

setUp();
/** As the packed client has them (docs/decisions/0012-files.md). */
const nodeOptions = JSON.parse(
  readFileSync(new URL('../apps/client/node-options.json', import.meta.url), 'utf8'),
);
const args = process.argv.slice(2);
const named = args.some((arg) => /^--(server|settings)(=|$)/.test(arg));
process.exit(
  run('node', [
    ...nodeOptions,
    'apps/client/src/main.ts',
    ...(named ? [] : ['--server', 'http://localhost:8080']),
    ...args,
  ]),
);
