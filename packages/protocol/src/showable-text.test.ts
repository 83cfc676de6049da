import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showableLines, showableText } from './showable-text.ts';

describe('what a helper states', () => {
  it.each([
    ['  Kari Nordmann ', 'Kari Nordmann'],
    ['Kåre Ærø-Østby', 'Kåre Ærø-Østby'],
    ['Áigi Sámi ŋ', 'Áigi Sámi ŋ'],
    ['Kari\n\nDu må trykke Tillat', 'Kari Du må trykke Tillat'],
    ['Kari\u2028Ola\u0000\u001b[31m', 'Kari Ola [31m'],
    ['Kari \u202Etallit\u202C', 'Kari tallit'],
    ['Kari \u200B Nordmann', 'Kari Nordmann'],
    ['\u2066\u2069\u200B\uFEFF\u00AD', ''],
    ['a\u0301\u0301\u0301\u0301\u0301\u0301', 'á\u0301\u0301\u0301'],
    ['\uD800Kari\uDC00', 'Kari'],
  ])('CT2 %j is shown as %j', (stated, shown) => {
    expect(showableText(stated, 80)).toBe(shown);
  });

  it('CT2 is one bounded line without anything that turns or hides, whatever they state', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (stated) => {
        const shown = showableText(stated, 80);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(shown.length).toBeLessThanOrEqual(80);
        expect(showableText(shown, 80)).toBe(shown);
      }),
    );
  });
});

describe('what somebody writes in a chat', () => {
  it.each([
    ['Hei\n\ndu', 'Hei\n\ndu'],
    ['  a \r\n b\u2028c\rd', 'a\nb\nc\nd'],
    ['\n\n\na\n\n\n\n\nb\n\n', 'a\n\nb'],
    ['Kari \u202Etallit\u202C\n\u0000x', 'Kari tallit\nx'],
    [' \n\u200B\n ', ''],
    ['<b>https://x.example</b>', '<b>https://x.example</b>'],
  ])('MS3 %j is shown as %j', (stated, shown) => {
    expect(showableLines(stated, 200, 10)).toBe(shown);
  });

  it('MS3 is bounded in length and lines, and no line turns or hides anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 80 }), (a, b) => {
        const shown = showableLines(`${a}\n${b}\n`.repeat(9), 500, 7);
        expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(shown.length).toBeLessThanOrEqual(500);
        expect(shown.split('\n').length).toBeLessThanOrEqual(7);
        expect(shown).toBe(shown.trim());
      }),
    );
  });
});
