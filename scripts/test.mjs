// `npm test`: sets up everything, then runs every test. Arguments go to Vitest: `npm test -- --project unit`.
import { run } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

ensureSystemPackages();
setUp();
process.exit(run('vitest', ['run', ...process.argv.slice(2)]));
