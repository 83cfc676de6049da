import { expect, test } from 'vitest';
import { browserLanguage, terminalLanguage } from './language.ts';

test.each([
  [undefined, 'nb'],
  ['', 'nb'],
  ['nn-NO,nn;q=0.9,en;q=0.8', 'nn'],
  ['no', 'nb'],
  ['de, en-GB;q=0.7, nb;q=0.3', 'en'],
  ['en;q=0, nn;q=0.1', 'nn'],
  ['fr', 'nb'],
  [';;;,,q=x', 'nb'],
])('a browser that accepts %j reads %s', (header, language) => {
  expect(browserLanguage(header)).toBe(language);
});

test.each([
  [{ LANG: 'nb_NO.UTF-8' }, 'nb'],
  [{ LANG: 'en_US.UTF-8', LC_ALL: 'nn_NO' }, 'nn'],
  [{ LANG: 'C' }, 'en'],
  [{}, 'en'],
])('a terminal with %j reads %s', (env, language) => {
  expect(terminalLanguage(env)).toBe(language);
});
