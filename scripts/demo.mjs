// `npm run demo`: one whole session with nobody at hand; leaves pictures of both ends in demo/.
import { run } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

ensureSystemPackages();
setUp();
process.exit(run('node', ['e2e/demo.ts', ...process.argv.slice(2)]));
