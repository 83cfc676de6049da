import type { NamedKey } from '@fjernhjelp/viewer';
import type { TextKey } from '../../language/text-key.ts';

/** Keys that are pressed together, in this order. */
export interface KeyCombination {
  /** As keyboards have it, in every language. */
  readonly label: string;
  /** Where people call it something in their own language. */
  readonly text?: TextKey;
  readonly keys: readonly NamedKey[];
}

const control: NamedKey = { code: 'ControlLeft', key: 'Control' };
const alt: NamedKey = { code: 'AltLeft', key: 'Alt' };
const meta: NamedKey = { code: 'MetaLeft', key: 'Meta' };
const named = (name: string): NamedKey => ({ code: name, key: name });

/** What a browser cannot catch, or the helper's own system takes before it. */
export const combinations: readonly KeyCombination[] = [
  { label: 'Ctrl + Alt + Del', keys: [control, alt, named('Delete')] },
  { label: 'Alt + Tab', keys: [alt, named('Tab')] },
  { label: 'Alt + F4', keys: [alt, named('F4')] },
  { label: 'Ctrl + Esc', keys: [control, named('Escape')] },
  { label: 'Esc', keys: [named('Escape')] },
  { label: 'Win', text: 'keys.windows', keys: [meta] },
  { label: 'PrtScr', keys: [named('PrintScreen')] },
  { label: 'Alt + PrtScr', keys: [alt, named('PrintScreen')] },
];

export const functionKeys: readonly KeyCombination[] = Array.from({ length: 12 }, (_, index) => ({
  label: `F${index + 1}`,
  keys: [named(`F${index + 1}`)],
}));
