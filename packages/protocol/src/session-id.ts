/** Nine digits: eight random ones and a Luhn check digit, as in 123456782 (PROTOCOL.md ID1). */
export type SessionId = string & { readonly brand: 'SessionId' };

const RANDOM_DIGITS = 8;

/**
 * Makes an ID.
 * @param randomInt a uniform integer in 0 … bound − 1 from a cryptographic source
 */
export function createSessionId(randomInt: (bound: number) => number): SessionId {
  const digits = String(randomInt(10 ** RANDOM_DIGITS)).padStart(RANDOM_DIGITS, '0');
  return (digits + checkDigit(digits)) as SessionId;
}

export type SessionIdProblem = 'incomplete' | 'not-digits' | 'too-long' | 'check-digit';

/**
 * Reads an ID as a person typed it: spaces, hyphens and dots are ignored (PROTOCOL.md ID2).
 * @returns the ID, or what is wrong with the text so far, for use while typing
 */
export function parseSessionId(
  text: string,
): { id: SessionId; problem?: never } | { id?: never; problem: SessionIdProblem } {
  const digits = text.replace(/[\s.\-\u2010-\u2015\u2212]/g, '');
  if (!/^[0-9]*$/.test(digits)) return { problem: 'not-digits' };
  if (digits.length < RANDOM_DIGITS + 1) return { problem: 'incomplete' };
  if (digits.length > RANDOM_DIGITS + 1) return { problem: 'too-long' };
  if (checkDigit(digits.slice(0, RANDOM_DIGITS)) !== digits[RANDOM_DIGITS]) return { problem: 'check-digit' };
  return { id: digits as SessionId };
}

/** @returns the ID in groups of three, as it is shown and read aloud: "123 456 782" */
export function formatSessionId(id: SessionId): string {
  return id.replace(/(\d{3})(?=\d)/g, '$1 ');
}

/** The Luhn digit (ISO/IEC 7812-1, annex B): finds every single wrong digit and nearly every swap of neighbours. */
function checkDigit(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const weighted = i % 2 === 0 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return String((10 - (sum % 10)) % 10);
}
