import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeDropFiles, MAX_DROP_FILES_BYTES } from './drop-files.ts';

function dropFiles(paths: readonly string[], { startBytes = 20, wide = 1, end = '\0' } = {}): Buffer {
  const header = Buffer.alloc(Math.max(20, startBytes));
  header.writeUInt32LE(startBytes, 0);
  header.writeUInt32LE(wide, 16);
  return Buffer.concat([header, Buffer.from(paths.map((path) => `${path}\0`).join('') + end, 'utf16le')]);
}

describe('files on Windows’ clipboard', () => {
  it('are full paths, on drives and on shares', () => {
    const paths = ['C:\\Users\\Kari\\blåbær 🫐.txt', '\\\\tjener\\felles\\mappe'];
    expect(decodeDropFiles(dropFiles(paths))).toEqual(paths);
    expect(decodeDropFiles(dropFiles(paths, { startBytes: 32 }))).toEqual(paths);
    expect(decodeDropFiles(Buffer.concat([dropFiles(paths), Buffer.from('rest')]))).toEqual(paths);
  });

  it.each([
    ['no list', dropFiles([])],
    ['no end', dropFiles(['C:\\a'], { end: '' })],
    ['the system’s code page', dropFiles(['C:\\a'], { wide: 0 })],
    ['a list within the header', dropFiles(['C:\\a'], { startBytes: 4 })],
    ['a path that is not full', dropFiles(['C:\\a', 'b.txt'])],
    ['a path of the program’s drive', dropFiles(['C:a.txt'])],
    ['a device', dropFiles(['\\\\.\\PhysicalDrive0'])],
    ['a device behind another name', dropFiles(['\\\\?\\GLOBALROOT\\Device'])],
    ['half a surrogate pair', dropFiles(['C:\\\ud83e.txt'])],
    ['a path longer than Windows has', dropFiles([`C:\\${'x'.repeat(32_768)}`])],
    ['more files than one transfer takes', dropFiles(Array.from({ length: 50_001 }, () => 'C:\\a'))],
    ['more than is read', Buffer.concat([dropFiles(['C:\\a']), Buffer.alloc(MAX_DROP_FILES_BYTES)])],
  ])('are not taken from %s', (_, bytes) => {
    expect(decodeDropFiles(bytes)).toBeUndefined();
  });

  it('cut off or with a bit flipped are nothing, or a list of full paths all the same', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((text) => !/[\\/\0]/.test(text));
    const place = fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      fc.integer({ min: 0, max: 7 }),
    );
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), place, (names, [where, bit]) => {
        const paths = names.map((each) => `D:\\${each}`);
        const whole = dropFiles(paths);
        expect(decodeDropFiles(whole)).toEqual(paths);
        const at = Math.floor(where * whole.length);
        // The last byte is the upper half of the closing zero.
        expect(decodeDropFiles(whole.subarray(0, at))).toBeUndefined();
        const flipped = Buffer.from(whole);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        for (const path of decodeDropFiles(flipped) ?? []) expect(path).toMatch(/^([A-Za-z]:\\|\\\\[^?.])/);
      }),
    );
  });
});
