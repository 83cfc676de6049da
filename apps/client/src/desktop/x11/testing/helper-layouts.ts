import { XConnection } from '../connection.ts';
import { keycodeOf, keysyms } from '../input/keyboard/dom-keys.ts';
import { Keymap, masks } from '../input/keyboard/keymap.ts';
import { CharacterKeysyms, deadKeys, isDead } from '../input/keyboard/keysyms.ts';
import type { Xvfb } from './xvfb.ts';

/** The languages that people here work in, and the keyboards that go with them (xkeyboard-config's names). */
export const layouts = {
  'nb-NO': ['no'],
  nn: ['no', 'winkeys'],
  'sv-SE': ['se'],
  'da-DK': ['dk'],
  'de-DE': ['de'],
  'en-US': ['us'],
  'en-GB': ['gb'],
} as const;

export type LayoutName = keyof typeof layouts;
export const layoutNames = Object.keys(layouts) as LayoutName[];

/** Which modifiers are held: none, Shift, AltGr, CapsLock. */
export type Level = 'plain' | 'shift' | 'altGr' | 'capsLock';

/** One key of the helper under these modifiers, as a browser tells it. */
export interface HelperKey {
  readonly code: string;
  readonly level: Level;
  /** DOM `key`: a character or "Dead". */
  readonly key: string;
  /** With "Dead": the accent that it adds, as a combining character. */
  readonly combining?: string;
}

export interface HelperLayout {
  readonly keys: readonly HelperKey[];
  /** What the right Alt key means there. */
  readonly altRight: 'Alt' | 'AltGraph';
}

/** Every key that carries characters on a PC keyboard of 105 keys. */
const codes = [
  'Backquote Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal',
  'KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight',
  'KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backslash',
  'IntlBackslash KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash Space',
].flatMap((row) => row.split(' '));

export async function setLayout(server: Xvfb, name: LayoutName): Promise<void> {
  const [layout, variant = ''] = layouts[name];
  await server.run('setxkbmap', '-layout', layout, '-variant', variant, '-option', '');
}

/** Reads what this layout gives out of the X server's own symbols. The server has the layout afterwards. */
export async function readHelperLayout(server: Xvfb, name: LayoutName): Promise<HelperLayout> {
  await setLayout(server, name);
  const connection = new XConnection(server.name);
  const keymap = new Keymap(connection, 0);
  const levels: readonly (readonly [Level, number])[] = [
    ['plain', 0],
    ['shift', masks.shift],
    ['altGr', keymap.level3.mask],
    ['capsLock', masks.lock],
  ];
  const hasAltGr = keymap.keysym(108, 0) === keysyms.level3Shift;
  const keys = codes.flatMap((code) =>
    levels.flatMap(([level, mods]): HelperKey[] => {
      if (level === 'altGr' && !hasAltGr) return [];
      const keysym = keymap.keysym(keycodeOf(code) ?? 0, mods);
      if (isDead(keysym)) {
        const combining = deadKeys.get(keysym)?.combining;
        return combining === undefined ? [] : [{ code, level, key: 'Dead', combining }];
      }
      const key = characters.get(keysym);
      return key === undefined ? [] : [{ code, level, key }];
    }),
  );
  keymap.close();
  connection.close();
  return { keys, altRight: hasAltGr ? 'AltGraph' : 'Alt' };
}

const characters = charactersByKeysym();

function charactersByKeysym(): ReadonlyMap<number, string> {
  const keysymsOf = new CharacterKeysyms();
  const found = new Map<number, string>();
  for (let codePoint = 0x20; codePoint < 0x3000; codePoint++) {
    const character = String.fromCodePoint(codePoint);
    for (const keysym of keysymsOf.of(character)) found.set(keysym, character);
  }
  return found;
}
