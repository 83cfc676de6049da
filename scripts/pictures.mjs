// `npm run pictures`: every page and state as a picture in .build/pictures, checked by axe on the way.
import { run } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

ensureSystemPackages();
setUp();
process.exit(run('node', ['e2e/pictures.mts', ...process.argv.slice(2)]));
