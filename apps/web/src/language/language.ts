import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { readRemembered, remember } from '../storage/remembered.ts';
import en from '../texts/en.json' with { type: 'json' };
import nb from '../texts/nb.json' with { type: 'json' };
import nn from '../texts/nn.json' with { type: 'json' };
import { chooseLanguage, type Language } from './languages.ts';

/** Sets the page's language from `?lang=`, the last choice or the browser, and keeps `<html lang>` true. */
export function openLanguage(): i18n {
  const asked = new URLSearchParams(location.search).get('lang');
  const instance = createInstance();
  instance.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  void instance.use(initReactI18next).init({
    lng: chooseLanguage([asked, readRemembered('language')], navigator.languages),
    fallbackLng: false,
    resources: { nb: { translation: nb }, nn: { translation: nn }, en: { translation: en } },
    // The texts are here already: the first picture is in the right language.
    initAsync: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  });
  return instance;
}

export function switchLanguage(instance: i18n, language: Language): void {
  remember('language', language);
  void instance.changeLanguage(language);
}
