import { pointerButtons } from '@fjernhjelp/protocol';
import type { Libraries } from '../libraries.ts';
import { virtualScreen } from '../monitors.ts';
import { type InputEvent, mouseEvent, sendInput } from './send-input.ts';

/** MOUSEEVENTF_… */
const flags = {
  move: 0x0001,
  leftDown: 0x0002,
  leftUp: 0x0004,
  rightDown: 0x0008,
  rightUp: 0x0010,
  middleDown: 0x0020,
  middleUp: 0x0040,
  xDown: 0x0080,
  xUp: 0x0100,
  wheel: 0x0800,
  wheelAcross: 0x1000,
  virtualDesktop: 0x4000,
  absolute: 0x8000,
} as const;
const SWAPPED_BUTTONS = 23;

interface Button {
  readonly bit: number;
  readonly down: number;
  readonly up: number;
  /** XBUTTON1, XBUTTON2. */
  readonly data?: number;
}

const left = { down: flags.leftDown, up: flags.leftUp };
const right = { down: flags.rightDown, up: flags.rightUp };

/** Moves, clicks and turns the wheel. */
export class Mouse {
  readonly #win: Libraries;
  #held: readonly Button[] = [];

  constructor(win: Libraries) {
    this.#win = win;
  }

  /** @param xPx @param yPx in the desktop's pixels @param mask DOM `buttons`: these are down from now on, no others */
  move(xPx: number, yPx: number, mask: number): void {
    const buttons = this.#buttons();
    const released = this.#held.filter(({ bit }) => (mask & bit) === 0);
    const pressed = buttons.filter(
      ({ bit }) => (mask & bit) !== 0 && !this.#held.some((held) => held.bit === bit),
    );
    sendInput(this.#win, [
      this.#motion(xPx, yPx),
      ...released.map((button) => mouseEvent(button.up, { data: button.data ?? 0 })),
      ...pressed.map((button) => mouseEvent(button.down, { data: button.data ?? 0 })),
    ]);
    this.#held = [...this.#held.filter((button) => !released.includes(button)), ...pressed];
  }

  /** @param deltaX @param deltaY in 1/120 of a notch, as Windows counts them, but positive is down there */
  wheel(deltaX: number, deltaY: number): void {
    const events: InputEvent[] = [];
    if (deltaY !== 0) events.push(mouseEvent(flags.wheel, { data: -deltaY }));
    if (deltaX !== 0) events.push(mouseEvent(flags.wheelAcross, { data: deltaX }));
    sendInput(this.#win, events);
  }

  releaseAll(): void {
    sendInput(
      this.#win,
      this.#held.map((button) => mouseEvent(button.up, { data: button.data ?? 0 })),
    );
    this.#held = [];
  }

  #motion(xPx: number, yPx: number): InputEvent {
    const screen = virtualScreen(this.#win);
    return mouseEvent(flags.move | flags.absolute | flags.virtualDesktop, {
      x: absolute(xPx - screen.xPx, screen.widthPx),
      y: absolute(yPx - screen.yPx, screen.heightPx),
    });
  }

  /** A left-handed user's mapping is undone: the helper's left click is a left click. */
  #buttons(): readonly Button[] {
    const isSwapped = this.#win.GetSystemMetrics(SWAPPED_BUTTONS) !== 0;
    return [
      { bit: pointerButtons.left, ...(isSwapped ? right : left) },
      { bit: pointerButtons.right, ...(isSwapped ? left : right) },
      { bit: pointerButtons.middle, down: flags.middleDown, up: flags.middleUp },
      { bit: pointerButtons.back, down: flags.xDown, up: flags.xUp, data: 1 },
      { bit: pointerButtons.forward, down: flags.xDown, up: flags.xUp, data: 2 },
    ];
  }
}

/**
 * @param offsetPx from the left or top of the virtual screen
 * @returns where SendInput has that pixel on its scale of 65536 for all of it: a little inside of it, so that neither cutting nor
 *   rounding leads to a neighbour
 */
export function absolute(offsetPx: number, lengthPx: number): number {
  return Math.floor(((offsetPx + 0.3) * 65_536) / lengthPx);
}
