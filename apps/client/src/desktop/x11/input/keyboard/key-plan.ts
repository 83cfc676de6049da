import type { Locks } from '@fjernhjelp/protocol';
import { isCharacterPlace, isKeypad, keycodeOf, namedKeysyms } from './dom-keys.ts';
import { type Keymap, masks, type Stroke } from './keymap.ts';
import type { CharacterKeysyms } from './keysyms.ts';
import type { KeyboardState } from './modifiers.ts';

/** What one key press of the helper becomes on this keyboard. */
export type KeyPlan =
  /** Press the key under the modifiers as they are, until the helper lets go. */
  | { readonly type: 'hold'; readonly keycode: number }
  /** Press and release it with exactly these modifiers. */
  | { readonly type: 'tap'; readonly stroke: Stroke }
  | SparePlan
  /** Several characters from one key. */
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'nothing' };

/** The map lacks it: lend it a spare key. */
export interface SparePlan {
  readonly type: 'spare';
  readonly keysym: number;
  /** Without borrowing any modifier. */
  readonly exact: boolean;
  /** With CapsLock off. */
  readonly unlock: boolean;
}

export interface KeyPress {
  /** DOM `code`, "" when unknown. */
  readonly code: string;
  /** DOM `key`; "" for whatever the place means here. */
  readonly key: string;
  /** The helper's, as far as they are known. */
  readonly locks?: Locks;
}

interface Keyboard {
  readonly keymap: Keymap;
  readonly characters: CharacterKeysyms;
  readonly state: KeyboardState;
}

/** Keys that say nothing: their characters come by themselves, or never. */
const silent: ReadonlySet<string> = new Set(['Dead', 'Process']);

/** Finds the key for a press that is no dead key. */
export function planKey(keyboard: Keyboard, { code, key }: KeyPress): KeyPlan {
  const physical = keycodeOf(code);
  if (isCharacter(key)) return planCharacter(keyboard, { code, key });
  const named = namedKeysyms(code, key);
  if (named.length > 0) return planNamed(keyboard, named, physical);
  if (/[^ -~]/.test(key)) return { type: 'text', text: key };
  if (silent.has(key) || physical === undefined) return { type: 'nothing' };
  return { type: 'hold', keycode: physical };
}

/** @returns whether a DOM `key` is a character and no name */
export function isCharacter(key: string): boolean {
  return [...key].length === 1;
}

/** @returns whether CapsLock could change the character */
export function hasCase(character: string): boolean {
  return character.toLowerCase() !== character.toUpperCase();
}

function planNamed(
  { keymap, state }: Keyboard,
  named: readonly number[],
  physical: number | undefined,
): KeyPlan {
  for (const keysym of named) {
    const gives = (keycode: number) =>
      keymap.keysym(keycode, state.mods) === keysym ||
      (!isKeypad(keysym) && keymap.keysym(keycode, 0) === keysym);
    const keycodes = keymap.strokes(keysym).map((stroke) => stroke.keycode);
    const keycode = [...(physical === undefined ? [] : [physical]), ...keycodes].find(gives);
    if (keycode !== undefined) return { type: 'hold', keycode };
  }
  const last = named.at(-1);
  return last === undefined || isKeypad(last)
    ? { type: 'nothing' }
    : { type: 'spare', keysym: last, exact: true, unlock: false };
}

function planCharacter({ keymap, characters, state }: Keyboard, { code, key }: KeyPress): KeyPlan {
  const wanted = [...namedKeysyms(code, key), ...characters.of(key)];
  const physical = keycodeOf(code);
  const command = (state.mods & keymap.commandMask) !== 0;
  const unlock = !command && (state.lockedMods & masks.lock) !== 0 && hasCase(key);
  const mods = unlock ? state.mods & ~masks.lock : state.mods;
  const strokes = wanted.flatMap((keysym) => keymap.strokes(keysym));
  const first = (fits: (stroke: Stroke) => boolean) =>
    strokes.find((stroke) => stroke.keycode === physical && fits(stroke)) ?? strokes.find(fits);

  // The keypad's signs with Shift are commands of their own in some programs.
  const isOrdinary = (keycode: number) => keycode === physical || isCharacterPlace(keycode);
  const asHeld = first(({ keycode }) => isOrdinary(keycode) && wanted.includes(keymap.keysym(keycode, mods)));
  if (asHeld && !unlock) return { type: 'hold', keycode: asHeld.keycode };
  if (asHeld) {
    const held = mods & (keymap.shift.mask | keymap.level3.mask);
    return { type: 'tap', stroke: { keycode: asHeld.keycode, mods: held } };
  }
  if (command) {
    // Programs look at the character, not at what it took to make it: Ctrl + / is Ctrl + Shift + 7 on a Norwegian keyboard.
    const plain = first(({ mods: needed }) => (needed & ~keymap.shift.mask) === 0);
    if (plain) return { type: 'tap', stroke: plain };
  }
  const stroke = first(() => true);
  if (stroke) return { type: 'tap', stroke };
  const keysym = characters.of(key)[0];
  return keysym === undefined ? { type: 'nothing' } : { type: 'spare', keysym, exact: command, unlock };
}

/** @returns the best way to a character with nothing held, undefined when the map lacks it */
export function strokeFor(keymap: Keymap, wanted: readonly number[]): Stroke | undefined {
  const strokes = wanted.flatMap((keysym) => keymap.strokes(keysym));
  return strokes.find(({ keycode }) => isCharacterPlace(keycode)) ?? strokes[0];
}
