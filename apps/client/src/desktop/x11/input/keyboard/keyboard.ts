import type { Locks } from '@fjernhjelp/protocol';
import type { XConnection } from '../../connection.ts';
import { isModifier, keycodeOf } from './dom-keys.ts';
import { HeldKeys } from './held-keys.ts';
import { isCharacter, type KeyPress, planKey, type SparePlan, strokeFor } from './key-plan.ts';
import { Keymap, masks, type Stroke } from './keymap.ts';
import { CharacterKeysyms, deadKeys, isDead } from './keysyms.ts';
import { BorrowedLocks } from './locks.ts';
import { MapChanges } from './map-changes.ts';
import { BorrowedModifiers, type KeyboardState, StateReader } from './modifiers.ts';
import { SpareKeys } from './spare-keys.ts';

/** A dead key that was pressed and waits for its letter. */
interface PendingDead {
  readonly keysym: number;
  readonly stroke: Stroke;
}

/**
 * Types what the helper's keyboard means, on the host's own layout. Keys that fit the held modifiers are held until
 * the helper lets go; the others are tapped with borrowed modifiers; characters that no key has get a spare one.
 * A map without a single unused keycode has none to spare: there, such a character is left out.
 */
export class Keyboard {
  readonly #connection: XConnection;
  readonly #characters = new CharacterKeysyms();
  readonly #states: StateReader;
  readonly #spares: SpareKeys;
  readonly #held: HeldKeys;
  readonly #locks: BorrowedLocks;
  readonly #changes: MapChanges;
  #keymap: Keymap | undefined;
  #state: KeyboardState = { group: 0, mods: 0, lockedMods: 0 };
  #dead: PendingDead | undefined;
  /** The last press was the left Control key: Windows sends it ahead of every AltGr. */
  #controlJustPressed = false;

  /** @param now milliseconds that only grow */
  constructor(connection: XConnection, now: () => number) {
    this.#connection = connection;
    this.#states = new StateReader(connection);
    this.#spares = new SpareKeys(connection, now);
    this.#held = new HeldKeys(connection);
    this.#locks = new BorrowedLocks(connection);
    this.#changes = new MapChanges(connection);
  }

