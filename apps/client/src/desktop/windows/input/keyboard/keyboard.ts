import type { Locks } from '@fjernhjelp/protocol';
import type { Libraries } from '../../libraries.ts';
import { type InputEvent, keyEvent, sendInput, unicodeEvent } from '../send-input.ts';
import { BorrowedLocks, type LockKeys } from './borrowed-locks.ts';
import { type KeyPress, planKey } from './key-plan.ts';
import { Layout, readLocks } from './layout.ts';
import { type ScanCode, scanCodeOf } from './scan-codes.ts';

/** Characters that programs know as keys. */
const controls: Readonly<Record<string, string>> = {
  '\n': 'Enter',
  '\r': 'Enter',
  '\t': 'Tab',
  '\b': 'Backspace',
  '\u001b': 'Escape',
  '\u007f': 'Delete',
};

/** How many events go to the system at a time: nothing of the user's comes between, for as long. */
const MAX_EVENTS = 128;

const names = {
  shift: ['ShiftLeft', 'ShiftRight'],
  command: ['ControlLeft', 'ControlRight', 'AltLeft', 'MetaLeft', 'MetaRight'],
} as const;

/**
 * Types what the helper's keyboard means, on the user's own layout: keys that make it by scan code, held for as long as the
 * helper holds them; characters that no key makes as characters. Repetitions arrive as presses of their own.
 */
export class Keyboard {
  readonly #win: Libraries;
  readonly #held = new Map<string, ScanCode>();
  readonly #locks: BorrowedLocks;
  /** As it was at the last press. */
  #layout: Layout;
  /** The helper holds AltGr, which is never pressed here: on many layouts it would be Alt. */
  #altGr = false;
  /** The last press was the left Control key: Windows sends it ahead of every AltGr. */
  #controlJustPressed = false;

  constructor(win: Libraries) {
    this.#win = win;
    this.#locks = new BorrowedLocks(() => readLocks(win));
    this.#layout = new Layout(win);
  }

  /** @param press `locks`: the helper's, as far as they are known */
  down(press: KeyPress & { readonly locks?: Locks }): void {
    const id = keyId(press);
    if (press.locks !== undefined) {
      this.#tapLocks(this.#locks.follow(press.locks));
      if (isLock(press.key) || isLock(press.code)) return;
    }
    if (press.key === 'AltGraph') {
      if (this.#controlJustPressed) this.#release('ControlLeft');
      this.#altGr = true;
      return;
    }
    this.#controlJustPressed = press.code === 'ControlLeft';
    this.#layout = new Layout(this.#win);
    const plan = planKey(
      { place: (character) => this.#layout.place(character), held: this.#modifiers, ...this.#locks.now },
      press,
    );
    switch (plan.type) {
      case 'hold':
        this.#press(id, plan.key);
        break;
      case 'shifted':
        this.#tap([scanCodeOf('ShiftLeft')!, plan.key]);
        break;
      case 'text':
        this.type(plan.text);
        break;
      case 'nothing':
        break;
    }
  }

  up(press: KeyPress): void {
    this.#controlJustPressed = false;
    if (press.key === 'AltGraph' || (press.code === 'AltRight' && !this.#held.has('AltRight')))
      this.#altGr = false;
    this.#release(keyId(press));
  }

  /** Types characters, whatever layout there is. */
  type(text: string): void {
    let events: InputEvent[] = [];
    for (const character of text.replaceAll('\r\n', '\n')) {
      const code = Object.hasOwn(controls, character) ? controls[character] : undefined;
      const key = code === undefined ? undefined : scanCodeOf(code)!;
      if (key) events.push(this.#event(key, true), this.#event(key, false));
      else if (character >= ' ')
        for (let i = 0; i < character.length; i++) {
          const unit = character.charCodeAt(i);
          events.push(unicodeEvent(unit, true), unicodeEvent(unit, false));
        }
      if (events.length < MAX_EVENTS) continue;
      sendInput(this.#win, events);
      events = [];
    }
    sendInput(this.#win, events);
  }

  releaseAll(): void {
    for (const id of [...this.#held.keys()].reverse()) this.#release(id);
    this.#tapLocks(this.#locks.giveBack());
    this.#altGr = false;
    this.#controlJustPressed = false;
  }

  #tapLocks(codes: LockKeys): void {
    for (const code of codes) this.#tap([scanCodeOf(code)!]);
  }

  get #modifiers() {
    const isHeld = (codes: readonly string[]) =>
      codes.some((code) => [...this.#held.values()].some((key) => isSame(key, scanCodeOf(code)!)));
    return { shift: isHeld(names.shift), command: !this.#altGr && isHeld(names.command) };
  }

  #press(id: string, key: ScanCode): void {
    const before = this.#held.get(id);
    if (before && !isSame(before, key)) this.#release(id);
    this.#held.set(id, key);
    sendInput(this.#win, [this.#event(key, true)]);
  }

  #release(id: string): void {
    const key = this.#held.get(id);
    if (key === undefined) return;
    // Under all its names: a sign may be another by Shift when its key repeats, and is let go of as the first.
    for (const [other, held] of this.#held) if (isSame(held, key)) this.#held.delete(other);
    sendInput(this.#win, [this.#event(key, false)]);
  }

  #event(key: ScanCode, down: boolean): InputEvent {
    return keyEvent(key, down, this.#layout.meaning(key));
  }

  #tap(keys: readonly ScanCode[]): void {
    const press = keys.map((each) => this.#event(each, true));
    const release = keys.toReversed().map((each) => this.#event(each, false));
    sendInput(this.#win, [...press, ...release]);
  }
}

const isLock = (name: string) => name === 'CapsLock' || name === 'NumLock';

function isSame(a: ScanCode, b: ScanCode): boolean {
  return a.scan === b.scan && a.extended === b.extended && a.virtualKey === b.virtualKey;
}

/** Releases are matched by place; without one, by what the key meant, whatever Shift did to it meanwhile. */
function keyId({ code, key }: KeyPress): string {
  return code === '' ? `key ${key.toLowerCase()}` : code;
}
