import { OWN_INPUT } from '../input/send-input.ts';

/** WH_KEYBOARD_LL, WH_MOUSE_LL; the parts of KBDLLHOOKSTRUCT and MSLLHOOKSTRUCT that are looked at. */
export const hooks = {
  keyboard: { kind: 13, sizeBytes: 24, virtualKey: 0, extra: 16 },
  mouse: { kind: 14, sizeBytes: 32, x: 0, y: 4, extra: 24 },
} as const;
const MOUSE_MOVE = 0x0200;
/** WM_KEYDOWN, WM_SYSKEYDOWN. */
const keyDowns: readonly number[] = [0x0100, 0x0104];
const VK_PAUSE = 0x13;

export type Heard = 'nothing' | 'acted' | 'pause';

/** Tells what the user's own hand does from what we do, event by event, by the mark that ours have. */
export class OwnHand {
  #ledTo: { readonly x: number; readonly y: number } | undefined;
  #isPauseDown = false;

  /**
   * @param message WM_…
   * @param info what the hook was given, of its size
   * @returns what the user did; of keys nothing is looked at but whether it is the pause key, which counts once until it is let go
   */
  hear(hook: keyof typeof hooks, message: number, info: DataView): Heard {
    const isMarked = info.getBigUint64(hooks[hook].extra, true) === OWN_INPUT;
    if (hook === 'mouse') return this.#hearMouse(message, info, isMarked);
    if (isMarked) return 'nothing';
    if (info.getUint32(hooks.keyboard.virtualKey, true) !== VK_PAUSE) return 'acted';
    const wasDown = this.#isPauseDown;
    this.#isPauseDown = keyDowns.includes(message);
    return this.#isPauseDown && !wasDown ? 'pause' : 'acted';
  }

  #hearMouse(message: number, info: DataView, isMarked: boolean): Heard {
    const x = info.getInt32(hooks.mouse.x, true);
    const y = info.getInt32(hooks.mouse.y, true);
    if (isMarked) {
      this.#ledTo = { x, y };
      return 'nothing';
    }
    // Some systems tell of each of our moves again, without the mark, when the pointer has got there (Wine on X11 does).
    const isEcho = message === MOUSE_MOVE && x === this.#ledTo?.x && y === this.#ledTo.y;
    return isEcho ? 'nothing' : 'acted';
  }
}
