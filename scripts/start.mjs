// `npm start`: installs and builds what is missing, then serves portal, console, broker and relay.
import { run } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';

setUp();
process.exit(run('node', ['apps/server/src/main.ts', ...process.argv.slice(2)]));
