import { describe, expect, it } from 'vitest';
import { findBrowser } from './app-window.ts';
import { languageOfNames } from './language.ts';

describe('the user’s language', () => {
  it.each([
    [['nb-NO', 'en-US'], 'nb'],
    [['nn-NO'], 'nn'],
    [['no'], 'nb'],
    [['en-GB', 'nb-NO'], 'en'],
    [['pl-PL'], 'en'],
    [[], 'nb'],
  ])('%j is %s', (names, language) => {
    expect(languageOfNames(names)).toBe(language);
  });
});

describe('the browser for the window', () => {
  const env = { ProgramFiles: 'C:\\Program Files', 'ProgramFiles(x86)': 'C:\\Program Files (x86)' };
  const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
  const chrome = 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe';

  it('is Edge, then Chrome, where the machine has them for everybody', () => {
    expect(findBrowser(env, (path) => path === edge || path === chrome)?.program).toBe(edge);
    expect(findBrowser(env, (path) => path === chrome)?.program).toBe(chrome);
    expect(findBrowser(env, () => false)).toBeUndefined();
    expect(findBrowser({}, () => true)).toBeUndefined();
  });
});
