import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Entry } from './archive/entry.ts';
import { root } from './run.ts';

const built = join(root, 'apps/web/dist');

/** The window's page and everything that it loads, below `pages/`. The portal and the console stay with the server. */
export async function windowPages(): Promise<Entry[]> {
  if (!existsSync(join(built, 'window.html'))) throw new Error('the pages are not built: npm run build');
  const assets = await readdir(join(built, 'assets'));
  const names = new Set(['window.html', 'favicon.svg']);
  const entries: Entry[] = [];
  // A set goes on to what is added while it is walked.
  for (const name of names) {
    const bytes = await readFile(join(built, name));
    entries.push({ path: `pages/${name}`, bytes });
    if (!/\.(html|js|css)$/.test(name)) continue;
    const text = bytes.toString('utf8');
    for (const asset of assets) if (text.includes(asset)) names.add(`assets/${asset}`);
  }
  return entries;
}
