import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBypassed, proxyInList } from './proxy-settings.ts';

describe('the user’s proxy', () => {
  it.each([
    ['proxy:8080', 'https:', 'http://proxy:8080/'],
    ['http=a:80;https=b:443', 'https:', 'http://b:443/'],
    ['HTTP=a:8080', 'http:', 'http://a:8080/'],
    ['http=a:80', 'https:', undefined],
    ['socks=s:1080', 'https:', undefined],
    ['https=b:8443;proxy:1', 'http:', 'http://proxy:1/'],
    ['first:3128 second:3128', 'https:', 'http://first:3128/'],
    ['https://tls:3129', 'https:', 'https://tls:3129/'],
    ['socks://s:1', 'https:', undefined],
    ['', 'https:', undefined],
    ['::', 'https:', undefined],
  ])('in "%s" for %s is %s', (list, protocol, expected) => {
    expect(proxyInList(list, protocol)?.href).toBe(expected);
  });

  it.each([
    ['https://hjelp.intern.no', '*.intern.no', true],
    ['https://intern.no', '*.intern.no', false],
    ['https://hjelp.intern.no', '<local>;10.*', false],
    ['https://server', '<local>', true],
    ['https://10.1.2.3', '10.*', true],
    ['https://a.no', 'b.no;a.no', true],
    ['https://a.no', 'https://a.no', true],
    ['https://a.no', 'http://a.no', false],
    ['https://a.no:8443', 'a.no:8443', true],
    ['https://a.no', 'a.no:8443', false],
    ['https://A.no', ' a.NO ', true],
    ['https://a.no', 'a*a.no', false],
    ['https://a.no', '*', true],
    ['https://a.no', '', false],
  ])('%s with "%s": %s', (server, bypass, expected) => {
    expect(isBypassed(new URL(server), bypass)).toBe(expected);
  });

  it('is found in any text without a throw', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        proxyInList(text, 'https:');
        isBypassed(new URL('https://a.no'), text);
      }),
    );
  });
});
