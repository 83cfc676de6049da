import type { XConnection } from './connection.ts';

/**
 * A program reads the keyboard map when it comes to it, which may be after the key press: a spare key keeps its
 * keysym at least so long after it was last pressed.
 */
export const SPARE_REST_MS = 300;

interface SpareKey {
  readonly keycode: number;
  keysym: number;
  lastUsedMs: number;
}

/** Keycodes without a meaning in the map, lent to characters that it lacks; given back by `restore`. */
export class SpareKeys {
  readonly #connection: XConnection;
  readonly #now: () => number;
  /** Least recently used first. */
  #keys: SpareKey[] = [];

  /** @param now milliseconds that only grow */
  constructor(connection: XConnection, now: () => number) {
    this.#connection = connection;
    this.#now = now;
  }

  get count(): number {
    return this.#keys.length;
  }

  /**
   * After the map was read: what is free in it, and which of ours still hold (another layout wipes them).
   * @param unused keycodes without keysyms
   * @param keysymOf what a keycode means now
   */
  adopt(unused: readonly number[], keysymOf: (keycode: number) => number): void {
    const kept = this.#keys.filter((key) => key.keysym !== 0 && keysymOf(key.keycode) === key.keysym);
    const free = unused.map((keycode) => ({ keycode, keysym: 0, lastUsedMs: Number.NEGATIVE_INFINITY }));
    this.#keys = [...free, ...kept];
  }

  /** The keycodes that carry a keysym of ours. */
  get bound(): ReadonlySet<number> {
    return new Set(this.#keys.filter((key) => key.keysym !== 0).map((key) => key.keycode));
  }

  /** @returns the key that carries the keysym, which counts as used now; undefined when none does */
  use(keysym: number): number | undefined {
    const index = this.#keys.findIndex((key) => key.keysym === keysym);
    if (index < 0) return undefined;
    const [key] = this.#keys.splice(index, 1) as [SpareKey];
    key.lastUsedMs = this.#now();
    this.#keys.push(key);
    return key.keycode;
  }

  /** @returns how long until a spare key may be bound anew: 0 when one is free now or there is none at all */
  restMs(): number {
    const oldest = this.#keys[0];
    return oldest ? Math.max(0, oldest.lastUsedMs + SPARE_REST_MS - this.#now()) : 0;
  }

  /**
   * Binds keysyms to the keys that were not used for longest, in one go, so that programs read the map once.
   * @param wanted as many as rest allows are bound, from the first
   * @param hurry binds the first even when no key has rested
   */
  bind(wanted: readonly number[], hurry: boolean): void {
    const { x, display } = this.#connection;
    const missing = wanted.filter((keysym) => !this.#keys.some((key) => key.keysym === keysym));
    for (const keysym of missing.slice(0, this.#keys.length)) {
      if (this.restMs() > 0 && !hurry) break;
      const [key] = this.#keys.splice(0, 1) as [SpareKey];
      key.keysym = keysym;
      key.lastUsedMs = this.#now();
      this.#keys.push(key);
      // The same with and without Shift.
      x.XChangeKeyboardMapping(display, key.keycode, 2, BigUint64Array.of(BigInt(keysym), BigInt(keysym)), 1);
    }
    if (missing.length > 0) x.XSync(display, 0);
  }

  /** Takes every keysym off again. */
  restore(): void {
    const { x, display } = this.#connection;
    for (const key of this.#keys) {
      if (key.keysym === 0) continue;
      x.XChangeKeyboardMapping(display, key.keycode, 1, BigUint64Array.of(0n), 1);
      key.keysym = 0;
    }
    x.XSync(display, 0);
  }
}
