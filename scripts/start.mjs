// `npm start`: installs and builds what is missing, then serves portal, console, broker and relay.
import { readFileSync } from 'node:fs';
import { runService } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';

setUp();
/** They bound what the relay takes (docs/decisions/0005-relay-memory.md). */
const nodeOptions = JSON.parse(
  readFileSync(new URL('../apps/server/node-options.json', import.meta.url), 'utf8'),
);
process.exit(await runService('node', [...nodeOptions, 'apps/server/src/main.ts', ...process.argv.slice(2)]));
