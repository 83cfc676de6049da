import { afterEach, expect, it, vi } from 'vitest';
import { openLanguage } from './language.ts';

afterEach(() => vi.unstubAllGlobals());

/** A page that has been opened. @returns what it speaks, and the language that it says it is in */
async function open(search: string, languages: readonly string[] = ['nn-NO']) {
  const documentElement = { lang: 'nb' };
  const setItem = vi.fn();
  vi.stubGlobal('location', { search });
  vi.stubGlobal('navigator', { languages });
  vi.stubGlobal('document', { documentElement });
  vi.stubGlobal('localStorage', { getItem: () => null, setItem });
  return { i18n: await openLanguage(), documentElement, setItem };
}

it('a language that is half translated stands in its own words, and where one is missing in bokmål: text by text, and in plurals', async () => {
  const { i18n, documentElement, setItem } = await open('?lang=se');
  expect(documentElement.lang).toBe('se');
  expect(i18n.t('page.language')).toBe('Giella');
  expect(i18n.t('console.password')).toBe('Beassansátni');
  expect(i18n.t('window.allow')).toBe('Tillat');
  expect(i18n.t('window.askingTitle', { name: 'Kari' })).toBe('Kari vil se skjermen din');
  // Sámi has a dual, which bokmål has not.
  for (const count of [1, 2, 5])
    expect(i18n.t('tabs.unreadIn', { id: '1', count })).toMatch(new RegExp(`^Økt 1: ${count} ulest`));
  // Looked at, not chosen.
  expect(setItem).not.toHaveBeenCalled();
});

it('an offered language never borrows: a missing text would be seen by the check, not covered', async () => {
  const { i18n, documentElement } = await open('');
  expect(documentElement.lang).toBe('nn');
  expect(i18n.options.fallbackLng).toEqual(false);
  expect(i18n.t('window.allow')).toBe('Tillat');
  expect(i18n.hasResourceBundle('nb', 'translation')).toBe(false);
});
