/** Every language of the pages, in the order of the switch. A further one is a line here and a file of texts. */
export const languages = [
  { code: 'nb', name: 'Bokmål' },
  { code: 'nn', name: 'Nynorsk' },
  { code: 'en', name: 'English' },
] as const;

export type Language = (typeof languages)[number]['code'];

export function isLanguage(text: string | null | undefined): text is Language {
  return languages.some(({ code }) => code === text);
}

/**
 * @param chosen what the client asks for and what the person chose before, the weightiest first
 * @param preferred the browser's languages as BCP 47 tags, best first
 * @returns the first that we have, bokmål when there is none
 */
export function chooseLanguage(
  chosen: readonly (string | null | undefined)[],
  preferred: readonly string[],
): Language {
  const tags = preferred.map((tag) => tag.toLowerCase().split('-')[0]);
  for (const wanted of [...chosen, ...tags]) {
    if (wanted === 'no') return 'nb';
    if (isLanguage(wanted)) return wanted;
  }
  return 'nb';
}
