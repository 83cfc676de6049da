/** @returns "123456782" by three as ["123", "456", "782"] */
export function groupsOf(code: string, length: number): string[] {
  return code.match(new RegExp(`.{1,${length}}`, 'g')) ?? [];
}

/**
 * For a screen reader: each character by itself, a pause between the groups.
 * @returns "1 2 3, 4 5 6, 7 8 2"
 */
export function spelledOut(code: string, groupLength: number): string {
  return groupsOf(code, groupLength)
    .map((group) => [...group].join(' '))
    .join(', ');
}
