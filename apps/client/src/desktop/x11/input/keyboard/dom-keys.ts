/**
 * What DOM `code` and `key` mean in X: places (evdev keycodes, as every present X server has them) and keysyms of keys
 * that are no characters. Tables only.
 */

/** Keycodes of keys that carry characters on some keyboard, by `code`. */
const characterKeycodes = codes([
  [10, 'Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal'],
  [24, 'KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight'],
  [38, 'KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backquote'],
  [51, 'Backslash KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash'],
  [65, 'Space'],
  [94, 'IntlBackslash'],
  [97, 'IntlRo'],
  [132, 'IntlYen'],
]);

const otherKeycodes = codes([
  [9, 'Escape'],
  [22, 'Backspace Tab'],
  [36, 'Enter ControlLeft'],
  [50, 'ShiftLeft'],
  [62, 'ShiftRight NumpadMultiply AltLeft'],
  [66, 'CapsLock F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 NumLock ScrollLock'],
  [79, 'Numpad7 Numpad8 Numpad9 NumpadSubtract Numpad4 Numpad5 Numpad6 NumpadAdd'],
  [87, 'Numpad1 Numpad2 Numpad3 Numpad0 NumpadDecimal'],
  [95, 'F11 F12'],
  [100, 'Convert KanaMode NonConvert'],
  [104, 'NumpadEnter ControlRight NumpadDivide PrintScreen AltRight'],
  [110, 'Home ArrowUp PageUp ArrowLeft ArrowRight End ArrowDown PageDown Insert Delete'],
  [125, 'NumpadEqual'],
  [127, 'Pause'],
  [129, 'NumpadComma Lang1 Lang2'],
  [133, 'MetaLeft MetaRight ContextMenu'],
  [191, 'F13 F14 F15 F16 F17 F18 F19 F20 F21 F22 F23 F24'],
]);

function codes(rows: readonly [first: number, names: string][]): ReadonlyMap<string, number> {
  return new Map(
    rows.flatMap(([first, names]) => names.split(' ').map((name, i) => [name, first + i] as const)),
  );
}

/** @returns the X keycode of the physical key, undefined for one that PC keyboards do not have */
export function keycodeOf(code: string): number | undefined {
  return characterKeycodes.get(code) ?? otherKeycodes.get(code);
}

const characterPlaces = new Set(characterKeycodes.values());

/** Whether this keycode is one of the ordinary character keys, not a rare or virtual one. */
export function isCharacterPlace(keycode: number): boolean {
  return characterPlaces.has(keycode);
}

export const keysyms = {
  shiftLeft: 0xffe1,
  shiftRight: 0xffe2,
  controlLeft: 0xffe3,
  controlRight: 0xffe4,
  capsLock: 0xffe5,
  metaLeft: 0xffe7,
  metaRight: 0xffe8,
  altLeft: 0xffe9,
  altRight: 0xffea,
  superLeft: 0xffeb,
  superRight: 0xffec,
  hyperLeft: 0xffed,
  hyperRight: 0xffee,
  level3Shift: 0xfe03,
  level5Shift: 0xfe11,
  modeSwitch: 0xff7e,
  numLock: 0xff7f,
  scrollLock: 0xff14,
} as const;

/** Keys that change what other keys mean: never repeated, never tapped. */
const modifiers: ReadonlySet<number> = new Set(Object.values(keysyms));

export function isModifier(keysym: number): boolean {
  return modifiers.has(keysym);
}

/** Left and right one of the modifiers. */
const sided: Readonly<Record<string, readonly [left: number, right: number]>> = {
  Shift: [keysyms.shiftLeft, keysyms.shiftRight],
  Control: [keysyms.controlLeft, keysyms.controlRight],
  Alt: [keysyms.altLeft, keysyms.altRight],
  Meta: [keysyms.superLeft, keysyms.superRight],
  OS: [keysyms.superLeft, keysyms.superRight],
  Super: [keysyms.superLeft, keysyms.superRight],
  Hyper: [keysyms.hyperLeft, keysyms.hyperRight],
};

/** Keypad keysyms by DOM `key`: characters, and what the keys are without NumLock. */
const keypad: Readonly<Record<string, number>> = {
  Enter: 0xff8d,
  Home: 0xff95,
  ArrowLeft: 0xff96,
  ArrowUp: 0xff97,
  ArrowRight: 0xff98,
  ArrowDown: 0xff99,
  PageUp: 0xff9a,
  PageDown: 0xff9b,
  End: 0xff9c,
  Clear: 0xff9d,
  Insert: 0xff9e,
  Delete: 0xff9f,
  '*': 0xffaa,
  '+': 0xffab,
  ',': 0xffac,
  '-': 0xffad,
  '.': 0xffae,
  '/': 0xffaf,
  '=': 0xffbd,
};

