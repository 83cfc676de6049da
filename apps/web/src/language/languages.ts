/** What each language calls itself. A language may stand here before there are texts in it. */
const ownNames: Readonly<Record<string, string>> = {
  nb: 'Bokmål',
  nn: 'Nynorsk',
  en: 'English',
  se: 'Davvisámegiella',
};

/** In the order of the switch; further ones come after. */
const first = ['nb', 'nn', 'en'];

interface TextFile {
  readonly [place: string]: string | TextFile;
}
type Loaders = Readonly<Record<string, () => Promise<TextFile>>>;

/** A file in `texts` is a language that is offered: the check holds it to be complete. */
const offeredFiles: Loaders = import.meta.glob<TextFile>('../texts/*.json', { import: 'default' });

/** A file in `texts/prepared` is being translated: it is shown to whoever asks with `?lang=`, what is missing in bokmål. */
const preparedFiles: Loaders = import.meta.glob<TextFile>('../texts/prepared/*.json', { import: 'default' });

/** What stands in where a prepared language has no text yet. */
export const FALLBACK = 'nb';

const codeOf = (path: string): string => /(\w+)\.json$/.exec(path)?.[1] ?? '';
const byCode = (files: Loaders) =>
  new Map(Object.entries(files).map(([path, load]) => [codeOf(path), load] as const));
const offered = byCode(offeredFiles);
const prepared = byCode(preparedFiles);

const rank = (code: string): number => (first.includes(code) ? first.indexOf(code) : first.length);

/** Every language of the pages. A further one is a file of texts. */
export const languages: readonly { readonly code: string; readonly name: string }[] = [...offered.keys()]
  .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))
  .map((code) => ({ code, name: ownNames[code] ?? code }));

/** Languages that are being translated. */
export const preparedLanguages: readonly string[] = [...prepared.keys()];

export function isLanguage(text: string | null | undefined): text is string {
  return languages.some(({ code }) => code === text);
}

/** Texts by where they lie; a prepared language's may be fewer. */
export async function loadTexts(code: string): Promise<TextFile> {
  const load = offered.get(code) ?? prepared.get(code);
  if (load === undefined) throw new Error(`no texts in ${code}`);
  return load();
}

/**
 * @param asked what the address asks for: the one way to see a language that is only prepared
 * @param chosen what the person chose before
 * @param preferred the browser's languages as BCP 47 tags, best first
 * @returns the first that we have, bokmål when there is none
 */
export function chooseLanguage(
  asked: string | null,
  chosen: string | null,
  preferred: readonly string[],
): string {
  if (asked !== null && prepared.has(asked)) return asked;
  const tags = preferred.map((tag) => tag.toLowerCase().split('-')[0]);
  for (const wanted of [asked, chosen, ...tags]) {
    if (wanted === 'no') return 'nb';
    if (isLanguage(wanted)) return wanted;
  }
  return FALLBACK;
}
