/**
 * X keysyms of characters (keysymdef.h; X protocol, appendix A). A character can have two: the Unicode one, and an
 * older one that present keyboard maps still use.
 */

const UNICODE = 0x0100_0000;

/** Old keysyms whose low byte is the character's place in an 8-bit set. */
const sets: readonly { first: number; last: number; encoding: string }[] = [
  { first: 0x1a1, last: 0x1ff, encoding: 'iso-8859-2' },
  { first: 0x2a1, last: 0x2fe, encoding: 'iso-8859-3' },
  { first: 0x3a2, last: 0x3fe, encoding: 'iso-8859-4' },
  { first: 0x5ac, last: 0x5f2, encoding: 'iso-8859-6' },
  { first: 0x6c0, last: 0x6ff, encoding: 'koi8-r' },
  { first: 0xcdf, last: 0xcfa, encoding: 'iso-8859-8' },
  { first: 0xda1, last: 0xdf9, encoding: 'windows-874' },
];

/** Old keysyms in runs: the first one, and the characters from there on; a space stands for none. */
const runs: readonly [first: number, characters: string][] = [
  [0x6a1, 'ђѓёєѕіїјљњћќґўџ'],
  [0x6b0, '№ЂЃЁЄЅІЇЈЉЊЋЌҐЎЏ'],
  [0x7a1, 'ΆΈΉΊΪ ΌΎΫ Ώ  ΅―'],
  [0x7b1, 'άέήίϊΐόύϋΰώ'],
  [0x7c1, 'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣ ΤΥΦΧΨΩ'],
  [0x7e1, 'αβγδεζηθικλμνξοπρσςτυφχψω'],
  [0x8fb, '←↑→↓'],
  [0xaa1, '\u2003\u2002\u2004\u2005\u2007\u2008\u2009\u200a—–'],
  [0xaae, '…'],
  [0xac9, '™'],
  [0xad0, '‘’“”'],
  [0xaf1, '†‡'],
  [0xafd, '‚„'],
  [0x13bc, 'ŒœŸ'],
  [0x20a0, '₠₡₢₣₤₥₦₧₨₩₪₫€'],
];

/** Characters that are keys. */
const controls = new Map([
  ['\n', 0xff0d],
  ['\r', 0xff0d],
  ['\t', 0xff09],
  ['\b', 0xff08],
  ['\u001b', 0xff1b],
  ['\u007f', 0xffff],
]);

/** The accent that a dead key adds, by its keysym. */
export const deadKeys: ReadonlyMap<number, { combining: string; spacing: string }> = new Map([
  [0xfe50, { combining: '\u0300', spacing: '`' }],
  [0xfe51, { combining: '\u0301', spacing: '´' }],
  [0xfe52, { combining: '\u0302', spacing: '^' }],
  [0xfe53, { combining: '\u0303', spacing: '~' }],
  [0xfe54, { combining: '\u0304', spacing: '¯' }],
  [0xfe55, { combining: '\u0306', spacing: '˘' }],
  [0xfe56, { combining: '\u0307', spacing: '˙' }],
  [0xfe57, { combining: '\u0308', spacing: '¨' }],
  [0xfe58, { combining: '\u030a', spacing: '°' }],
  [0xfe59, { combining: '\u030b', spacing: '˝' }],
  [0xfe5a, { combining: '\u030c', spacing: 'ˇ' }],
  [0xfe5b, { combining: '\u0327', spacing: '¸' }],
  [0xfe5c, { combining: '\u0328', spacing: '˛' }],
]);

/** @returns whether this keysym waits for the next key */
export function isDead(keysym: number): boolean {
  return keysym >= 0xfe50 && keysym <= 0xfe93;
}

/** The keysyms that may stand for a character, the one to bind first. */
export class CharacterKeysyms {
  readonly #old = oldKeysyms();

  /**
   * @param character one code point
   * @returns one or more; none for a control character without a key and for what Unicode does not assign
   */
  of(character: string): readonly number[] {
    const control = controls.get(character);
    if (control !== undefined) return [control];
    const codePoint = character.codePointAt(0) ?? 0;
    if (codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0)) return [];
    if (codePoint >= 0xd800 && codePoint < 0xe000) return [];
    if (codePoint < 0x100) return [codePoint, UNICODE + codePoint];
    const old = this.#old.get(character);
    return old === undefined ? [UNICODE + codePoint] : [UNICODE + codePoint, old];
  }
}

function oldKeysyms(): Map<string, number> {
  const keysyms = new Map<string, number>();
  const add = (character: string, keysym: number) => {
    const known = character === ' ' || character === '\ufffd' || character <= 'ÿ' || keysyms.has(character);
    if (!known) keysyms.set(character, keysym);
  };
  for (const { first, last, encoding } of sets) {
    const decoder = new TextDecoder(encoding);
    for (let keysym = first; keysym <= last; keysym++)
      add(decoder.decode(Uint8Array.of(keysym & 255)), keysym);
  }
  for (const [first, characters] of runs) {
    [...characters].forEach((character, index) => {
      add(character, first + index);
    });
  }
  return keysyms;
}