const named: Readonly<Record<string, number>> = {
  AltGraph: keysyms.level3Shift,
  CapsLock: keysyms.capsLock,
  NumLock: keysyms.numLock,
  ScrollLock: keysyms.scrollLock,
  Backspace: 0xff08,
  Tab: 0xff09,
  Clear: 0xff0b,
  Enter: 0xff0d,
  Pause: 0xff13,
  Escape: 0xff1b,
  Compose: 0xff20,
  KanjiMode: 0xff21,
  NonConvert: 0xff22,
  Convert: 0xff23,
  Romaji: 0xff24,
  Hiragana: 0xff25,
  Katakana: 0xff26,
  HiraganaKatakana: 0xff27,
  Zenkaku: 0xff28,
  Hankaku: 0xff29,
  ZenkakuHankaku: 0xff2a,
  KanaMode: 0xff2d,
  Eisu: 0xff2f,
  HangulMode: 0xff31,
  HanjaMode: 0xff34,
  Home: 0xff50,
  ArrowLeft: 0xff51,
  ArrowUp: 0xff52,
  ArrowRight: 0xff53,
  ArrowDown: 0xff54,
  PageUp: 0xff55,
  PageDown: 0xff56,
  End: 0xff57,
  Select: 0xff60,
  PrintScreen: 0xff61,
  Execute: 0xff62,
  Insert: 0xff63,
  Undo: 0xff65,
  Redo: 0xff66,
  ContextMenu: 0xff67,
  Find: 0xff68,
  Cancel: 0xff69,
  Help: 0xff6a,
  Delete: 0xffff,
  ModeChange: keysyms.modeSwitch,
  GroupNext: 0xfe08,
  GroupPrevious: 0xfe0a,
  BrightnessUp: 0x1008ff02,
  BrightnessDown: 0x1008ff03,
  AudioVolumeDown: 0x1008ff11,
  AudioVolumeMute: 0x1008ff12,
  AudioVolumeUp: 0x1008ff13,
  MediaPlayPause: 0x1008ff14,
  MediaStop: 0x1008ff15,
  MediaTrackPrevious: 0x1008ff16,
  MediaTrackNext: 0x1008ff17,
  BrowserHome: 0x1008ff18,
  LaunchMail: 0x1008ff19,
  BrowserSearch: 0x1008ff1b,
  LaunchCalculator: 0x1008ff1d,
  BrowserBack: 0x1008ff26,
  BrowserForward: 0x1008ff27,
  BrowserStop: 0x1008ff28,
  BrowserRefresh: 0x1008ff29,
  BrowserFavorites: 0x1008ff30,
  MediaPause: 0x1008ff31,
  LaunchMediaPlayer: 0x1008ff32,
  LaunchMyComputer: 0x1008ff33,
  Copy: 0x1008ff57,
  Cut: 0x1008ff58,
  Paste: 0x1008ff6d,
  Open: 0x1008ff6b,
  Close: 0x1008ff56,
  New: 0x1008ff68,
  Save: 0x1008ff77,
  ZoomIn: 0x1008ff8b,
  ZoomOut: 0x1008ff8c,
};

/**
 * @param key DOM `key`, a name or a character
 * @param code DOM `code`, which tells left from right and the keypad from the rest
 * @returns the keysyms that will do, the best first; none when this is no named key (a character, "Dead", unknown)
 */
export function namedKeysyms(code: string, key: string): number[] {
  const sides = own(sided, key);
  // Not every map has both sides: the right Alt key is AltGr on most European ones.
  if (sides) return code.endsWith('Right') ? sides.toReversed() : [...sides];
  const found = [code.startsWith('Numpad') ? keypadKeysym(key) : undefined, generalKeysym(key)];
  return found.filter((keysym) => keysym !== undefined);
}

/** Whether this keysym is the keypad's: what such a key gives depends on NumLock. */
export function isKeypad(keysym: number): boolean {
  return keysym >= 0xff80 && keysym <= 0xffbd;
}

function keypadKeysym(key: string): number | undefined {
  return /^\d$/.test(key) ? 0xffb0 + Number(key) : own(keypad, key);
}

function generalKeysym(key: string): number | undefined {
  const functionKey = /^F([1-9]|[12]\d|3[0-5])$/.exec(key);
  if (functionKey) return 0xffbe + Number(functionKey[1]) - 1;
  return own(named, key);
}

function own<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
