import { readFileSync } from 'node:fs';

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

/** A sentence by its key, with `{{name}}` filled in. The files are read when the first one is wanted. */
export function createTexts(
  language: Language,
): (key: string, params?: Readonly<Record<string, string>>) => string {
  let texts: Record<string, string> | undefined;
  return (key, params = {}) => {
    texts ??= JSON.parse(
      readFileSync(new URL(`./texts/${language}.json`, import.meta.url), 'utf8'),
    ) as Record<string, string>;
    const text = texts[key] ?? key;
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => params[name] ?? '');
  };
}
