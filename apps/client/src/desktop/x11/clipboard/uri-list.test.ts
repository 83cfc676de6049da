import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeUriList } from './uri-list.ts';

const read = (text: string) => decodeUriList(Buffer.from(text));

it('has the files that a file manager copied', () => {
  expect(
    read('# comment\r\nfile:///home/kari/bl%C3%A5b%C3%A6r.txt\r\nfile://localhost/tmp/a%20b\r\n'),
  ).toEqual(['/home/kari/blåbær.txt', '/tmp/a b']);
});

it.each([
  'https://example.org/\n',
  'file:///a\nhttps://example.org/\n',
  'file://other/a\n',
  'file:///a%00b\n',
  'file:///a%2Fb\n',
  '/a\n',
  'file:///a\n'.repeat(50_001),
])('has none that is not of this machine, or too many', (text) => {
  expect(read(text)).toEqual([]);
});

it('of any bytes has none, or full paths', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const list = Buffer.concat([Buffer.from('file:///'), bytes]);
      for (const path of decodeUriList(list)) expect(path).toMatch(/^\//);
    }),
  );
});
