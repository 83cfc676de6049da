import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { readRemembered, remember } from '../storage/remembered.ts';
import { chooseLanguage, FALLBACK, loadTexts, preparedLanguages } from './languages.ts';

/** Sets the page's language from `?lang=`, the last choice or the browser, and keeps `<html lang>` true. */
export async function openLanguage(): Promise<i18n> {
  const asked = new URLSearchParams(location.search).get('lang');
  const language = chooseLanguage(asked, readRemembered('language'), navigator.languages);
  const instance = createInstance();
  instance.on('languageChanged', (now) => {
    document.documentElement.lang = now;
  });
  const codes = preparedLanguages.includes(language) ? [language, FALLBACK] : [language];
  const loaded = await Promise.all(codes.map(async (code) => [code, await loadTexts(code)] as const));
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: preparedLanguages.includes(language) ? FALLBACK : false,
    resources: Object.fromEntries(loaded.map(([code, texts]) => [code, { translation: texts }])),
    // The texts are here already: the first picture is in the right language.
    initAsync: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  });
  return instance;
}

/** Changes the language when its texts are here; a line that is broken leaves it as it is. */
export async function switchLanguage(instance: i18n, language: string): Promise<void> {
  await addTexts(instance, language);
  remember('language', language);
  await instance.changeLanguage(language);
}

/** Makes a further language's texts known, without changing the page's. */
export async function addTexts(instance: i18n, language: string): Promise<void> {
  if (!instance.hasResourceBundle(language, 'translation'))
    instance.addResourceBundle(language, 'translation', await loadTexts(language));
}
