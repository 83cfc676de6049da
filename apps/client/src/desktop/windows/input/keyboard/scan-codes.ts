/**
 * What DOM `code` and `key` mean on a PC keyboard: scan codes of set 1, as Windows has them (UI Events code values, table of
 * scan codes in Microsoft's "Keyboard Input Overview"). Tables only.
 */

export interface ScanCode {
  readonly scan: number;
  /** Sent with the prefix E0. */
  readonly extended: boolean;
  /** Keys whose scan codes are sequences: sent by their virtual-key code. */
  readonly virtualKey?: number;
}

const plain = codes([
  [
    0x01,
    'Escape Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal Backspace',
  ],
  [0x0f, 'Tab KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight Enter ControlLeft'],
  [0x1e, 'KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backquote ShiftLeft Backslash'],
  [0x2c, 'KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash ShiftRight NumpadMultiply AltLeft Space'],
  [0x3a, 'CapsLock F1 F2 F3 F4 F5 F6 F7 F8 F9 F10'],
  [0x46, 'ScrollLock Numpad7 Numpad8 Numpad9 NumpadSubtract Numpad4 Numpad5 Numpad6 NumpadAdd'],
  [0x4f, 'Numpad1 Numpad2 Numpad3 Numpad0 NumpadDecimal'],
  [0x56, 'IntlBackslash F11 F12 NumpadEqual'],
  [0x64, 'F13 F14 F15 F16 F17 F18 F19 F20 F21 F22 F23'],
  [0x70, 'KanaMode'],
  [0x73, 'IntlRo'],
  [0x76, 'F24'],
  [0x79, 'Convert'],
  [0x7b, 'NonConvert'],
  [0x7d, 'IntlYen NumpadComma'],
]);

const extended = codes([
  [0x10, 'MediaTrackPrevious'],
  [0x19, 'MediaTrackNext'],
  [0x1c, 'NumpadEnter ControlRight'],
  [0x20, 'AudioVolumeMute LaunchApp2 MediaPlayPause'],
  [0x24, 'MediaStop'],
  [0x2e, 'AudioVolumeDown'],
  [0x30, 'AudioVolumeUp'],
  [0x32, 'BrowserHome'],
  [0x35, 'NumpadDivide'],
  [0x38, 'AltRight'],
  [0x47, 'Home ArrowUp PageUp'],
  [0x4b, 'ArrowLeft'],
  [0x4d, 'ArrowRight'],
  [0x4f, 'End ArrowDown PageDown Insert Delete'],
  [0x5b, 'MetaLeft MetaRight ContextMenu'],
  [0x65, 'BrowserSearch BrowserFavorites BrowserRefresh BrowserStop BrowserForward BrowserBack'],
  [0x6b, 'LaunchApp1 LaunchMail MediaSelect'],
]);

/** VK_PAUSE, VK_NUMLOCK, VK_SNAPSHOT. */
const byVirtualKey = new Map<string, ScanCode>([
  ['Pause', { scan: 0x45, extended: false, virtualKey: 0x13 }],
  ['NumLock', { scan: 0x45, extended: true, virtualKey: 0x90 }],
  ['PrintScreen', { scan: 0x37, extended: true, virtualKey: 0x2c }],
]);

function codes(rows: readonly [first: number, names: string][]): ReadonlyMap<string, number> {
  return new Map(
    rows.flatMap(([first, names]) => names.split(' ').map((name, i) => [name, first + i] as const)),
  );
}

/** @returns the key at that place, undefined for one that PC keyboards do not have */
export function scanCodeOf(code: string): ScanCode | undefined {
  const special = byVirtualKey.get(code);
  if (special) return special;
  const scan = plain.get(code);
  if (scan !== undefined) return { scan, extended: false };
  const prefixed = extended.get(code);
  return prefixed === undefined ? undefined : { scan: prefixed, extended: true };
}

/** DOM `key` names whose keys have other `code` names: the left or first one. */
const codesOfKeys: Readonly<Record<string, readonly string[]>> = {
  Shift: ['ShiftLeft', 'ShiftRight'],
  Control: ['ControlLeft', 'ControlRight'],
  Alt: ['AltLeft', 'AltRight'],
  Meta: ['MetaLeft', 'MetaRight'],
  OS: ['MetaLeft', 'MetaRight'],
  Super: ['MetaLeft', 'MetaRight'],
  AltGraph: ['AltRight'],
  Enter: ['Enter', 'NumpadEnter'],
  Clear: ['Numpad5'],
  LaunchApplication1: ['LaunchApp1'],
  LaunchApplication2: ['LaunchApp2'],
};

/**
 * @param key DOM `key` that is a name and no character
 * @returns the places that mean it, the first one where nothing says which; none for a name that no PC key has
 */
export function codesOfKey(key: string): readonly string[] {
  if (Object.hasOwn(codesOfKeys, key)) return codesOfKeys[key]!;
  return scanCodeOf(key) === undefined ? [] : [key];
}
