import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openPathSource } from './path-source.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'path-source-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('lists what was copied, folders with all that is in them, and reads it', async () => {
  await writeFile(join(folder, 'brev.txt'), 'blåbær');
  await mkdir(join(folder, 'Rapporter', '2026'), { recursive: true });
  await mkdir(join(folder, 'Rapporter', 'tom'));
  await writeFile(join(folder, 'Rapporter', '2026', 'mai.txt'), 'mai');
  await symlink('/', join(folder, 'Rapporter', 'alt'));
  const source = await openPathSource([join(folder, 'brev.txt'), join(folder, 'Rapporter')]);
  const paths = source.entries.map(({ kind, sizeBytes, path }) => [kind, sizeBytes, path]);
  expect(paths.toSorted()).toEqual([
    ['file', 3, 'Rapporter/2026/mai.txt'],
    ['file', 8, 'brev.txt'],
    ['folder', 0, 'Rapporter/tom'],
  ]);
  const read = async (entry: number, offset: number) =>
    String(Buffer.from(await source.read(entry, offset, 5)));
  expect([await read(0, 0), await read(0, 5), await read(0, 8)]).toEqual(['blåb', 'ær', '']);
  const may = source.entries.findIndex(({ path }) => path.endsWith('mai.txt'));
  expect(await read(may, 1)).toBe('ai');
  source.close();
  source.close();
  await expect(source.read(0, 0, 5)).rejects.toMatchObject({ code: 'not-readable' });
});

it.each([
  ['is not there', () => [join(folder, 'borte')], 'not-readable'],
  ['is no file', () => ['/dev/null'], 'not-readable'],
  ['lies too deep', () => [join(folder, 'dyp')], 'too-many'],
])('says when it %s', async (_, paths, code) => {
  await mkdir(join(folder, 'dyp', ...Array.from({ length: 6 }, () => 'x'.repeat(200))), { recursive: true });
  await expect(openPathSource(paths())).rejects.toMatchObject({ code });
});
