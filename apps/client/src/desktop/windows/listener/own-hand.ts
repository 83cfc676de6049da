import { OWN_INPUT } from '../send-input.ts';

/** WH_KEYBOARD_LL, WH_MOUSE_LL; the parts of KBDLLHOOKSTRUCT and MSLLHOOKSTRUCT that are looked at. */
export const hooks = {
  keyboard: { kind: 13, sizeBytes: 24, extra: 16 },
  mouse: { kind: 14, sizeBytes: 32, extra: 24 },
} as const;
const MOUSE_MOVE = 0x0200;
/** Where a mouse event leads. */
const place = { x: 0, y: 4 };

/** Tells what the user's own hand does from what we do, event by event, by the mark that ours have. */
export class OwnHand {
  #ledTo: { readonly x: number; readonly y: number } | undefined;

  /**
   * @param message WM_…
   * @param info what the hook was given, of its size
   * @returns whether it is the user's
   */
  isHand(hook: keyof typeof hooks, message: number, info: DataView): boolean {
    const isMarked = info.getBigUint64(hooks[hook].extra, true) === OWN_INPUT;
    if (hook === 'keyboard') return !isMarked;
    const x = info.getInt32(place.x, true);
    const y = info.getInt32(place.y, true);
    if (isMarked) {
      this.#ledTo = { x, y };
      return false;
    }
    // Some systems tell of each of our moves again, without the mark, when the pointer has got there (Wine on X11 does).
    return message !== MOUSE_MOVE || x !== this.#ledTo?.x || y !== this.#ledTo.y;
  }
}
