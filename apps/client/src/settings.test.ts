import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseServer, parseSettings, readSettings } from './settings.ts';
import { StartProblem } from './start-problem.ts';

function problemOf(text: string): StartProblem | undefined {
  try {
    parseSettings(text, 'fjernhjelp.json');
    return undefined;
  } catch (error) {
    if (error instanceof StartProblem) return error;
    throw error;
  }
}

describe('settings', () => {
  it('reads server and language', () => {
    expect(parseSettings('{"server":"https://hjelp.kommune.no/","language":"nn"}', 'f')).toEqual({
      server: 'https://hjelp.kommune.no',
      language: 'nn',
    });
  });

  it('IN11 reads how long the helper waits for the user', () => {
    expect(parseSettings('{"userFirstMs":2500}', 'f')).toEqual({ userFirstMs: 2500 });
    expect(parseSettings('{"userFirstMs":0}', 'f')).toEqual({ userFirstMs: 0 });
  });

  it('reads whether the window sounds', () => {
    expect(parseSettings('{"sounds":false}', 'f')).toEqual({ sounds: false });
  });

  it('reads a file that begins with a byte order mark', () => {
    expect(parseSettings('\uFEFF{"language":"en"}', 'f')).toEqual({ language: 'en' });
  });

  it.each([
    ['{"sever":"https://a.no"}', 'setting-unknown', 'sever'],
    ['{"server":7}', 'setting-malformed', 'server'],
    ['{"server":"hjelp.kommune.no"}', 'setting-malformed', 'server'],
    ['{"language":"de"}', 'setting-malformed', 'language'],
    ['{"sounds":"off"}', 'setting-malformed', 'sounds'],
    ['{"userFirstMs":-1}', 'setting-malformed', 'userFirstMs'],
    ['{"userFirstMs":60001}', 'setting-malformed', 'userFirstMs'],
    ['{"userFirstMs":1.5}', 'setting-malformed', 'userFirstMs'],
    ['{"userFirstMs":"1000"}', 'setting-malformed', 'userFirstMs'],
    ['{"__proto__":1}', 'setting-unknown', '__proto__'],
  ])('names the setting that is wrong in %s', (text, code, setting) => {
    expect(problemOf(text)).toMatchObject({ code, params: { setting, file: 'fjernhjelp.json' } });
  });

  it.each(['', '[]', 'null', '"x"', '{', '{"server":"https://a.no",}'])(
    'names the file when %j is no settings',
    (text) => {
      expect(problemOf(text)).toMatchObject({
        code: 'settings-not-json',
        params: { file: 'fjernhjelp.json' },
      });
    },
  );

  it('answers any text with settings or a problem', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        problemOf(text);
      }),
    );
  });

  it('misses a file that was asked for, and only that', () => {
    expect(readSettings('/nowhere/fjernhjelp.json', false)).toEqual({});
    expect(() => readSettings('/nowhere/fjernhjelp.json', true)).toThrow(
      expect.objectContaining({ code: 'settings-unreadable' }),
    );
  });
});

describe('the server’s address', () => {
  it.each([
    ['https://hjelp.kommune.no', 'https://hjelp.kommune.no'],
    ['http://localhost:8080/', 'http://localhost:8080'],
    ['https://HJELP.kommune.no:443', 'https://hjelp.kommune.no'],
  ])('%s is %s', (text, origin) => {
    expect(parseServer(text)).toBe(origin);
  });

  it.each([
    'ftp://a.no',
    'https://a.no/path',
    'https://user:pw@a.no',
    'https://a.no?x',
    'https://a.no#x',
    'a.no',
    '',
  ])('%j is none', (text) => {
    expect(parseServer(text)).toBeUndefined();
  });
});
