import { pointerButtons } from '@fjernhjelp/protocol';
import type { XConnection } from '../connection.ts';

/** DOM `buttons` bit → X button. */
const buttons: readonly (readonly [bit: number, button: number])[] = [
  [pointerButtons.left, 1],
  [pointerButtons.middle, 2],
  [pointerButtons.right, 3],
  [pointerButtons.back, 8],
  [pointerButtons.forward, 9],
];

const wheelButtons = { up: 4, down: 5, left: 6, right: 7 } as const;
const UNITS_PER_NOTCH = 120;
/** Notches that one message may turn. */
const MAX_NOTCHES = 64;
const MAX_BUTTONS = 32;
/**
 * A press waits so long at most for the release before it. A window manager that stops the mouse at a click to see whether it raises a
 * window (openbox does) keeps the release back until it has looked; the X server drops one that comes out while the
 * button is down anew, and a double click would be a single one.
 */
const MAX_WAIT_FOR_RELEASE_MS = 500;
/** Between two looks at whether the button is up. */
const LOOK_AGAIN_MS = 1;
/** X.h Button1Mask to Button5Mask; the other buttons have none. */
const BUTTON_1_MASK = 1 << 8;
const BUTTONS_WITH_MASK = 5;
/** Nobody writes to it: waiting for a change is sleeping. */
const asleep = new Int32Array(new SharedArrayBuffer(4));

/** Moves, clicks and turns the wheel. */
export class Pointer {
  readonly #connection: XConnection;
  /** X button → the physical one that was pressed for it. */
  readonly #held = new Map<number, number>();
  readonly #across: Wheel;
  readonly #down: Wheel;
  #releasedAtMs = Number.NEGATIVE_INFINITY;

  constructor(connection: XConnection) {
    this.#connection = connection;
    const turn = (button: number) => {
      this.#fake(button, true);
      this.#fake(button, false);
    };
    this.#across = new Wheel(wheelButtons.left, wheelButtons.right, turn);
    this.#down = new Wheel(wheelButtons.up, wheelButtons.down, turn);
  }

  /** @param mask DOM `buttons`: these are down from now on, no others */
  move(xPx: number, yPx: number, mask: number): void {
    const { x, display, screen } = this.#connection;
    const now = this.#query();
    // A motion that goes nowhere would be an event all the same; and the user's own hand may have moved it.
    if (now?.xPx !== xPx || now.yPx !== yPx) x.XTestFakeMotionEvent(display, screen, xPx, yPx, 0);
    for (const [bit, button] of buttons) {
      const down = (mask & bit) !== 0;
      if (down === this.#held.has(button)) continue;
      if (down) this.#press(button);
      else this.#release(button);
    }
  }

  /** @param deltaX @param deltaY in 1/120 of a notch; what is less than one is kept for the next time */
  wheel(deltaX: number, deltaY: number): void {
    this.#down.turn(deltaY);
    this.#across.turn(deltaX);
  }

  releaseAll(): void {
    for (const button of this.#held.keys()) this.#release(button);
    this.#across.forget();
    this.#down.forget();
  }

  /** Where the pointer is and what is down, as programs know it (X.h masks); undefined when it is on no screen of ours. */
  #query(): { xPx: number; yPx: number; mask: number } | undefined {
    const { x, display, root } = this.#connection;
    const ids = new BigUint64Array(1);
    const [left, top, mask] = [new Int32Array(1), new Int32Array(1), new Int32Array(1)];
    const rest = new Int32Array(1);
    if (x.XQueryPointer(display, root, ids, ids, left, top, rest, rest, mask) === 0) return undefined;
    return { xPx: left[0]!, yPx: top[0]!, mask: mask[0]! };
  }

  #press(button: number): void {
    const physical = this.#physical(button);
    this.#held.set(button, physical);
    this.#waitForRelease(button);
    this.#fake(physical, true);
  }

  #waitForRelease(button: number): void {
    if (button > BUTTONS_WITH_MASK) return;
    const mask = BUTTON_1_MASK << (button - 1);
    const endMs = this.#releasedAtMs + MAX_WAIT_FOR_RELEASE_MS;
    while (performance.now() < endMs && ((this.#query()?.mask ?? 0) & mask) !== 0)
      Atomics.wait(asleep, 0, 0, LOOK_AGAIN_MS);
  }

  #release(button: number): void {
    const physical = this.#held.get(button);
    this.#held.delete(button);
    if (physical === undefined) return;
    this.#releasedAtMs = performance.now();
    this.#fake(physical, false);
  }

  /** A left-handed user's mapping is undone: the helper's left click is a left click. */
  #physical(button: number): number {
    const { x, display } = this.#connection;
    const logical = new Uint8Array(MAX_BUTTONS);
    const count = x.XGetPointerMapping(display, logical, MAX_BUTTONS);
    const index = logical.subarray(0, count).indexOf(button);
    return index < 0 ? button : index + 1;
  }

  #fake(button: number, down: boolean): void {
    const { x, display } = this.#connection;
    x.XTestFakeButtonEvent(display, button, down ? 1 : 0, 0);
  }
}

/** One direction of the wheel: whole notches are clicks. */
class Wheel {
  readonly #back: number;
  readonly #forth: number;
  readonly #click: (button: number) => void;
  #rest = 0;

  constructor(back: number, forth: number, click: (button: number) => void) {
    this.#back = back;
    this.#forth = forth;
    this.#click = click;
  }

  turn(delta: number): void {
    // What was left over from turning the other way is void.
    if (Math.sign(delta) * Math.sign(this.#rest) < 0) this.#rest = 0;
    this.#rest += delta;
    const notches = Math.trunc(this.#rest / UNITS_PER_NOTCH);
    this.#rest -= notches * UNITS_PER_NOTCH;
    for (let turned = 0; turned < Math.min(Math.abs(notches), MAX_NOTCHES); turned++)
      this.#click(notches < 0 ? this.#back : this.#forth);
  }

  forget(): void {
    this.#rest = 0;
  }
}
