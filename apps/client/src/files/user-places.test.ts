import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findUserPlaces } from './user-places.ts';

let home: string;
const find = () => findUserPlaces({ HOME: home });

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'user-places-'));
  await mkdir(join(home, '.config'));
});
afterEach(() => rm(home, { recursive: true }));

it('finds the user’s folders under the names that they have', async () => {
  await mkdir(join(home, 'Nedlastinger'));
  await mkdir(join(home, 'Delt', 'Dokumenter'), { recursive: true });
  await writeFile(
    join(home, '.config', 'user-dirs.dirs'),
    `# comment\nXDG_DESKTOP_DIR="$HOME/"\nXDG_DOWNLOAD_DIR="$HOME/Nedlastinger"\nXDG_DOCUMENTS_DIR="${home}/Delt/Dokumenter"\n`,
  );
  expect(find()).toEqual([
    { name: 'downloads', folder: join(home, 'Nedlastinger') },
    { name: 'documents', folder: join(home, 'Delt', 'Dokumenter') },
    { name: 'home', folder: home },
  ]);
});

it('takes the plain names where nothing is said, and leaves out what is not there', async () => {
  await mkdir(join(home, 'Downloads'));
  expect(find()).toEqual([
    { name: 'downloads', folder: join(home, 'Downloads') },
    { name: 'home', folder: home },
  ]);
});
