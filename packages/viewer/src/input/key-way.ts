import type { InputMessage } from '@fjernhjelp/protocol';
import { isModifier } from './key-event.ts';

/**
 * How the host finds the key for what the helper presses (PROTOCOL.md IN12):
 * automatic: the key at the same place where it means the same there, else the one that does ·
 * character: whatever key gives the character · place: the key at the same place, whatever it means there
 */
export type KeyWay = 'automatic' | 'character' | 'place';

/** Their state goes along with every key: they are never pressed by place. */
const lockKeys = ['CapsLock', 'NumLock'];

type KeyMessage = Extract<InputMessage, { type: 'key' }>;

/** @returns the message as it goes out: without the half that shall not count */
export function inWay(way: KeyWay, message: KeyMessage): KeyMessage {
  const { code, key } = message;
  if (code === '' || way === 'automatic') return message;
  const isCharacter = [...key].length === 1;
  if (way === 'character') {
    // The keypad's characters are other keys to many programs.
    return isCharacter && !code.startsWith('Numpad') ? { ...message, code: '' } : message;
  }
  const isPlaced = isCharacter || key === 'Dead' || (isModifier(key) && !lockKeys.includes(key));
  return isPlaced ? { ...message, key: '' } : message;
}
