import { describe, expect, it } from 'vitest';
import { chooseLanguage, languages, loadTexts, preparedLanguages } from './languages.ts';
import { localesOf } from './locales.ts';
import { createAmounts } from './use-amounts.ts';

describe('the language of a page', () => {
  it('is the first of the browser’s that there are texts in', () => {
    expect(chooseLanguage(null, null, ['de-DE', 'nn-NO', 'nb-NO'])).toBe('nn');
    expect(chooseLanguage(null, null, ['en-GB', 'nb'])).toBe('en');
    expect(chooseLanguage(null, null, ['no'])).toBe('nb');
  });

  it('is rather the one that was asked for, then the one that was chosen before', () => {
    expect(chooseLanguage('nn', 'en', ['nb'])).toBe('nn');
    expect(chooseLanguage(null, 'en', ['nb'])).toBe('en');
    expect(chooseLanguage('klingon', null, ['nn'])).toBe('nn');
  });

  it('is bokmål when nothing fits', () => {
    expect(chooseLanguage(null, null, [])).toBe('nb');
    expect(chooseLanguage('xx', null, ['fr'])).toBe('nb');
  });
});

describe('the languages', () => {
  it('are offered in their order, each by its own name', () => {
    expect(languages.slice(0, 3)).toEqual([
      { code: 'nb', name: 'Bokmål' },
      { code: 'nn', name: 'Nynorsk' },
      { code: 'en', name: 'English' },
    ]);
    expect(languages.filter(({ code, name }) => code === name)).toEqual([]);
  });

  it.each(preparedLanguages)(
    '%s is prepared: shown to whoever asks for it, offered to nobody',
    async (code) => {
      expect(languages.map((language) => language.code)).not.toContain(code);
      expect(chooseLanguage(null, code, [code])).toBe('nb');
      expect(chooseLanguage(code, 'en', ['nn'])).toBe(code);
      expect(await loadTexts(code)).toBeTypeOf('object');
    },
  );
});

describe('numbers, dates and lists', () => {
  it('are written as in Norwegian where a browser knows no nynorsk or Sámi, never as in its own language', () => {
    for (const code of ['nn', 'se']) expect(localesOf(code).slice(0, 2)).toEqual([code, 'nb']);
    const at = new Date(2026, 10, 25, 13, 58);
    for (const code of ['nb', 'nn', 'se'])
      expect(new Intl.DateTimeFormat(localesOf(code), { timeStyle: 'short' }).format(at)).toBe('13:58');
    expect(createAmounts('nn').number(3.5)).toBe('3,5');
  });

  it('are British in English: 24 hours, the day before the month', () => {
    const at = new Date(2026, 10, 25, 13, 58);
    const format = new Intl.DateTimeFormat(localesOf('en'), { dateStyle: 'short', timeStyle: 'short' });
    expect(format.format(at)).toBe('25/11/2026, 13:58');
  });
});
