import { describe, expect, it } from 'vitest';
import { chooseLanguage } from './languages.ts';

describe('the language of a page', () => {
  it('is the first of the browser’s that there are texts in', () => {
    expect(chooseLanguage([], ['de-DE', 'nn-NO', 'nb-NO'])).toBe('nn');
    expect(chooseLanguage([], ['en-GB', 'nb'])).toBe('en');
    expect(chooseLanguage([], ['no'])).toBe('nb');
  });

  it('is rather the one that was asked for, then the one that was chosen before', () => {
    expect(chooseLanguage(['nn', 'en'], ['nb'])).toBe('nn');
    expect(chooseLanguage([null, 'en'], ['nb'])).toBe('en');
    expect(chooseLanguage(['klingon', undefined], ['nn'])).toBe('nn');
  });

  it('is bokmål when nothing fits', () => {
    expect(chooseLanguage([], [])).toBe('nb');
    expect(chooseLanguage(['xx'], ['fr'])).toBe('nb');
  });
});
