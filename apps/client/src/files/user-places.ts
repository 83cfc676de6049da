import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { FilePlace } from '@fjernhjelp/host';

const xdgNames = {
  downloads: 'XDG_DOWNLOAD_DIR',
  desktop: 'XDG_DESKTOP_DIR',
  documents: 'XDG_DOCUMENTS_DIR',
  videos: 'XDG_VIDEOS_DIR',
} as const;
const plainNames = {
  downloads: 'Downloads',
  desktop: 'Desktop',
  documents: 'Documents',
  videos: 'Videos',
} as const;
const names = ['downloads', 'desktop', 'documents', 'videos'] as const;

/**
 * The user's own folders that there are: downloads first, home last. On Linux by xdg-user-dirs, which know their names in the
 * user's language; on Windows under the profile. TODO: Windows' known folders that a policy has moved elsewhere (SHGetKnownFolderPath).
 */
export function findUserPlaces(env: NodeJS.ProcessEnv): readonly FilePlace[] {
  const home = env['HOME'] || env['USERPROFILE'] || homedir();
  const xdg = readUserFolders(env['XDG_CONFIG_HOME'] || join(home, '.config'), home);
  const places: FilePlace[] = names.map((name) => ({
    name,
    folder: xdg.get(xdgNames[name]) ?? join(home, plainNames[name]),
  }));
  // xdg-user-dirs names home itself for what the user does not have.
  const own = places.filter(({ folder }) => folder !== home && isFolder(folder));
  return [...own, { name: 'home', folder: home }];
}

/** https://www.freedesktop.org/wiki/Software/xdg-user-dirs: lines of XDG_…_DIR="$HOME/…" or an absolute path. */
function readUserFolders(configFolder: string, home: string): ReadonlyMap<string, string> {
  let text: string;
  try {
    text = readFileSync(join(configFolder, 'user-dirs.dirs'), 'utf8');
  } catch {
    // A system without them.
    return new Map();
  }
  const lines = text.matchAll(/^\s*(XDG_\w+_DIR)="(\$HOME)?(|\/.*?)\/?"\s*$/gm);
  return new Map(
    [...lines].map(([, name = '', isInHome, path = '']) => [
      name,
      (isInHome ? home : '') + path.replace(/\\(.)/g, '$1') || '/',
    ]),
  );
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // Not there.
    return false;
  }
}
