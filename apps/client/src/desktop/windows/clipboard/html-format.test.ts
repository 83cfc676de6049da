import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeHtmlFormat, encodeHtmlFormat } from './html-format.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const string = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();

/** The bytes between two offsets of the header. */
function between(bytes: Buffer, name: string): string {
  const offset = (edge: string) => Number(new RegExp(`${edge}${name}:(\\d+)`).exec(String(bytes))?.[1]);
  return bytes.subarray(offset('Start'), offset('End')).toString();
}

describe('HTML on Windows’ clipboard', () => {
  it.each([
    ['a piece', '<b>blåbær 🫐</b>', '<b>blåbær 🫐</b>'],
    ['nothing', '', ''],
    [
      'a document',
      '<html><head><style>b{}</style></head><BODY class="x">på <b>to</b></BODY></html>',
      'på <b>to</b>',
    ],
    ['a marked document', '<html><body>før<!--StartFragment-->æ<!--EndFragment-->etter</body></html>', 'æ'],
  ])('has %s with the offsets of its bytes', (_, html, piece) => {
    const bytes = encodeHtmlFormat(utf8(html));
    expect(between(bytes, 'Fragment')).toBe(piece);
    expect(between(bytes, 'HTML')).toContain(piece);
    expect(string(decodeHtmlFormat(bytes))).toBe(between(bytes, 'HTML'));
  });

  it('is read as other programs write it: more lines, no document, a zero byte at its end', () => {
    const html = '<html><body><!--StartFragment--><i>é</i><!--EndFragment--></body></html>';
    const head = (start: number, end: number) =>
      `Version:1.0\nStartHTML:${start}\nEndHTML:${end}\nStartFragment:0000000200\nEndFragment:0000000210\nSourceURL:https://x.no\n`;
    const start = head(100, 100).length;
    const bytes = utf8(`${head(start, start + utf8(html).length)}${html}\0`);
    expect(string(decodeHtmlFormat(bytes))).toBe(html);
    const noDocument = 'StartHTML:-1\r\nEndHTML:-1\r\nStartFragment:0070\r\nEndFragment:0080\r\n'.padEnd(70);
    const alone = utf8(`${noDocument}<b>hei</b>etter`);
    expect(string(decodeHtmlFormat(alone))).toBe('<b>hei</b>');
  });

  it('is nothing where the header lies', () => {
    expect(decodeHtmlFormat(utf8('StartHTML:5\nEndHTML:9999\n<b>'))).toBeUndefined();
    expect(decodeHtmlFormat(utf8('StartHTML:9\nEndHTML:3\n<b>'))).toBeUndefined();
    expect(decodeHtmlFormat(utf8('<b>uten hode</b>'))).toBeUndefined();
  });

  it('never throws, and what it reads lies within what it was given', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(400), fc.nat(400), (noise, start, end) => {
        const bytes = Buffer.concat([utf8(`StartHTML:${start}\r\nEndHTML:${end}\r\n`), noise]);
        expect(decodeHtmlFormat(bytes)?.length ?? 0).toBeLessThanOrEqual(bytes.length);
        decodeHtmlFormat(noise);
      }),
    );
  });

  it('comes back whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (html) => {
        expect(string(decodeHtmlFormat(encodeHtmlFormat(utf8(html))))).toContain(html);
      }),
    );
  });
});
