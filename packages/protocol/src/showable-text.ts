const CONTROLS_AND_SPACES = /[\p{Cc}\p{Zl}\p{Zp}\p{Zs}]+/gu;
/** Format characters (direction overrides and isolates, zero-width ones, tags), lone surrogates, private and unassigned ones. */
const INVISIBLE = /[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu;
const LINE_BREAK = /\r\n?|[\n\u2028\u2029]/u;
/** More than three marks on one letter climb over the lines above. */
const STACKED_MARKS = /(\p{M}{3})\p{M}+/gu;

/**
 * What a stranger says of themselves, made safe to show beside buttons: one line, no direction overrides,
 * nothing invisible (PROTOCOL.md CT2).
 * @param maxChars UTF-16 units that are kept
 */
export function showableText(stated: string, maxChars: number): string {
  return stated
    .replace(INVISIBLE, '')
    .replace(CONTROLS_AND_SPACES, ' ')
    .normalize('NFC')
    .replace(STACKED_MARKS, '$1')
    .slice(0, maxChars)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim();
}

/**
 * The same for what may have several lines (PROTOCOL.md MS3): each line is made safe by itself, at most one empty line
 * stands between two others, none at the ends.
 * @param maxChars UTF-16 units that are kept
 * @param maxLines lines that are kept
 */
export function showableLines(stated: string, maxChars: number, maxLines: number): string {
  return stated
    .slice(0, maxChars)
    .split(LINE_BREAK)
    .map((line) => showableText(line, maxChars))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .split('\n')
    .slice(0, maxLines)
    .join('\n')
    .slice(0, maxChars)
    .trim();
}
