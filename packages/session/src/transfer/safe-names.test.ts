import { encodeUtf8, limits } from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createSafePaths, numbered, safeName } from './safe-names.ts';

const hostile: [name: string, windows: string, posix: string][] = [
  ['brev.txt', 'brev.txt', 'brev.txt'],
  ['Årsmelding – blåbær 中文 😀.pdf', 'Årsmelding – blåbær 中文 😀.pdf', 'Årsmelding – blåbær 中文 😀.pdf'],
  ['..', '__', '__'],
  ['.', '_', '_'],
  ['', '_', '_'],
  ['...', '___', '___'],
  [' ', '_', '_'],
  ['..\\..\\Windows\\win.ini', '.._.._Windows_win.ini', '.._.._Windows_win.ini'],
  ['C:\\boot.ini', 'C__boot.ini', 'C:_boot.ini'],
  ['\\\\server\\share', '__server_share', '__server_share'],
  ['a/b', 'a_b', 'a_b'],
  ['CON', '_CON', 'CON'],
  ['con.txt', '_con.txt', 'con.txt'],
  ['NUL.tar.gz', '_NUL.tar.gz', 'NUL.tar.gz'],
  ['aux .c', '_aux .c', 'aux .c'],
  ['COM1', '_COM1', 'COM1'],
  ['LPT¹.txt', '_LPT¹.txt', 'LPT¹.txt'],
  ['CONOUT$', '_CONOUT$', 'CONOUT$'],
  ['console.log', 'console.log', 'console.log'],
  ['COM10', 'COM10', 'COM10'],
  ['brev.txt.', 'brev.txt_', 'brev.txt.'],
  ['brev.txt ', 'brev.txt_', 'brev.txt '],
  ['brev.txt:skjult', 'brev.txt_skjult', 'brev.txt:skjult'],
  ['hva?*<>|".txt', 'hva______.txt', 'hva?*<>|".txt'],
  ['linje\nskift\t.txt', 'linje_skift_.txt', 'linje_skift_.txt'],
  ['null\0.txt', 'null_.txt', 'null_.txt'],
  ['faktura\u202Efdp.exe', 'faktura_fdp.exe', 'faktura_fdp.exe'],
  ['usynlig\u200B.txt', 'usynlig_.txt', 'usynlig_.txt'],
  ['halv \uD800 tegn', 'halv \uFFFD tegn', 'halv \uFFFD tegn'],
  ['å.txt', 'å.txt', 'å.txt'],
  ['.gitignore', '.gitignore', '.gitignore'],
];

describe('names', () => {
  it.each(hostile)('FT3 %j is %j on Windows and %j elsewhere', (name, windows, posix) => {
    expect(safeName(name, 'windows')).toBe(windows);
    expect(safeName(name, 'any')).toBe(windows);
    expect(safeName(name, 'posix')).toBe(posix);
  });

  it('FT3 an over-long name is cut before its ending, between characters', () => {
    const name = safeName(`${'å'.repeat(300)}.pdf`, 'posix');
    expect(name).toMatch(/^å+\.pdf$/);
    expect(encodeUtf8(name).length).toBeLessThanOrEqual(200);
    const emoji = safeName('😀'.repeat(100), 'windows');
    expect(emoji).toBe('😀'.repeat(50));
    expect(encodeUtf8(safeName(`a.${'b'.repeat(400)}`, 'posix')).length).toBeLessThanOrEqual(200);
  });

  it('FT3 whatever the name, the safe one is one name, safe again, and never empty', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.constantFrom('windows', 'posix'),
        (name, rules) => {
          const safe = safeName(name, rules);
          expect(safe).not.toBe('');
          expect(safe).not.toMatch(/[/\\\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
          expect(safe).not.toMatch(/^\.*$/);
          expect(encodeUtf8(safe).length).toBeLessThanOrEqual(201);
          if (rules === 'windows') expect(safe).not.toMatch(/[<>:"|?*]|[. ]$/);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('numbers before the ending', () => {
    expect(numbered('brev.txt', 1)).toBe('brev (1).txt');
    expect(numbered('.gitignore', 2)).toBe('.gitignore (2)');
    expect(numbered('mappe', 3)).toBe('mappe (3)');
  });
});

describe('paths', () => {
  const place = (rules: 'windows' | 'posix', paths: readonly string[]) => {
    const safe = createSafePaths(rules);
    return paths.map((path) => {
      const { folder, name } = safe.file(path);
      return [...folder, name].join('/');
    });
  };

  it('FT3 no path leads out of the folder', () => {
    expect(place('posix', ['../../etc/passwd', '/etc/passwd', 'a/../b', './c'])).toEqual([
      '__/__/etc/passwd',
      '_/etc/passwd',
      'a/__/b',
      '_ (1)/c',
    ]);
  });

  it('FT3 names that differ in case or form of Unicode only get numbers', () => {
    expect(place('posix', ['A.txt', 'a.txt', 'a.TXT'])).toEqual(['A.txt', 'a (1).txt', 'a (2).TXT']);
    expect(place('posix', ['Mappe/x', 'mappe/x', 'Mappe/X'])).toEqual([
      'Mappe/x',
      'mappe (1)/x',
      'Mappe/X (1)',
    ]);
    expect(place('posix', ['\u00E5', 'a\u030A'])).toEqual(['\u00E5', '\u00E5 (1)']);
    expect(place('windows', ['CON', '_con'])).toEqual(['_CON', '_con (1)']);
    expect(place('posix', ['x', 'x'])).toEqual(['x', 'x (1)']);
    expect(place('posix', ['x', 'x (1)', 'x'])).toEqual(['x', 'x (1)', 'x (2)']);
    expect(place('posix', ['x', 'x/y'])).toEqual(['x', 'x (1)/y']);
  });

  it('FT3 as many names as a transfer may have that all become one are each given a number at once', () => {
    const { normalize } = String.prototype;
    let steps = 0;
    const counting = vi.spyOn(String.prototype, 'normalize').mockImplementation(function (
      this: string,
      form,
    ) {
      if (++steps > 10 * limits.fileEntries) throw new Error('it takes too many steps');
      return normalize.call(this, form);
    });
    try {
      const safe = createSafePaths('posix');
      const names = Array.from({ length: limits.fileEntries }, () => safe.file('x').name);
      expect(new Set(names).size).toBe(limits.fileEntries);
      expect(names.at(-1)).toBe(`x (${limits.fileEntries - 1})`);
    } finally {
      counting.mockRestore();
    }
  });

  it('FT3 what is nested too deep lands together', () => {
    const [deep] = place('posix', [`${'d/'.repeat(400)}f`]);
    expect(deep?.split('/').length).toBeLessThanOrEqual(33);
  });

  it('FT3 of what is nested too deep, no more is looked at and kept than the folders that are made', () => {
    const joins = vi.spyOn(Array.prototype, 'join');
    createSafePaths('posix').folder('d/'.repeat(500));
    const steps = joins.mock.calls.length;
    joins.mockRestore();
    expect(steps).toBeLessThan(200);
  });
});
