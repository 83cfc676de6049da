// `npm run guide`: takes the guide's pictures anew, from a real session in each language.
import { run } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

ensureSystemPackages();
setUp();
const status = run('node', ['e2e/guide.ts', ...process.argv.slice(2)]);
if (status === 0) run('biome', ['check', '--write', 'apps/web/src/guide']);
process.exit(status);
