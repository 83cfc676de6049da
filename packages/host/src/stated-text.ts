const CONTROLS_AND_SPACES = /[\p{Cc}\p{Zl}\p{Zp}\p{Zs}]+/gu;
/** Format characters (direction overrides and isolates, zero-width ones, tags), lone surrogates, private and unassigned ones. */
const INVISIBLE = /[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu;
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
