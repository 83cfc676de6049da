import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type nb from './texts/nb.json';

/** The words of the guide in one language. They stay apart from the pages' texts: they are long, and only read here. */
export type Words = typeof nb;

export interface StepWords {
  readonly title: string;
  readonly text: string;
  /** What the picture shows, for people who do not see it. */
  readonly picture: string;
  /** Another way, where this one is closed. */
  readonly instead?: { readonly title: string; readonly text: string; readonly steps: readonly string[] };
}

const files = import.meta.glob<Words>('./texts/*.json', { import: 'default' });

/** Every step's picture in every language, as `npm run guide` took it. */
const pictures = import.meta.glob<string>('./pictures/*/*.webp', {
  import: 'default',
  query: '?url',
  eager: true,
});

/** Languages that the guide is written in; others are given bokmål. */
const guideLanguage = (language: string): string =>
  files[`./texts/${language}.json`] === undefined ? 'nb' : language;

/** @returns the address of a step's picture */
export function pictureOf(language: string, step: string): string | undefined {
  return pictures[`./pictures/${guideLanguage(language)}/${step}.webp`];
}

/** @returns the guide in the page's language; undefined until it is here */
export function useWords(): Words | undefined {
  const { language } = useTranslation().i18n;
  const [words, setWords] = useState<Words>();
  useEffect(() => {
    let isShown = true;
    void files[`./texts/${guideLanguage(language)}.json`]?.().then((loaded) => {
      if (isShown) setWords(loaded);
    });
    return () => {
      isShown = false;
    };
  }, [language]);
  return words;
}
