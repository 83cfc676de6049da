// `npm run bench`: measures this system on a real virtual desktop; prints a table and JSON, keeps both in bench/results.
import { run } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

ensureSystemPackages([{ shows: '/sbin/ip', package: 'iproute2' }]);
setUp();
process.exit(run('node', ['bench/main.ts', ...process.argv.slice(2)]));
