import type { Locks } from '@fjernhjelp/protocol';
import type { XConnection } from '../../connection.ts';
import { CORE_KEYBOARD, type Keymap, masks } from './keymap.ts';
import type { KeyboardState } from './modifiers.ts';

/**
 * Brings CapsLock and NumLock in step with the helper's for as long as the helper types, and gives the user's own state
 * back. Only what was changed is given back: what the user toggles meanwhile stays as the user wants it.
 */
export class BorrowedLocks {
  readonly #connection: XConnection;
  /** Which locks were changed, and what they were before. */
  #changed = 0;
  #before = 0;

  constructor(connection: XConnection) {
    this.#connection = connection;
  }

  /** @returns whether the state is another now */
  follow(keymap: Keymap, { lockedMods }: KeyboardState, { capsLock, numLock }: Locks): boolean {
    const numMask = keymap.numLock.mask;
    const wanted = (capsLock ? masks.lock : 0) | (numLock ? numMask : 0);
    const different = (lockedMods ^ wanted) & (masks.lock | numMask);
    if (different === 0) return false;
    this.#before |= lockedMods & different & ~this.#changed;
    this.#changed |= different;
    this.#lock(different, wanted);
    return true;
  }

  giveBack(): void {
    if (this.#changed !== 0) this.#lock(this.#changed, this.#before);
    this.#changed = 0;
    this.#before = 0;
  }

  #lock(mask: number, values: number): void {
    const { x, display } = this.#connection;
    x.XkbLockModifiers(display, CORE_KEYBOARD, mask, values & mask);
  }
}