  /**
   * @param hurry presses it even when that may be read wrongly
   * @returns 0, or how many milliseconds to wait before the same call can type it for certain
   */
  down(press: KeyPress, hurry: boolean): number {
    const keymap = this.#refresh();
    if (press.locks !== undefined) {
      if (this.#locks.follow(keymap, this.#state, press.locks)) this.#state = this.#states.read();
      if (press.key === 'CapsLock' || press.key === 'NumLock') return 0;
    }
    const id = keyId(press);
    if (this.#held.keysymOf(id) !== undefined && isModifier(this.#held.keysymOf(id)!)) return 0;
    const ids = [id, ...this.#held.release(id)];
    this.#dropPhantomControl(press);
    if (press.key === 'Dead') return this.#pressDead(ids, press.code);

    const meant = this.#resolveDead(press);
    if (meant === undefined) return 0;
    const plan = planKey({ keymap, characters: this.#characters, state: this.#state }, meant);
    switch (plan.type) {
      case 'hold':
        this.#held.press(ids, plan.keycode, keymap.keysym(plan.keycode, 0));
        break;
      case 'tap':
        this.#tap(plan.stroke);
        break;
      case 'spare':
        return this.#tapSpare(plan, hurry);
      case 'text':
        this.type(plan.text, true);
        break;
      case 'nothing':
        break;
    }
    return 0;
  }

  up(press: KeyPress): void {
    this.#controlJustPressed = false;
    this.#held.release(keyId(press));
  }

  /**
   * Types characters with no regard to what is held.
   * @param hurry types all of it, even what may be read wrongly
   * @returns what is left to type later: every spare key is in use just now
   */
  type(text: string, hurry: boolean): string {
    const keymap = this.#refresh();
    this.#dead = undefined;
    const characters = [...text.replaceAll('\r\n', '\n')];
    const missing = characters.flatMap((character) => {
      const wanted = this.#characters.of(character);
      return strokeFor(keymap, wanted) ? [] : wanted.slice(0, 1);
    });
    this.#spares.bind([...new Set(missing)], hurry);
    const borrowed = this.#borrow(true);
    let typed = 0;
    for (const character of characters) {
      if (!this.#typeCharacter(keymap, character, borrowed)) break;
      typed++;
    }
    borrowed.restore();
    return characters.slice(typed).join('');
  }

  /** The lock keys as they are now. */
  locks(): Locks {
    const keymap = this.#refresh();
    const { lockedMods } = this.#state;
    return {
      capsLock: (lockedMods & masks.lock) !== 0,
      numLock: (lockedMods & keymap.numLock.mask) !== 0,
    };
  }

  /**
   * @param mode whether to look for what has arrived, or only at what was read along with an answer
   * @returns whether they may be others than at the last call
   */
  locksChanged(mode: 'arrived' | 'read'): boolean {
    return this.#changes.lampsHappened(mode);
  }

  /** How long until a spare key is free. */
  restMs(): number {
    return this.#spares.restMs();
  }

  releaseAll(): void {
    this.#held.releaseAll();
    this.#locks.giveBack();
    this.#dead = undefined;
    this.#controlJustPressed = false;
    // Which keys repeat is read with the map, and nothing tells when the user sets that.
    this.#forgetMap();
  }

  /** Lets go of everything and gives the map back as it was. The connection stays. */
  close(): void {
    if (this.#connection.usable) {
      this.releaseAll();
      this.#spares.restore();
    }
    this.#forgetMap();
  }

  /** Reads what the keyboard is like now: its state always, its map when that changed. */
  #refresh(): Keymap {
    this.#state = this.#states.read();
    // The reply brought along the events that were sent before it.
    if (this.#changes.happened() || this.#keymap?.group !== this.#state.group) this.#forgetMap();
    if (this.#keymap) return this.#keymap;
    const keymap = new Keymap(this.#connection, this.#state.group);
    this.#keymap = keymap;
    this.#spares.adopt(keymap.unused, (keycode, mods) => keymap.keysym(keycode, mods));
    keymap.hide(this.#spares.bound);
    this.#held.readRepeats();
    return keymap;
  }

  #forgetMap(): void {
    this.#keymap?.close();
    this.#keymap = undefined;
  }

  /** Windows presses Control with AltGr. When the two come together, the helper pressed AltGr alone. */
  #dropPhantomControl({ code, key }: KeyPress): void {
    if (key === 'AltGraph' && this.#controlJustPressed && this.#held.release('ControlLeft').length > 0)
      this.#state = this.#states.read();
    this.#controlJustPressed = code === 'ControlLeft';
  }

  /** The host composes by itself when its key at that place is dead too; else nothing sensible can be pressed. */
  #pressDead(ids: readonly string[], code: string): number {
    const keymap = this.#refresh();
    const keycode = keycodeOf(code);
    if (keycode === undefined) return 0;
    const keysym = keymap.keysym(keycode, this.#state.mods);
    if (!isDead(keysym)) return 0;
    const mods = this.#state.mods & (keymap.shift.mask | keymap.level3.mask);
    this.#held.press(ids, keycode, keysym);
    this.#dead = { keysym, stroke: { keycode, mods } };
    return 0;
  }

  /**
   * Some browsers tell the letter after a dead key, some what the two make: here it becomes the letter, since the
   * dead key was pressed.
   * @returns undefined when it was pressed already
   */
  #resolveDead(press: KeyPress): KeyPress | undefined {
    const dead = this.#dead;
    const { code, key } = press;
    // With the place alone the host composes by itself.
    if (key === '') this.#dead = undefined;
    if (!dead || !isCharacter(key)) return press;
    this.#dead = undefined;
    const accent = deadKeys.get(dead.keysym);
    if (code === 'Space') return { code, key: ' ' };
    if (key === accent?.spacing) {
      this.#tap(dead.stroke);
      return undefined;
    }
    const [letter, mark, ...more] = key.normalize('NFD');
    const composed = letter !== undefined && mark === accent?.combining && more.length === 0;
    return composed ? { code, key: letter } : press;
  }

  #typeCharacter(keymap: Keymap, character: string, borrowed: BorrowedModifiers): boolean {
    const wanted = this.#characters.of(character);
    const stroke = strokeFor(keymap, wanted);
    if (stroke) {
      borrowed.set(stroke.mods);
      this.#tapKey(stroke.keycode);
      return true;
    }
    const [keysym] = wanted;
    if (keysym === undefined || !this.#spares.any) return true;
    const spare = this.#spares.use(keysym);
    if (!spare) return false;
    borrowed.set(spare.mods);
    this.#tapKey(spare.keycode);
    return true;
  }

  #tapSpare({ keysym, exact, unlock }: SparePlan, hurry: boolean): number {
    const shift = this.#state.mods & masks.shift;
    // With a command nothing is borrowed: the slot has to fit the Shift that is held.
    const mods = exact ? shift : undefined;
    let spare = this.#spares.use(keysym, mods);
    if (!spare) {
      const restMs = hurry ? 0 : this.#spares.restMs(mods);
      if (restMs > 0) return restMs;
      this.#spares.bind([keysym], hurry, mods);
      spare = this.#spares.use(keysym, mods);
    }
    if (!spare) return 0;
    if (unlock || spare.mods !== shift) this.#tap(spare);
    else this.#tapKey(spare.keycode);
    return 0;
  }

  #tap({ keycode, mods }: Stroke): void {
    const borrowed = this.#borrow(false);
    borrowed.set(mods);
    this.#tapKey(keycode);
    borrowed.restore();
  }

  #tapKey(keycode: number): void {
    this.#held.releaseKeycode(keycode);
    this.#held.fake(keycode, true);
    this.#held.fake(keycode, false);
  }

  #borrow(commands: boolean): BorrowedModifiers {
    const press = (keycode: number, down: boolean) => this.#held.fake(keycode, down);
    return new BorrowedModifiers(this.#connection, this.#keymap!, { state: this.#state, commands, press });
  }
}

/** Releases are matched by place; without one, by what the key meant, whatever Shift did to it meanwhile. */
function keyId({ code, key }: KeyPress): string {
  return code === '' ? `key ${key.toLowerCase()}` : code;
}
