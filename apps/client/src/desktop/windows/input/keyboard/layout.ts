import type { Libraries, Pointer } from '../../libraries.ts';
import type { LayoutPlace } from './key-plan.ts';
import type { ScanCode } from './scan-codes.ts';

/** MapVirtualKeyEx. */
const SCAN_TO_VIRTUAL_KEY_EX = 3;
const VIRTUAL_KEY_TO_SCAN_EX = 4;
const NOT_THERE = -1;
/** In the high byte of VkKeyScanEx; other bits are Control, Alt and the modifiers of rare layouts. */
const SHIFT = 1;
const EXTENDED_PREFIX = 0xe0;

/** VK_RCONTROL and VK_RMENU, which Wine 8.0 takes for the left ones. */
const rightModifiers: ReadonlyMap<number, number> = new Map([
  [0x1d, 0xa3],
  [0x38, 0xa5],
]);

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
    if ((state & ~SHIFT) !== 0) return undefined;
    const scan = this.#win.MapVirtualKeyExW(found & 0xff, VIRTUAL_KEY_TO_SCAN_EX, this.#handle);
    if (scan === 0) return undefined;
    const key = { scan: scan & 0xff, extended: scan >> 8 === EXTENDED_PREFIX };
    return { key, shift: state === SHIFT };
  }

  /** @returns the virtual key at that place, 0 for none */
  meaning({ scan, extended }: ScanCode): number {
    const right = extended ? rightModifiers.get(scan) : undefined;
    if (right !== undefined) return right;
    const prefixed = extended ? (EXTENDED_PREFIX << 8) | scan : scan;
    return this.#win.MapVirtualKeyExW(prefixed, SCAN_TO_VIRTUAL_KEY_EX, this.#handle);
  }
}

/** @returns which locks are on */
export function readLocks(win: Libraries): { capsLock: boolean; numLock: boolean } {
  const isOn = (key: number) => (win.GetKeyState(key) & 1) !== 0;
  return { capsLock: isOn(lockKeys.caps), numLock: isOn(lockKeys.num) };
}
