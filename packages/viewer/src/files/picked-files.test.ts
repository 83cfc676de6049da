import { limits } from '@fjernhjelp/protocol';
import { describe, expect, it } from 'vitest';
import { listPicked, pickedOf, readDropped } from './picked-files.ts';

const fileEntry = (path: string) => ({
  isFile: true,
  isDirectory: false,
  fullPath: path,
  file: (done: (file: File) => void) => done(new File(['x'], path)),
});
/** Gives its entries a hundred at a time, as browsers do. */
const folderEntry = (path: string, inside: readonly object[]) => ({
  isFile: false,
  isDirectory: true,
  fullPath: path,
  createReader() {
    let at = 0;
    return {
      readEntries(done: (entries: readonly object[]) => void) {
        done(inside.slice(at, at + 100));
        at += 100;
      },
    };
  },
});
const dropped = (...entries: object[]) =>
  ({
    items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })),
    files: [],
  }) as unknown as DataTransfer;

describe('what is dropped', () => {
  it('is read to the last file of the last folder, empty folders too', async () => {
    const many = Array.from({ length: 250 }, (_, at) => fileEntry(`/mappe/${at}`));
    const picked = await readDropped(
      dropped(fileEntry('/a.txt'), folderEntry('/mappe', [...many, folderEntry('/mappe/tom', [])])),
    );
    expect(picked.length).toBe(252);
    expect(picked[0]?.path).toBe('a.txt');
    expect(picked[250]?.path).toBe('mappe/249');
    expect(picked[251]).toEqual({ path: 'mappe/tom', file: undefined });
  });

  it('is not read without end', async () => {
    const endless = Array.from({ length: 60_000 }, (_, at) => fileEntry(`/m/${at}`));
    const picked = await readDropped(dropped(folderEntry('/m', endless)));
    expect(picked.length).toBe(limits.fileEntries + 1);
    expect(listPicked(picked).problem).toBe('too-many');
  });

  it('may be plain files, where a page made the drop itself', async () => {
    const file = new File(['x'], 'a');
    const items = [{ webkitGetAsEntry: () => null }];
    const picked = await readDropped({ items, files: [file] } as unknown as DataTransfer);
    expect(picked).toEqual([{ path: 'a', file }]);
  });
});

describe('what is picked', () => {
  it('has the folders that were picked along with it', () => {
    const inFolder = Object.assign(new File(['x'], 'b.txt'), { webkitRelativePath: 'mappe/b.txt' });
    expect(pickedOf([new File([], 'a'), inFolder]).map(({ path }) => path)).toEqual(['a', 'mappe/b.txt']);
  });

  it('FT3 has a path within the bound, which keeps its end', () => {
    const path = `${'å'.repeat(700)}/navn.txt`;
    const { entries } = listPicked([{ path, file: new File(['abc'], 'navn.txt') }]);
    expect(entries[0]?.sizeBytes).toBe(3);
    expect(entries[0]?.path.endsWith('/navn.txt')).toBe(true);
    expect(new TextEncoder().encode(entries[0]?.path).length).toBeLessThanOrEqual(limits.filePathBytes);
  });
});
