import { isModifier, type KeyLike } from './key-event.ts';

/**
 * What becomes of a key press:
 * send: goes out as a key, the browser does nothing with it ·
 * compose: the browser gets it and gives back text, now or after more keys ·
 * begin-dead: the same, and the next character belongs to it
 */
export type KeyDecision = 'send' | 'compose' | 'begin-dead';

/** X11 gives these to keys that its keymap lost, and nothing types them. */
const CONTROL_CHARACTER = /^\p{Cc}$/u;
const NAMED_KEY = /^[A-Z][A-Za-z0-9]+$/;
/** The bound of a name in the message (PROTOCOL.md IN3). */
const NAME_BYTES = 32;
const INPUT_METHOD_KEY_CODE = 229;

/**
 * @param isAfterDead a dead key was pressed and no text has come of it yet
 * @param isByPlace what the key means here does not count: nothing is composed
 */
export function decideKeyDown(event: KeyLike, isAfterDead: boolean, isByPlace = false): KeyDecision {
  const { key, code } = event;
  if (isByPlace && code !== '' && code.length <= NAME_BYTES && key.length <= NAME_BYTES) return 'send';
  if (event.isComposing || event.keyCode === INPUT_METHOD_KEY_CODE || key === 'Process') return 'compose';
  if (key === 'Dead') return 'begin-dead';
  if (code.length > NAME_BYTES || key.length > NAME_BYTES) return 'compose';
  if (isUnknown(key)) return code === '' ? 'compose' : 'send';
  if ([...key].length === 1) return isAfterDead && !event.ctrlKey && !event.metaKey ? 'compose' : 'send';
  return NAMED_KEY.test(key) ? 'send' : 'compose';
}

/** @returns whether a dead key still waits after this press: modifiers do not use it up */
export function staysAfterDead(event: KeyLike, isAfterDead: boolean): boolean {
  return event.key === 'Dead' || (isAfterDead && isModifier(event.key));
}

/** @returns the meaning of the key, as the message wants it (PROTOCOL.md IN3) */
export function meaningOf(event: KeyLike): string {
  if (isUnknown(event.key) || event.key === 'Process') return '';
  // X11 gives Alt that is pressed while Shift is down the meaning "Meta".
  if (event.key === 'Meta' && event.code.startsWith('Alt')) return 'Alt';
  return event.key;
}

function isUnknown(key: string): boolean {
  return key === 'Unidentified' || key === '' || CONTROL_CHARACTER.test(key);
}
