import { describe, expect, it } from 'vitest';
import { createTexts, languageOfSystem } from './languages.ts';
import en from './texts/en.json' with { type: 'json' };
import nb from './texts/nb.json' with { type: 'json' };
import nn from './texts/nn.json' with { type: 'json' };

describe('the person’s language', () => {
  it.each([
    [{ LANG: 'nn_NO.UTF-8' }, 'nn'],
    [{ LANG: 'nb_NO.UTF-8' }, 'nb'],
    [{ LANG: 'no_NO' }, 'nb'],
    [{ LANG: 'nb_NO.UTF-8', LC_ALL: 'en_GB.UTF-8' }, 'en'],
    [{ LANG: 'nn_NO.UTF-8', LC_ALL: '' }, 'nn'],
    [{ LANG: 'en_US', LC_MESSAGES: 'nn_NO' }, 'nn'],
    [{ LANG: 'pl_PL.UTF-8' }, 'en'],
    [{ LANG: 'C.UTF-8' }, 'nb'],
    [{}, 'nb'],
  ])('%j is %s', (env, language) => {
    expect(languageOfSystem(env)).toBe(language);
  });
});

describe('the texts', () => {
  const placeholders = (texts: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(texts).map(([key, text]) => [
        key,
        [...text.matchAll(/\{\{\w+\}\}/g)].map(String).sort(),
      ]),
    );

  it('say the same things in all three languages', () => {
    expect(placeholders(nn)).toEqual(placeholders(nb));
    expect(placeholders(en)).toEqual(placeholders(nb));
  });

  it('fill in what they name, as it is', () => {
    const text = createTexts('en');
    expect(text('setting-unknown', { setting: '$&{{file}}', file: 'f.json' })).toBe(
      'There is no setting “$&{{file}}” (f.json).',
    );
  });
});
