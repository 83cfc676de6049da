import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TextKey } from '../../apps/web/src/language/text-key.ts';
import { root } from '../harness/resources.ts';

export const languages = ['nb', 'nn', 'en'] as const;
export type Language = (typeof languages)[number];

interface Texts {
  readonly [key: string]: string | Texts;
}

/** What the product says in a language, so that a walk presses and waits for what is there now. */
export interface Words {
  readonly language: Language;
  /** As a browser asks for it. */
  readonly locale: string;
  /** A text without anything to fill in. */
  text(key: TextKey): string;
  /** Fits a text whatever is filled in. */
  said(key: TextKey): RegExp;
}

export function readWords(language: Language): Words {
  const file = join(root, `apps/web/src/texts/${language}.json`);
  const texts = JSON.parse(readFileSync(file, 'utf8')) as Texts;

  function text(key: TextKey): string {
    let found: string | Texts | undefined = texts;
    for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined;
    if (typeof found !== 'string') throw new Error(`no text ${key} in ${language}`);
    return found;
  }

  return {
    language,
    locale: { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' }[language],
    text,
    said: (key) =>
      new RegExp(
        text(key)
          .split(/\{\{\w+\}\}/)
          .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
          .join('.*'),
      ),
  };
}
