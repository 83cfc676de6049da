/**
 * A one-time password: eight syllables of one consonant and one vowel, as in `LAMO VIKE SADO RIJA`
 * (PROTOCOL.md PW1; why: docs/decisions/0002-password.md). 36^8 of them are 41.4 bits.
 */
export type Password = string & { readonly brand: 'Password' };

const CONSONANTS = 'DHJKLMRSV';
const VOWELS = 'AEIO';
const SYLLABLES = 8;
const LETTERS = SYLLABLES * 2;

/** Words nobody should have to read to a stranger on the phone; such a password is drawn again. */
const UNWANTED = ['HORE', 'HORA', 'HOMO', 'JODE', 'JODA', 'SADI', 'HORI', 'DEDE', 'KOKA'] as const;

/** What a listener may write for a sound that the alphabet has under another letter (PROTOCOL.md PW3). */
const HEARD_AS: Readonly<Record<string, string>> = {
  U: 'O',
  Å: 'O',
  Ø: 'O',
  Ö: 'O',
  Y: 'I',
  Æ: 'E',
  Ä: 'E',
  W: 'V',
  F: 'V',
  B: 'V',
  C: 'K',
  Q: 'K',
  G: 'K',
  Z: 'S',
  T: 'D',
  N: 'M',
};

/** @param randomInt a uniform integer in 0 … bound − 1 from a cryptographic source */
export function createPassword(randomInt: (bound: number) => number): Password {
  for (;;) {
    let password = '';
    for (let i = 0; i < SYLLABLES; i++) {
      password += CONSONANTS.charAt(randomInt(CONSONANTS.length)) + VOWELS.charAt(randomInt(VOWELS.length));
    }
    if (!UNWANTED.some((word) => password.includes(word))) return password as Password;
  }
}

export type PasswordProblem = 'incomplete' | 'not-a-syllable' | 'too-long';

/**
 * Reads a password as a person typed it, without regard to case, spaces and hyphens; letters that sound like one of
 * the alphabet count as that one.
 * @returns the password, or what is wrong with the text so far, for use while typing
 */
export function parsePassword(
  text: string,
): { password: Password; problem?: never } | { password?: never; problem: PasswordProblem } {
  let letters = '';
  for (const typed of text.normalize('NFC').toUpperCase()) {
    if (/[\s.,\-\u2010-\u2015\u2212]/.test(typed)) continue;
    const letter = HEARD_AS[typed] ?? typed;
    const expected = letters.length % 2 === 0 ? CONSONANTS : VOWELS;
    if (letters.length === LETTERS) return { problem: 'too-long' };
    if (!expected.includes(letter)) return { problem: 'not-a-syllable' };
    letters += letter;
  }
  if (letters.length < LETTERS) return { problem: 'incomplete' };
  return { password: letters as Password };
}

/** @returns the password in groups of four letters, as it is shown and read aloud */
export function formatPassword(password: Password): string {
  return password.replace(/(.{4})(?=.)/g, '$1 ');
}
