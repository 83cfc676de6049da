// `npm run package`: the client as portable folders for Windows and Linux, and the operator's files; see docs/packaging.md.
import { run } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

const signs = process.argv.some((arg) => /^--(certificate|test-certificate)(=|$)/.test(arg));
ensureSystemPackages(
  signs
    ? [
        { shows: 'osslsigncode', package: 'osslsigncode' },
        { shows: 'openssl', package: 'openssl' },
      ]
    : [],
  { onlyThese: true },
);
setUp();
process.exit(run('node', ['packaging/main.ts', ...process.argv.slice(2)]));
