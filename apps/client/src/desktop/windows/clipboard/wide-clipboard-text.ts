import type { Bytes } from '@fjernhjelp/protocol';

/** CF_UNICODETEXT: UTF-16, lines end with CR LF, a zero after the last character. Everywhere else in here text is UTF-8 with LF. */

/** @param text UTF-8 */
export function encodeWideText(text: Uint8Array): Buffer<ArrayBuffer> {
  const lines = Buffer.from(text).toString().replaceAll(/\r?\n/g, '\r\n').replaceAll('\0', ' ');
  return Buffer.from(`${lines}\0`, 'utf16le');
}

/**
 * @param bytes until their first zero character
 * @returns UTF-8; half a surrogate pair becomes U+FFFD
 */
export function decodeWideText(bytes: Uint8Array, maxBytes: number): Bytes | 'too-large' {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength & ~1);
  let endBytes = all.indexOf('\0', 0, 'utf16le');
  // A zero that lies across two characters is none.
  while (endBytes >= 0 && endBytes % 2 !== 0) endBytes = all.indexOf('\0', endBytes + 1, 'utf16le');
  const used = endBytes < 0 ? all : all.subarray(0, endBytes);
  // Of each character at least one byte is left, of a line's end one of two.
  if (used.length / 4 > maxBytes) return 'too-large';
  const text = Buffer.from(used.toString('utf16le').toWellFormed().replaceAll('\r\n', '\n'));
  return text.length > maxBytes ? 'too-large' : text;
}
