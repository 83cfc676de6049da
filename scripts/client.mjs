// `npm run client`: the user's program on this desktop, against a server on this machine unless told otherwise.
import { run } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';

setUp();
const args = process.argv.slice(2);
const named = args.some((arg) => /^--(server|settings)(=|$)/.test(arg));
process.exit(
  run('node', ['apps/client/src/main.ts', ...(named ? [] : ['--server', 'http://localhost:8080']), ...args]),
);
