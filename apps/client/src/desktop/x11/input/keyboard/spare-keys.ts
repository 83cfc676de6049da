import type { XConnection } from '../../connection.ts';
import { masks, type Stroke } from './keymap.ts';

/**
 * A program reads the keyboard map when it comes to it, which may be long after the key press: a spare key keeps its
 * keysyms at least so long after it was last pressed.
 */
export const SPARE_REST_MS = 700;

/** Half of a spare key: what it gives without Shift (`mods` 0), or with it. */
interface Slot extends Stroke {
  /** 0 while it is free. */
  keysym: number;
  lastUsedMs: number;
}

/** Keycodes without a meaning in the map, lent to characters that it lacks, two each; given back by `restore`. */
export class SpareKeys {
  readonly #connection: XConnection;
  readonly #now: () => number;
  /** Least recently used first. */
  #slots: Slot[] = [];

  /** @param now milliseconds that only grow */
  constructor(connection: XConnection, now: () => number) {
    this.#connection = connection;
    this.#now = now;
  }

  /** Whether the map leaves any key to spare. */
  get any(): boolean {
    return this.#slots.length > 0;
  }

  /** The keycodes that carry a keysym of ours. */
  get bound(): ReadonlySet<number> {
    return new Set(this.#slots.filter(({ keysym }) => keysym !== 0).map(({ keycode }) => keycode));
  }

  /**
   * After the map was read: what is free in it, and which of ours still hold (another layout wipes them).
   * @param unused keycodes without keysyms
   * @param keysymOf what a keycode means now under these modifiers
   */
  adopt(unused: readonly number[], keysymOf: (keycode: number, mods: number) => number): void {
    const wiped = new Set(
      this.#slots
        .filter(({ keycode, mods, keysym }) => keysym !== 0 && keysymOf(keycode, mods) !== keysym)
        .map(({ keycode }) => keycode),
    );
    const bound = this.bound;
    const kept = this.#slots.filter(({ keycode }) => bound.has(keycode) && !wiped.has(keycode));
    const free = [0, masks.shift].flatMap((mods) =>
      unused.map((keycode) => ({ keycode, mods, keysym: 0, lastUsedMs: Number.NEGATIVE_INFINITY })),
    );
    this.#slots = [...free, ...kept].sort((a, b) => (a.lastUsedMs < b.lastUsedMs ? -1 : 1));
  }

  /**
   * @param mods only a slot with or without Shift will do
   * @returns how to press the keysym, which counts as used now; undefined when it is not bound
   */
  use(keysym: number, mods?: number): Stroke | undefined {
    const slot = this.#slots.find((each) => each.keysym === keysym && (mods ?? each.mods) === each.mods);
    if (slot) this.#touch(slot);
    return slot;
  }

  /** @returns how long until a slot may be bound anew: 0 when one is free now, or there is none at all */
  restMs(mods?: number): number {
    const oldest = this.#oldest(mods);
    return oldest ? Math.max(0, oldest.lastUsedMs + SPARE_REST_MS - this.#now()) : 0;
  }

  /**
   * Binds keysyms to the slots that were not used for longest, in one go, so that programs read the map once.
   * @param wanted as many as rest allows are bound, from the first
   * @param hurry binds those that have not rested, too
   * @param mods only to slots with or without Shift
   */
  bind(wanted: readonly number[], hurry: boolean, mods?: number): void {
    const changed = new Set<number>();
    for (const keysym of wanted.slice(0, this.#slots.length)) {
      if (this.#slots.some((each) => each.keysym === keysym && (mods ?? each.mods) === each.mods)) continue;
      const slot = this.#oldest(mods);
      if (!slot || (this.restMs(mods) > 0 && !hurry)) break;
      slot.keysym = keysym;
      this.#touch(slot);
      changed.add(slot.keycode);
    }
    this.#write(changed);
  }

  /** Takes every keysym off again. */
  restore(): void {
    const { bound } = this;
    for (const slot of this.#slots) slot.keysym = 0;
    this.#write(bound);
  }

  #oldest(mods: number | undefined): Slot | undefined {
    return this.#slots.find((slot) => (mods ?? slot.mods) === slot.mods);
  }

  #touch(slot: Slot): void {
    slot.lastUsedMs = this.#now();
    this.#slots = [...this.#slots.filter((each) => each !== slot), slot];
  }

  #write(keycodes: ReadonlySet<number>): void {
    const { x, display } = this.#connection;
    for (const keycode of keycodes) {
      const of = (mods: number) =>
        this.#slots.find((slot) => slot.keycode === keycode && slot.mods === mods)?.keysym ?? 0;
      const [plain, shifted] = [of(0), of(masks.shift)];
      const keysyms = [plain || shifted, shifted || plain].filter((keysym) => keysym !== 0);
      const values = BigUint64Array.from(keysyms.length > 0 ? keysyms : [0], BigInt);
      x.XChangeKeyboardMapping(display, keycode, values.length, values, 1);
    }
    if (keycodes.size > 0) x.XSync(display, 0);
  }
}
