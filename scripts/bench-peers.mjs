// `npm run bench:peers`: this system and its peers side by side; see docs/PERFORMANCE.md.
import { ensurePeerPackages } from './lib/peer-packages.mjs';
import { run } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

const needsPeers = !process.argv.includes('--report');
ensureSystemPackages(
  needsPeers
    ? [
        { shows: 'x11vnc', package: 'x11vnc' },
        { shows: 'X0tigervnc', package: 'tigervnc-scraping-server' },
        { shows: '/sbin/ip', package: 'iproute2' },
      ]
    : [],
);
setUp();
if (needsPeers) ensurePeerPackages();
process.exit(run('node', ['bench/compare.ts', ...process.argv.slice(2)]));
