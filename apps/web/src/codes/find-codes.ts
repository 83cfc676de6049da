import { type Password, parsePassword, parseSessionId, type SessionId } from '@fjernhjelp/protocol';

/** Longer than any message that somebody copies both from. */
const MAX_CHARS = 2000;
const NINE_DIGITS = /\d(?:[\s.\-\u2010-\u2015\u2212]*\d){8}/g;
const LETTERS = 16;

/**
 * Finds an ID and a password in a text that holds both, as "ID: 123 456 782, passord: LAMO VIKE SADO RIJA".
 * @returns undefined unless both are there
 */
export function findCodes(text: string): { id: SessionId; password: Password } | undefined {
  if (text.length > MAX_CHARS) return undefined;
  for (const [digits] of text.matchAll(NINE_DIGITS)) {
    const { id } = parseSessionId(digits);
    if (id === undefined) continue;
    const password = findPassword(text.replace(digits, '\n'));
    if (password !== undefined) return { id, password };
  }
  return undefined;
}

/** Tries each run of words that has sixteen letters together. */
function findPassword(text: string): Password | undefined {
  const words = text.match(/\p{L}+/gu) ?? [];
  for (let first = 0; first < words.length; first++) {
    let letters = '';
    for (let next = first; next < words.length && letters.length < LETTERS; next++) letters += words[next];
    const { password } = parsePassword(letters);
    if (password !== undefined) return password;
  }
  return undefined;
}
