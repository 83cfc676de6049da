import en from './texts/en.json' with { type: 'json' };
import nb from './texts/nb.json' with { type: 'json' };
import nn from './texts/nn.json' with { type: 'json' };

export const languages = ['nb', 'nn', 'en'] as const;

export type Language = (typeof languages)[number];

export function isLanguage(text: string): text is Language {
  return (languages as readonly string[]).includes(text);
}

/**
 * The person's language by the system's variables (POSIX locale names, the first that is set and not empty counts).
 * Where they say nothing ("C", unset), bokmål: the program's users are Norwegian.
 */
export function languageOfSystem(env: NodeJS.ProcessEnv): Language {
  const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value) ?? '';
  const spoken = /^[a-z]+/.exec(locale.toLowerCase())?.[0] ?? '';
  if (spoken === 'nn') return 'nn';
  if (['', 'c', 'posix', 'nb', 'no'].includes(spoken)) return 'nb';
  return 'en';
}

const texts: Readonly<Record<Language, Readonly<Record<string, string>>>> = { nb, nn, en };

/** A sentence by its key, with `{{name}}` filled in. */
export function createTexts(
  language: Language,
): (key: string, params?: Readonly<Record<string, string>>) => string {
  return (key, params = {}) => {
    const text = texts[language][key] ?? key;
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => params[name] ?? '');
  };
}
