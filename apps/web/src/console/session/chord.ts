/** As they stand on keyboards. */
const printed: Readonly<Record<string, string>> = { Control: 'Ctrl' };

/** @returns the keys as people read them: "Ctrl + Alt + Shift" */
export function nameKeys(keys: readonly string[]): string {
  return keys.map((key) => printed[key] ?? key).join(' + ');
}
