import type { Language } from '../../../languages.ts';
import type { SystemLibraries } from './libraries.ts';

/** MUI_LANGUAGE_NAME. */
const BY_NAME = 8;
const MAX_CHARS = 512;

/** @returns the language in which Windows speaks to this user */
export function languageOfUser(win: SystemLibraries): Language {
  const [count, chars] = [new Uint32Array(1), Uint32Array.of(MAX_CHARS)];
  const names = Buffer.alloc(MAX_CHARS * 2);
  if (!win.GetUserPreferredUILanguages(BY_NAME, count, names, chars)) return 'nb';
  return languageOfNames(
    names
      .toString('utf16le', 0, chars[0]! * 2)
      .split('\0')
      .filter(Boolean),
  );
}

/** @param names BCP 47 names, the preferred one first; bokmål where there are none: the program's users are Norwegian */
export function languageOfNames(names: readonly string[]): Language {
  const spoken = /^[a-z]+/.exec(names[0]?.toLowerCase() ?? '')?.[0] ?? 'nb';
  if (spoken === 'nn') return 'nn';
  return spoken === 'nb' || spoken === 'no' ? 'nb' : 'en';
}
