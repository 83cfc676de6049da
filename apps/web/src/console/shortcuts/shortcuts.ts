import { releaseChord } from '@fjernhjelp/viewer/release-chord';
import type { TextKey } from '../../language/text-key.ts';
import { nameKeys } from '../session/chord.ts';

export type Shortcut =
  | 'help'
  | 'new'
  | 'close'
  | 'next'
  | 'previous'
  | 'nth'
  | 'control'
  | 'chat'
  | 'fullscreen'
  | 'toolbar';

/** A key that does something in the console while `releaseChord` is held. */
export interface ShortcutKey {
  readonly shortcut: Shortcut;
  /** DOM codes; the place in the list is what "nth" is told. */
  readonly codes: readonly string[];
  /** As it stands on keyboards. */
  readonly printed: string;
  readonly text: TextKey;
}

const digits = Array.from({ length: 9 }, (_, index) => `Digit${index + 1}`);

/** All of them, as the help sheet lists them. */
export const shortcutKeys: readonly ShortcutKey[] = [
  { shortcut: 'help', codes: ['KeyH'], printed: 'H', text: 'shortcuts.help' },
  { shortcut: 'control', codes: ['KeyS'], printed: 'S', text: 'shortcuts.control' },
  { shortcut: 'chat', codes: ['KeyC'], printed: 'C', text: 'shortcuts.chat' },
  { shortcut: 'fullscreen', codes: ['KeyF'], printed: 'F', text: 'shortcuts.fullscreen' },
  { shortcut: 'toolbar', codes: ['KeyT'], printed: 'T', text: 'shortcuts.toolbar' },
  { shortcut: 'new', codes: ['KeyN'], printed: 'N', text: 'shortcuts.new' },
  { shortcut: 'close', codes: ['KeyW'], printed: 'W', text: 'shortcuts.close' },
  { shortcut: 'next', codes: ['PageDown'], printed: 'PgDn', text: 'shortcuts.next' },
  { shortcut: 'previous', codes: ['PageUp'], printed: 'PgUp', text: 'shortcuts.previous' },
  { shortcut: 'nth', codes: digits, printed: '1–9', text: 'shortcuts.nth' },
];

/** What is held down with each of them: "Ctrl + Alt + Shift". */
export const shortcutPrefix = nameKeys(releaseChord);

/** @returns what the key means to the console, and its place among the keys that mean it; undefined when it is the page's or the user's */
export function shortcutOf(
  event: Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>,
): { readonly shortcut: Shortcut; readonly place: number } | undefined {
  if (!event.ctrlKey || !event.altKey || !event.shiftKey || event.metaKey) return undefined;
  const found = shortcutKeys.find(({ codes }) => codes.includes(event.code));
  return found && { shortcut: found.shortcut, place: found.codes.indexOf(event.code) };
}
