import type { LayoutPlace } from './key-plan.ts';
import type { Libraries, Pointer } from './libraries.ts';

const VIRTUAL_KEY_TO_SCAN_EX = 4;
const NOT_THERE = -1;
/** The high byte of VkKeyScanEx. */
const shiftStates = { shift: 1, control: 2, alt: 4 } as const;
const EXTENDED_PREFIX = 0xe0;

/** VK_CAPITAL, VK_NUMLOCK. */
const lockKeys = { caps: 0x14, num: 0x90 } as const;

/** The keyboard layout of the program in front: each program has its own. */
export class Layout {
  readonly #win: Libraries;
  readonly #handle: Pointer | null;

  constructor(win: Libraries) {
    this.#win = win;
    const window = win.GetForegroundWindow();
    this.#handle = win.GetKeyboardLayout(window === null ? 0 : win.GetWindowThreadProcessId(window, null));
  }

  /** @param character one code point */
  place(character: string): LayoutPlace | undefined {
    if (character.length !== 1) return undefined;
    const found = this.#win.VkKeyScanExW(character.charCodeAt(0), this.#handle);
    if (found === NOT_THERE) return undefined;
    const state = (found >> 8) & 0xff;
    const { shift, control, alt } = shiftStates;
    const altGr = (state & (control | alt)) === (control | alt);
    // Control alone makes control characters; other bits are of layouts with further modifiers.
    if ((state & ~shift) !== 0 && !(altGr && (state & ~(shift | control | alt)) === 0)) return undefined;
    const scan = this.#win.MapVirtualKeyExW(found & 0xff, VIRTUAL_KEY_TO_SCAN_EX, this.#handle);
    if (scan === 0) return undefined;
    const key = { scan: scan & 0xff, extended: scan >> 8 === EXTENDED_PREFIX };
    return { key, shift: (state & shift) !== 0, altGr };
  }
}

/** @returns which locks are on */
export function readLocks(win: Libraries): { capsLock: boolean; numLock: boolean } {
  const isOn = (key: number) => (win.GetKeyState(key) & 1) !== 0;
  return { capsLock: isOn(lockKeys.caps), numLock: isOn(lockKeys.num) };
}
