import { createRandomInt, type RandomBytes } from '../random.ts';

/** No I, L, O and U: what looks alike is one (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SYMBOLS = 25;
const GROUP = 5;

/** What opens a recording: 25 symbols, 125 bits, ungrouped (PROTOCOL.md RF3). */
export type RecordingCode = string & { readonly kind?: 'recording-code' };

/** @param random from a cryptographic source: nothing else protects the recording */
export function createRecordingCode(random: RandomBytes): RecordingCode {
  const randomInt = createRandomInt(random);
  return Array.from({ length: SYMBOLS }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** @returns the code in groups of five, as it is shown */
export function formatRecordingCode(code: RecordingCode): string {
  return code.replace(new RegExp(`(.{${GROUP}})(?=.)`, 'g'), '$1-');
}

/** Reads what a person types, without regard to case, spaces and hyphens. @returns undefined when it is no code */
export function parseRecordingCode(text: string): RecordingCode | undefined {
  const code = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  const isCode = code.length === SYMBOLS && [...code].every((symbol) => ALPHABET.includes(symbol));
  return isCode ? code : undefined;
}
