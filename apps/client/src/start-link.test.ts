import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStartLink } from './start-link.ts';

describe('the portal’s link', () => {
  it.each([
    ['fjernhjelp:start', {}],
    ['fjernhjelp://start', {}],
    ['fjernhjelp://start/', {}],
    ['fjernhjelp:start?ticket=123', { ticket: '123' }],
    ['fjernhjelp:start?lang=nn', { language: 'nn' }],
    ['fjernhjelp:start?ticket=123&lang=en', { ticket: '123', language: 'en' }],
    ['fjernhjelp://start/?lang=nb&ticket=000000000001', { ticket: '000000000001', language: 'nb' }],
  ])('%s says %j', (link, said) => {
    expect(parseStartLink(link)).toEqual(said);
  });

  it.each([
    'fjernhjelp:start?server=https://evil.example',
    'fjernhjelp:start?ticket=1&server=evil',
    'fjernhjelp:start?settings=x',
    'fjernhjelp://evil.example/start',
    'fjernhjelp://start@evil.example',
    'fjernhjelp:start#x',
    'fjernhjelp:start?',
    'fjernhjelp:start?ticket=',
    'fjernhjelp:start?ticket=12a',
    'fjernhjelp:start?ticket=1234567890123',
    'fjernhjelp:start?ticket=1&ticket=2',
    'fjernhjelp:start?lang=nb&lang=nn',
    'fjernhjelp:start?lang=de',
    'fjernhjelp:start?ticket=%31',
    'fjernhjelp:start?ticket=1=2',
    'fjernhjelp:start?ticket=1&',
    'fjernhjelp:start?ticket=-1',
    'fjernhjelp:start?ticket=1 --server https://evil.example',
    'fjernhjelp:start?ticket=1"',
    'fjernhjelp:start?ticket=1\n',
    'fjernhjelp:start?__proto__=1',
    'fjernhjelp:stop',
    'FJERNHJELP:start',
    ' fjernhjelp:start',
    'https://evil.example',
    '',
    `fjernhjelp:start?ticket=${'1'.repeat(10_000)}`,
  ])('%j is none', (link) => {
    expect(parseStartLink(link)).toBeUndefined();
  });

  it('carries a ticket number and a language and nothing else, whatever the text', () => {
    const piece = fc.constantFrom(
      'fjernhjelp:',
      '//',
      'start',
      '/',
      '?',
      '&',
      '=',
      'ticket',
      'lang',
      'server',
      'nn',
      '7',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece).map((pieces) => pieces.join('')),
      fc.tuple(fc.constant('fjernhjelp:start?'), fc.string()).map(([start, end]) => start + end),
    );
    fc.assert(
      fc.property(text, (link) => {
        const { ticket = '0', language = 'nb', ...rest } = parseStartLink(link) ?? {};
        expect(ticket).toMatch(/^\d{1,12}$/);
        expect(['nb', 'nn', 'en']).toContain(language);
        expect(rest).toEqual({});
      }),
    );
  });
});
