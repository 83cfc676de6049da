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
 * So long after a release the next press comes at the earliest. A window manager that stops the mouse at a click to see whether it
 * raises a window (openbox does) loses a press that comes before it has looked: a double click that a stalled line
 * delivered at once would be a single one.
 */
const BETWEEN_CLICKS_MS = 5;

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
    if (!this.#isAt(xPx, yPx)) x.XTestFakeMotionEvent(display, screen, xPx, yPx, 0);
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

  /** A motion that goes nowhere would be an event all the same; and the user's own hand may have moved it. */
  #isAt(xPx: number, yPx: number): boolean {
    const { x, display, root } = this.#connection;
    const ids = new BigUint64Array(1);
    const [left, top] = [new Int32Array(1), new Int32Array(1)];
    const rest = new Int32Array(1);
    const there = x.XQueryPointer(display, root, ids, ids, left, top, rest, rest, rest);
    return there !== 0 && left[0] === xPx && top[0] === yPx;
  }

  #press(button: number): void {
    const physical = this.#physical(button);
    this.#held.set(button, physical);
    const sinceMs = performance.now() - this.#releasedAtMs;
    this.#fake(physical, true, Math.ceil(Math.max(0, BETWEEN_CLICKS_MS - sinceMs)));
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

  /** @param waitMs the X server does it, and what this connection asks for after it, so much later */
  #fake(button: number, down: boolean, waitMs = 0): void {
    const { x, display } = this.#connection;
    x.XTestFakeButtonEvent(display, button, down ? 1 : 0, waitMs);
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
