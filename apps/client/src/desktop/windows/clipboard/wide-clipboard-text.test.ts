import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeWideText, encodeWideText } from './wide-clipboard-text.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const wide = (text: string) => Buffer.from(text, 'utf16le');
const MANY = 1000;
const read = (bytes: Uint8Array) => String(Buffer.from(decodeWideText(bytes, MANY) as Uint8Array));

describe('text on Windows’ clipboard', () => {
  it('has CR LF there and LF here, and ends at the first zero', () => {
    expect(encodeWideText(utf8('å\nb\r\nc')).toString('utf16le')).toBe('å\r\nb\r\nc\0');
    expect(read(wide('å\r\nb\nc\0resten'))).toBe('å\nb\nc');
    expect(read(wide('uten slutt'))).toBe('uten slutt');
    // The bytes 0x61 0x00 0x00 0x01 have two zeros side by side that are no character.
    expect(read(wide('a\u0100b\0'))).toBe('a\u0100b');
    expect(read(Buffer.from([0x61, 0, 0x62]))).toBe('a');
  });

  it('takes half a pair for an unknown character', () => {
    expect(read(wide('a\ud83eb\0'))).toBe('a\ufffdb');
  });

  it('is too large by a byte more than allowed, counted as UTF-8 with LF', () => {
    expect(decodeWideText(wide('åå\r\n'), 5)).toHaveLength(5);
    expect(decodeWideText(wide('åå\r\n'), 4)).toBe('too-large');
    expect(decodeWideText(wide('a'.repeat(100)), 10)).toBe('too-large');
  });

  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const expected = text.replaceAll('\r\n', '\n').replaceAll('\0', ' ').toWellFormed();
        expect(read(encodeWideText(utf8(text)))).toBe(expected);
      }),
    );
  });
});
