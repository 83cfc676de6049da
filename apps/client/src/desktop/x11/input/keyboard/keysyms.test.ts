import { describe, expect, it } from 'vitest';
import { CharacterKeysyms } from './keysyms.ts';

describe('keysyms of characters', () => {
  const characters = new CharacterKeysyms();

  it.each([
    ['a', [0x61]],
    ['å', [0xe5]],
    ['€', [0x20ac]],
    ['α', [0x7e1]],
    ['ς', [0x7f3]],
    ['Ώ', [0x7ab]],
    ['ж', [0x6d6]],
    ['ј', [0x6a8]],
    ['š', [0x1b9]],
    ['ő', [0x1f5]],
    ['Ħ', [0x2a1]],
    ['ŋ', [0x3bf]],
    ['Œ', [0x13bc]],
    ['א', [0xce0]],
    ['ก', [0xda1]],
    ['ب', [0x5c8]],
    ['—', [0xaa9]],
    ['…', [0xaae]],
    ['’', [0xad1]],
    ['„', [0xafe]],
    ['→', [0x8fd]],
  ])('%s has its own and its Unicode keysym', (character, [keysym]) => {
    const unicode = 0x0100_0000 + character.codePointAt(0)!;
    expect([...characters.of(character)].sort()).toEqual([keysym, unicode].sort());
  });

  it('every Greek letter of a Greek layout has an old keysym', () => {
    for (const letter of 'αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏΪΫ')
      expect(characters.of(letter).map((keysym) => keysym >> 8)).toContain(7);
  });

  it('characters that are keys are those keys', () => {
    expect(['\n', '\r', '\t', '\b', '\u001b'].map((each) => characters.of(each)[0])).toEqual([
      0xff0d, 0xff0d, 0xff09, 0xff08, 0xff1b,
    ]);
  });

  it('other control characters and halves of characters are nothing', () => {
    for (const character of ['\0', '\u0001', '\u0080', '\ud800'])
      expect(characters.of(character)).toEqual([]);
  });

  it('the rest has a Unicode keysym alone', () => {
    expect(characters.of('😀')).toEqual([0x0101_f600]);
    expect(characters.of('中')).toEqual([0x0100_4e2d]);
  });
});
