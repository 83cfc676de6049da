import { codesOfKey, type ScanCode, scanCodeOf } from './scan-codes.ts';

/** What one key press of the helper becomes on this keyboard. */
export type KeyPlan =
  /** Press the key until the helper lets go. */
  | { readonly type: 'hold'; readonly key: ScanCode }
  /** Press and release it together with Shift, which nobody holds. */
  | { readonly type: 'shifted'; readonly key: ScanCode }
  /** Give the characters themselves: no key of this layout makes them. */
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'nothing' };

export interface KeyPress {
  /** DOM `code`, "" when unknown. */
  readonly code: string;
  /** DOM `key`. */
  readonly key: string;
}

/** Where the layout of the program in front has a character. */
export interface LayoutPlace {
  readonly key: ScanCode;
  readonly shift: boolean;
}

/** The keyboard as it is now. */
export interface KeyboardNow {
  /** Undefined when the layout lacks the character, or has it under more than Shift. */
  place(character: string): LayoutPlace | undefined;
  /** What the helper holds. */
  readonly held: { readonly shift: boolean; readonly command: boolean };
  readonly capsLock: boolean;
  readonly numLock: boolean;
}

/** Keys that say nothing by themselves: their characters come composed, with the next press. */
const silent: ReadonlySet<string> = new Set(['Dead', 'Process', 'Unidentified', 'Compose']);

/** Keys that make these by themselves wait for the next key on many layouts, and VkKeyScanEx does not say so. */
const accents: ReadonlySet<string> = new Set('^`´¨~°ˇ˘˙˝¸˛¯');

/**
 * Finds what to press so that the program gets what the helper's keyboard means, on the layout that the user has. Scan codes
 * wherever a key makes the character: programs that read keys and not characters need them (games, terminals, virtual
 * machines). What a layout has under AltGr goes as characters: pressed by a program, AltGr is Control and Alt to some.
 */
export function planKey(keyboard: KeyboardNow, press: KeyPress): KeyPlan {
  const { code, key } = press;
  if ([...key].length === 1) return planCharacter(keyboard, press);
  const codes = codesOfKey(key);
  if (codes.length > 0) return hold(codes.includes(code) ? code : codes[0]!);
  if (silent.has(key) || /^[ -~]*$/.test(key)) return key === 'Dead' ? { type: 'nothing' } : hold(code);
  return { type: 'text', text: key };
}

function planCharacter(keyboard: KeyboardNow, { code, key }: KeyPress): KeyPlan {
  const { held } = keyboard;
  const place = keyboard.place(held.command ? key.toLowerCase() : key);
  if (held.command) return place ? { type: 'hold', key: place.key } : hold(code);
  if (/^Numpad\d$|^NumpadDecimal$/.test(code))
    return keyboard.numLock && !held.shift ? hold(code) : { type: 'text', text: key };
  if (code.startsWith('Numpad') && scanCodeOf(code)) return hold(code);
  const isTurnedByCaps = keyboard.capsLock && key.toLowerCase() !== key.toUpperCase();
  if (place === undefined || isTurnedByCaps || accents.has(key)) return { type: 'text', text: key };
  if (place.shift === held.shift) return { type: 'hold', key: place.key };
  // A Shift that is held and would spoil it cannot be let go of without being noticed.
  return place.shift ? { type: 'shifted', key: place.key } : { type: 'text', text: key };
}

function hold(code: string): KeyPlan {
  const key = scanCodeOf(code);
  return key === undefined ? { type: 'nothing' } : { type: 'hold', key };
}
