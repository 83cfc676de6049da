export type Language = 'nb' | 'nn' | 'en';

/** One sentence in the three languages; `{name}` stands for a value. */
export type Sentence = Readonly<Record<Language, string>>;

/** @returns the sentence with its values filled in */
export function say(
  sentence: Sentence,
  language: Language,
  values: Readonly<Record<string, string>> = {},
): string {
  return sentence[language].replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}

/** @returns the language of the operator's terminal (POSIX: LC_ALL before LC_MESSAGES before LANG) */
export function terminalLanguage(env: Readonly<Record<string, string | undefined>>): Language {
  return knownLanguage(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '') ?? 'en';
}

/** @returns the first of the browser's languages that we have (RFC 9110, 12.5.4), bokmål when none is */
export function browserLanguage(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const weight = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find(Boolean);
      return { language: knownLanguage(tag), weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ language, weight }) => language !== undefined && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wanted[0]?.language ?? 'nb';
}

function knownLanguage(tag: string): Language | undefined {
  const primary = tag.toLowerCase().split(/[-_.]/)[0];
  if (primary === 'no' || primary === 'nb') return 'nb';
  if (primary === 'nn' || primary === 'en') return primary;
  return undefined;
}
