import type { XConnection } from '../../connection.ts';
import { CORE_KEYBOARD, type Keymap, masks } from './keymap.ts';

/** XkbStateRec. */
const offsets = { group: 0, mods: 6, latched: 8, locked: 9 };

/** What the keyboard's modifiers are at this moment, whoever holds them. */
export interface KeyboardState {
  readonly group: number;
  /** Held, latched and locked ones together. */
  readonly mods: number;
  readonly lockedMods: number;
}

/** Reads the state, which also lets all that was sent before take effect. */
export class StateReader {
  readonly #connection: XConnection;
  readonly #bytes = Buffer.alloc(20);

  constructor(connection: XConnection) {
    this.#connection = connection;
  }

  read(): KeyboardState {
    const { x, display } = this.#connection;
    x.XkbGetState(display, CORE_KEYBOARD, this.#bytes);
    this.#connection.check();
    return {
      group: this.#bytes[offsets.group]!,
      mods: this.#bytes[offsets.mods]!,
      lockedMods: this.#bytes[offsets.locked]!,
    };
  }
}

/** One modifier that is lifted or pressed for a moment. */
class ModifierSwitch {
  readonly mask: number;
  readonly #press: (keycode: number, down: boolean) => void;
  readonly #keycodes: readonly number[];
  readonly #heldAtFirst: boolean;
  #on: boolean;

  /** @param held the keys of this modifier that are down; `fallback` is pressed when there are none */
  constructor(mask: number, held: readonly number[], fallback: number | undefined, press: Press) {
    this.mask = mask;
    this.#press = press;
    this.#heldAtFirst = held.length > 0;
    this.#keycodes = this.#heldAtFirst || fallback === undefined ? held : [fallback];
    this.#on = this.#heldAtFirst;
  }

  set(on: boolean): void {
    if (on === this.#on) return;
    this.#on = on;
    for (const keycode of this.#keycodes) this.#press(keycode, on);
  }

  restore(): void {
    this.set(this.#heldAtFirst);
  }
}

type Press = (keycode: number, down: boolean) => void;

/**
 * Gives keys exactly the modifiers that they need, for as long as this lives; `restore` puts back what was.
 * Locked ones (CapsLock, a locked Shift) are unlocked meanwhile.
 */
export class BorrowedModifiers {
  readonly #connection: XConnection;
  readonly #switches: readonly ModifierSwitch[];
  readonly #unlocked: number;

  /** @param commands whether Control, Alt and Meta are lifted too */
  constructor(
    connection: XConnection,
    keymap: Keymap,
    { state, commands, press }: { state: KeyboardState; commands: boolean; press: Press },
  ) {
    this.#connection = connection;
    const down = downKeys(connection);
    const own = [keymap.shift, keymap.level3].map(
      ({ mask, keycodes }) => new ModifierSwitch(mask, keycodes.filter(down), keycodes[0], press),
    );
    const lifted = commands
      ? keymap.commands.map(({ keycodes }) => new ModifierSwitch(0, keycodes.filter(down), undefined, press))
      : [];
    this.#switches = [...own, ...lifted];
    this.#unlocked = state.lockedMods & (masks.lock | keymap.shift.mask | keymap.level3.mask);
    this.#lock(false);
  }

  /** @param mods of Shift and Level 3: exactly these hold now */
  set(mods: number): void {
    for (const each of this.#switches) each.set((mods & each.mask) !== 0);
  }

  restore(): void {
    for (const each of this.#switches) each.restore();
    this.#lock(true);
  }

  #lock(on: boolean): void {
    if (this.#unlocked === 0) return;
    const { x, display } = this.#connection;
    x.XkbLockModifiers(display, CORE_KEYBOARD, this.#unlocked, on ? this.#unlocked : 0);
  }
}

function downKeys({ x, display }: XConnection): (keycode: number) => boolean {
  const bits = new Uint8Array(32);
  x.XQueryKeymap(display, bits);
  return (keycode) => ((bits[keycode >> 3]! >> (keycode & 7)) & 1) === 1;
}
