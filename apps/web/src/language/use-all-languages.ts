import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addTexts } from './language.ts';
import { languages } from './languages.ts';

/**
 * Loads every language's texts, for what is shown in several at a time.
 * @returns the languages whose texts are here, the page's own first
 */
export function useAllLanguages(): typeof languages {
  const { i18n } = useTranslation();
  const [, setLoaded] = useState(0);
  useEffect(() => {
    let isShown = true;
    for (const { code } of languages) {
      void addTexts(i18n, code).then(() => {
        if (isShown) setLoaded((count) => count + 1);
      });
    }
    return () => {
      isShown = false;
    };
  }, [i18n]);
  const here = languages.filter(({ code }) => i18n.hasResourceBundle(code, 'translation'));
  return here.sort((a, b) => Number(b.code === i18n.language) - Number(a.code === i18n.language));
}
