import koffi from 'koffi';
import type { Pointer } from '../libraries.ts';
import { OWN_INPUT } from '../send-input.ts';
import type { ListenerLibraries } from './libraries.ts';

/** WH_KEYBOARD_LL, WH_MOUSE_LL; where KBDLLHOOKSTRUCT and MSLLHOOKSTRUCT have `dwExtraInfo`. */
const hooks = [
  { kind: 13, extra: 16, sizeBytes: 24 },
  { kind: 14, extra: 24, sizeBytes: 32 },
] as const;

/**
 * Hears of key presses and mouse moves that are not the helper's: the user's own hand, and the user's own assistive programs.
 * What was pressed is not looked at. Needs a thread that takes its messages at once: all input waits for it.
 */
export class LocalInput {
  readonly #win: ListenerLibraries;
  /** Made once: the system may still be calling one that was just taken out. */
  readonly #procedures: readonly Pointer[];
  #hooks: Pointer[] = [];

  /** @param heard called for each event that is not ours, while open */
  constructor(win: ListenerLibraries, heard: () => void) {
    this.#win = win;
    this.#procedures = hooks.map(({ extra, sizeBytes }) =>
      koffi.register((code: number, word: number | bigint, info: Pointer | null) => {
        if (code >= 0 && info !== null && !isOwn(info, extra, sizeBytes)) heard();
        return win.CallNextHookEx(null, code, word, info);
      }, win.hookProcedure),
    );
  }

  open(): void {
    if (this.#hooks.length > 0) return;
    const module = this.#win.GetModuleHandleW(null);
    this.#hooks = hooks.flatMap(
      ({ kind }, index) => this.#win.SetWindowsHookExW(kind, this.#procedures[index]!, module, 0) ?? [],
    );
  }

  close(): void {
    for (const hook of this.#hooks.splice(0)) this.#win.UnhookWindowsHookEx(hook);
  }
}

function isOwn(info: Pointer, extra: number, sizeBytes: number): boolean {
  return new DataView(koffi.view(info, sizeBytes)).getBigUint64(extra, true) === OWN_INPUT;
}
