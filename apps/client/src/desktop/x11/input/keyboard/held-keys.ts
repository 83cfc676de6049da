import type { XConnection } from '../../connection.ts';

const KEY_AND_REPEAT_MODE = (1 << 6) | (1 << 7);
/** XKeyboardState and XKeyboardControl. */
const stateOffsets = { sizeBytes: 64, repeats: 28 };
const controlOffsets = { sizeBytes: 32, key: 24, mode: 28 };

interface Held {
  readonly keycode: number;
  readonly keysym: number;
}

/**
 * The keys that the helper holds down. The helper's own keyboard repeats, and each repetition arrives as a message:
 * so the X server's repetition of a key is off for as long as the helper holds it, and it repeats once, not twice.
 * That also keeps a key from running away while messages are late.
 */
export class HeldKeys {
  readonly #connection: XConnection;
  readonly #held = new Map<string, Held>();
  /** One bit a keycode: what the server repeats by itself. */
  readonly #repeats = new Uint8Array(32);

  constructor(connection: XConnection) {
    this.#connection = connection;
  }

  /**
   * Presses a key until `release` of one of these ids, or of one that held it before: a sign may be another by Shift when its
   * key repeats, and is let go of as the first.
   */
  press(ids: readonly string[], keycode: number, keysym: number): void {
    for (const id of [...ids, ...this.releaseKeycode(keycode)]) this.#held.set(id, { keycode, keysym });
    if (this.#repeatsByItself(keycode)) this.#setRepeat(keycode, false);
    this.fake(keycode, true);
  }

  /** @returns all ids that held the key, none when this one held none */
  release(id: string): readonly string[] {
    const held = this.#held.get(id);
    return held === undefined ? [] : this.releaseKeycode(held.keycode);
  }

  /** @returns the ids that held it */
  releaseKeycode(keycode: number): readonly string[] {
    const ids = [...this.#held.keys()].filter((id) => this.#held.get(id)?.keycode === keycode);
    if (ids.length === 0) return ids;
    for (const id of ids) this.#held.delete(id);
    this.fake(keycode, false);
    if (this.#repeatsByItself(keycode)) this.#setRepeat(keycode, true);
    return ids;
  }

  releaseAll(): void {
    for (const id of [...this.#held.keys()].reverse()) this.release(id);
  }

  /** @returns what the key that this id holds means without modifiers, undefined when it holds none */
  keysymOf(id: string): number | undefined {
    return this.#held.get(id)?.keysym;
  }

  /** Presses or releases a key and keeps no account of it. */
  fake(keycode: number, down: boolean): void {
    const { x, display } = this.#connection;
    x.XTestFakeKeyEvent(display, keycode, down ? 1 : 0, 0);
  }

  /** Learns which keys the server repeats; of those that are held now we know better. */
  readRepeats(): void {
    const { x, display } = this.#connection;
    const state = Buffer.alloc(stateOffsets.sizeBytes);
    x.XGetKeyboardControl(display, state);
    const held = [...this.#held.values()].filter(({ keycode }) => this.#repeatsByItself(keycode));
    this.#repeats.set(state.subarray(stateOffsets.repeats, stateOffsets.repeats + 32));
    for (const { keycode } of held) this.#repeats[keycode >> 3]! |= 1 << (keycode & 7);
  }

  #repeatsByItself(keycode: number): boolean {
    return ((this.#repeats[keycode >> 3]! >> (keycode & 7)) & 1) === 1;
  }

  #setRepeat(keycode: number, on: boolean): void {
    const { x, display } = this.#connection;
    const control = Buffer.alloc(controlOffsets.sizeBytes);
    control.writeInt32LE(keycode, controlOffsets.key);
    control.writeInt32LE(on ? 1 : 0, controlOffsets.mode);
    x.XChangeKeyboardControl(display, KEY_AND_REPEAT_MODE, control);
  }
}
