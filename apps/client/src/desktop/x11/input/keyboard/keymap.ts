import koffi from 'koffi';
import { DesktopUnavailable } from '../../../errors.ts';
import type { XConnection } from '../../connection.ts';
import type { Pointer } from '../../libraries.ts';
import { isCharacterPlace, keysyms } from './dom-keys.ts';

/** Real modifiers, as in the state of an X event. */
export const masks = { shift: 1, lock: 2, control: 4 } as const;

/** The core keyboard, whichever devices feed it. */
export const CORE_KEYBOARD = 0x100;

const FIRST_KEYCODE = 8;
const LAST_KEYCODE = 255;
/** Types, symbols, modifier map: all that translating needs. */
const CLIENT_INFO = 7;
const GROUP_SHIFT = 13;
const MODIFIER_ROWS = 8;

/** A key, and the modifiers (of Shift and Level 3) that give the keysym on it. */
export interface Stroke {
  readonly keycode: number;
  readonly mods: number;
}

/** One modifier as it stands in this map: its bit, and the keys that make it. */
interface ModifierKeys {
  readonly mask: number;
  readonly keycodes: readonly number[];
}

/** The server's keyboard map in one group (layout). A snapshot: another one is read when the server tells of a change. */
export class Keymap {
  readonly group: number;
  readonly shift: ModifierKeys;
  /** AltGr. Its mask is 0 in a map without it. */
  readonly level3: ModifierKeys;
  readonly numLock: ModifierKeys;
  /** Control, Alt, Meta: with one of these held, a key is a command. */
  readonly commands: readonly ModifierKeys[];
  readonly commandMask: number;
  /** Keycodes without any keysym. */
  readonly unused: readonly number[];
  readonly #x: XConnection['x'];
  readonly #map: Pointer;
  readonly #strokes = new Map<number, Stroke[]>();
  readonly #unconsumed = new Uint32Array(1);
  readonly #keysym = new BigUint64Array(1);

  /** @throws DesktopUnavailable "display-lost" */
  constructor(connection: XConnection, group: number) {
    const { x, display } = connection;
    this.#x = x;
    this.group = group;
    const map = x.XkbGetMap(display, CLIENT_INFO, CORE_KEYBOARD);
    if (map === null) throw new DesktopUnavailable('display-lost');
    this.#map = map;
    const rows = readModifierRows(connection);
    this.shift = this.#modifier(rows, [keysyms.shiftLeft, keysyms.shiftRight]);
    this.level3 = this.#modifier(rows, [keysyms.level3Shift]);
    this.numLock = this.#modifier(rows, [keysyms.numLock]);
    this.commands = [
      this.#modifier(rows, [keysyms.controlLeft, keysyms.controlRight]),
      this.#modifier(rows, [keysyms.altLeft, keysyms.altRight, keysyms.metaLeft, keysyms.metaRight]),
      this.#modifier(rows, [keysyms.superLeft, keysyms.superRight, keysyms.hyperLeft, keysyms.hyperRight]),
    ];
    this.commandMask = this.commands.reduce((mask, command) => mask | command.mask, 0) & ~this.level3.mask;
    this.unused = this.#readStrokes();
  }

  close(): void {
    this.#x.XkbFreeKeyboard(this.#map, 0, 1);
  }

  /** @returns the keysym of a key under these modifiers (CapsLock changes it only where the map says so), or 0 */
  keysym(keycode: number, mods: number): number {
    const state = (mods & 0xff) | (this.group << GROUP_SHIFT);
    const found = this.#x.XkbTranslateKeyCode(this.#map, keycode, state, this.#unconsumed, this.#keysym);
    return found ? Number(this.#keysym[0]) : 0;
  }

  /** @returns every way to this keysym: ordinary keys first, then those with the fewest modifiers */
  strokes(keysym: number): readonly Stroke[] {
    return this.#strokes.get(keysym) ?? [];
  }

  /** Leaves these keys out of `strokes`: what they mean is borrowed. */
  hide(keycodes: ReadonlySet<number>): void {
    if (keycodes.size === 0) return;
    for (const [keysym, strokes] of this.#strokes)
      this.#strokes.set(
        keysym,
        strokes.filter(({ keycode }) => !keycodes.has(keycode)),
      );
  }

  #readStrokes(): number[] {
    const { shift, level3 } = this;
    const levels = [...new Set([0, shift.mask, level3.mask, shift.mask | level3.mask])];
    const unused: number[] = [];
    for (let keycode = FIRST_KEYCODE; keycode <= LAST_KEYCODE; keycode++) {
      let used = false;
      for (const mods of levels) {
        const keysym = this.keysym(keycode, mods);
        if (keysym === 0) continue;
        used = true;
        const strokes = this.#strokes.get(keysym) ?? [];
        this.#strokes.set(keysym, strokes);
        strokes.push({ keycode, mods });
      }
      if (!used) unused.push(keycode);
    }
    for (const strokes of this.#strokes.values()) strokes.sort((a, b) => rank(a) - rank(b));
    return unused;
  }

  #modifier(rows: readonly (readonly number[])[], wanted: readonly number[]): ModifierKeys {
    const keycodes: number[] = [];
    for (let keycode = FIRST_KEYCODE; keycode <= LAST_KEYCODE; keycode++) {
      if (wanted.includes(this.keysym(keycode, 0))) keycodes.push(keycode);
    }
    const row = rows.findIndex((inRow) => inRow.some((keycode) => keycodes.includes(keycode)));
    return row < 0 ? { mask: 0, keycodes: [] } : { mask: 1 << row, keycodes };
  }
}

function rank({ keycode, mods }: Stroke): number {
  const modCount = mods === 0 ? 0 : Number.isInteger(Math.log2(mods)) ? 1 : 2;
  return (isCharacterPlace(keycode) ? 0 : 10_000) + modCount * 1000 + keycode;
}

/** @returns the keycodes of Shift, Lock, Control, Mod1 … Mod5 */
function readModifierRows({ x, display }: XConnection): number[][] {
  const address = x.XGetModifierMapping(display);
  if (address === null) throw new DesktopUnavailable('display-lost');
  // XModifierKeymap: how many keycodes a row has, and where the rows are.
  const header = new DataView(koffi.view(address, 16));
  const perRow = header.getInt32(0, true);
  const keycodes = koffi.view(header.getBigUint64(8, true), Math.max(1, MODIFIER_ROWS * perRow));
  const rows = Array.from({ length: MODIFIER_ROWS }, (_, row) => [
    ...new Uint8Array(keycodes, row * perRow, perRow).filter((keycode) => keycode !== 0),
  ]);
  x.XFreeModifiermap(address);
  return rows;
}
