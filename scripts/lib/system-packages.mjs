import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const libraries = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`;

/**
 * What the tests, the demo and the benchmark need of the system beyond Node: a command or a file that shows it is there,
 * and the Debian package that brings it.
 */
const needed = [
  { shows: 'chromium', package: 'chromium' },
  { shows: 'firefox-esr', package: 'firefox-esr' },
  { shows: 'Xvfb', package: 'xvfb' },
  { shows: 'xauth', package: 'xauth' },
  { shows: 'openbox', package: 'openbox' },
  { shows: 'xterm', package: 'xterm' },
  { shows: 'xdotool', package: 'xdotool' },
  { shows: 'xclip', package: 'xclip' },
  { shows: 'setxkbmap', package: 'x11-xkb-utils' },
  { shows: 'xrandr', package: 'x11-xserver-utils' },
  { shows: 'xwd', package: 'x11-apps' },
  { shows: 'xprop', package: 'x11-utils' },
  { shows: 'mousepad', package: 'mousepad' },
  { shows: 'montage', package: 'imagemagick' },
  { shows: 'xdg-open', package: 'xdg-utils' },
  { shows: 'openssl', package: 'openssl' },
  { shows: 'osslsigncode', package: 'osslsigncode' },
  { shows: 'ip', package: 'iproute2' },
  { shows: 'turnserver', package: 'coturn' },
  { shows: 'xmllint', package: 'libxml2-utils' },
  { shows: 'unzip', package: 'unzip' },
  { shows: '/usr/lib/wine/wine64', package: 'wine64' },
  { shows: 'pgrep', package: 'procps' },
  { shows: '/usr/share/X11/xkb/symbols/no', package: 'xkb-data' },
  { shows: '/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf', package: 'fonts-dejavu-core' },
  { shows: '/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf', package: 'fonts-liberation' },
  { shows: `${libraries}/libXtst.so.6`, package: 'libxtst6' },
  { shows: `${libraries}/libXdamage.so.1`, package: 'libxdamage1' },
  { shows: `${libraries}/libXfixes.so.3`, package: 'libxfixes3' },
  { shows: `${libraries}/libXrandr.so.2`, package: 'libxrandr2' },
];

/** @returns {string[]} the Debian packages that are missing */
function missingPackages(wanted) {
  return wanted.filter((need) => !isThere(need.shows)).map((need) => need.package);
}

/**
 * Sees to it that the system packages are there: installs them where it may (root, with apt-get), else says the exact
 * command and ends this process with code 1.
 * @param {readonly {shows: string, package: string}[]} further what only this task needs
 * @param {{onlyThese?: boolean}} options onlyThese: the task needs nothing else
 */
export function ensureSystemPackages(further = [], { onlyThese = false } = {}) {
  const wanted = onlyThese ? further : [...needed, ...further];
  const missing = missingPackages(wanted);
  if (missing.length === 0) return;
  const install = ['install', '-y', '--no-install-recommends', ...missing];
  const mayInstall = process.getuid?.() === 0 && isThere('apt-get');
  if (mayInstall) {
    console.log(`Installing from Debian: ${missing.join(' ')} …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    // A mirror may be slow or away for a moment, another program may be installing.
    const patience = ['-o', 'Acquire::Retries=5', '-o', 'DPkg::Lock::Timeout=300'];
    for (let tries = 0; tries < 3; tries++) {
      for (const args of [['update', '-qq'], install]) {
        spawnSync('apt-get', [...patience, ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
      }
      if (missingPackages(wanted).length === 0) return;
    }
  }
  console.error('These system packages are missing. Install them with:');
  console.error(`  sudo apt-get update && sudo apt-get ${install.join(' ')}`);
  process.exit(1);
}

function isThere(commandOrFile) {
  if (commandOrFile.startsWith('/')) return existsSync(commandOrFile);
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, commandOrFile), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
