/** The parts of a DOM `KeyboardEvent` that count. */
export interface KeyLike {
  readonly code: string;
  readonly key: string;
  /** Deprecated and still the only sign, in some browsers, that an input method has the key: 229. */
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly repeat: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
  /** Milliseconds; only differences count. */
  readonly timeStamp: number;
}

/** Whose habits the keyboard has. */
export type Platform = 'windows' | 'mac' | 'other';

/** @param navigator of the page; `userAgent` is enough, and every browser tells the truth about these there */
export function platformOf(navigator: { readonly userAgent: string }): Platform {
  if (/Windows/.test(navigator.userAgent)) return 'windows';
  if (/Mac OS X|Macintosh/.test(navigator.userAgent)) return 'mac';
  return 'other';
}

const modifierKeys = [
  'Alt',
  'AltGraph',
  'CapsLock',
  'Control',
  'Fn',
  'Hyper',
  'Meta',
  'NumLock',
  'Shift',
  'Super',
];

export function isModifier(key: string): boolean {
  return modifierKeys.includes(key);
}
