import koffi from 'koffi';
import type { Pointer } from '../libraries.ts';
import type { WindowLibraries } from '../window-thread/libraries.ts';
import { type Heard, hooks, OwnHand } from './own-hand.ts';

/**
 * Hears of key presses and mouse moves that are not the helper's: the user's own hand, and the user's own assistive programs.
 * What was pressed is not looked at, the pause key aside. Needs a thread that takes its messages at once: all input waits for it.
 */
export class LocalInput {
  readonly #win: WindowLibraries;
  /** Made once: the system may still be calling one that was just taken out. */
  readonly #procedures: readonly { readonly kind: number; readonly procedure: Pointer }[];
  #hooks: Pointer[] = [];

  /** @param told called for each event that is not ours, while open */
  constructor(win: WindowLibraries, told: (heard: Exclude<Heard, 'nothing'>) => void) {
    this.#win = win;
    const hand = new OwnHand();
    this.#procedures = (['keyboard', 'mouse'] as const).map((hook) => {
      const { kind, sizeBytes } = hooks[hook];
      const procedure = koffi.register((code: number, word: number | bigint, info: Pointer | null) => {
        if (code >= 0 && info !== null) {
          const view = new DataView(koffi.view(info, sizeBytes));
          const heard = hand.hear(hook, Number(word), view);
          if (heard !== 'nothing') told(heard);
        }
        return win.CallNextHookEx(null, code, word, info);
      }, win.hookProcedure);
      return { kind, procedure };
    });
  }

  open(): void {
    if (this.#hooks.length > 0) return;
    const module = this.#win.GetModuleHandleW(null);
    this.#hooks = this.#procedures.flatMap(
      ({ kind, procedure }) => this.#win.SetWindowsHookExW(kind, procedure, module, 0) ?? [],
    );
  }

  close(): void {
    for (const hook of this.#hooks.splice(0)) this.#win.UnhookWindowsHookEx(hook);
  }
}
