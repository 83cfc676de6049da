import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { regroup } from './regroup.ts';

/** The text with "|" at the caret, before and after. */
function typed(marked: string, groupLength: number, deletesForward = false): string {
  const caret = marked.indexOf('|');
  const result = regroup({ text: marked.replace('|', ''), caret }, groupLength, deletesForward);
  return `${result.text.slice(0, result.caret)}|${result.text.slice(result.caret)}`;
}

describe('grouping while typing', () => {
  it('puts a space before the first character of a group, not after the last of one', () => {
    expect(typed('123|', 3)).toBe('123|');
    expect(typed('1234|', 3)).toBe('123 4|');
    expect(typed('123-456.782|', 3)).toBe('123 456 782|');
    expect(typed('LAMOVIKE|', 4)).toBe('LAMO VIKE|');
  });

  it('keeps the caret behind the character that was typed in the middle', () => {
    expect(typed('129|3 456 78', 3)).toBe('129| 345 678');
    expect(typed('9|123 456', 3)).toBe('9|12 345 6');
    expect(typed('|123456', 3)).toBe('|123 456');
  });

  it('never holds the caret at a space: Backspace and Delete both get past it', () => {
    expect(typed('123|456', 3)).toBe('123| 456');
    expect(typed('123|456', 3, true)).toBe('123 |456');
  });

  it('leaves what can be no ID or password as it was typed', () => {
    expect(typed('123/456|', 3)).toBe('123/456|');
    expect(typed('12🙂3|', 3)).toBe('12🙂3|');
  });

  it('loses no character and changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Za-zæøå -]{0,24}$/), fc.nat(24), (text, at) => {
        const once = regroup({ text, caret: Math.min(at, text.length) }, 4);
        expect(once.text.replaceAll(' ', '')).toBe(text.replaceAll(/[ -]/g, ''));
        expect(regroup(once, 4).text).toBe(once.text);
        expect(once.caret).toBeLessThanOrEqual(once.text.length);
      }),
    );
  });
});
