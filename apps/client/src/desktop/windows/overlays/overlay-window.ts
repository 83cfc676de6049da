import type { Pointer } from '../libraries.ts';
import type { WindowLibraries } from '../window-thread/libraries.ts';

/** WS_EX_…: drawn apart from what is below, clicks go through, above all others, no place in the task list, never active. */
const EXTENDED_STYLE = 0x0008_0000 | 0x20 | 0x8 | 0x80 | 0x0800_0000;
const POPUP = 0x8000_0000;
const EXCLUDE_FROM_CAPTURE = 0x11;
/** Windows before 10 2004 would show it black instead of leaving it out; there it stays in the picture. */
const NO_AFFINITY = 0;
const TOPMOST = -1;
/** SWP_…: not active, with or without its size and place. */
const flags = { sameSize: 0x1, samePlace: 0x2, notActive: 0x10, show: 0x40 } as const;
const HIDE = 0;

/** One window of ours over everything else: clicks go through it, and where Windows can it is left out of the picture. */
export class OverlayWindow {
  readonly handle: Pointer | null;
  readonly #win: WindowLibraries;
  #isShown = false;

  /** @param className of a window class that there is */
  constructor(win: WindowLibraries, className: string) {
    this.#win = win;
    const size = [0, 0, 1, 1] as const;
    const rest = [null, null, null, null] as const;
    this.handle = win.CreateWindowExW(EXTENDED_STYLE, className, 'Fjernhjelp', POPUP, ...size, ...rest);
    if (this.handle !== null && !win.SetWindowDisplayAffinity(this.handle, EXCLUDE_FROM_CAPTURE))
      win.SetWindowDisplayAffinity(this.handle, NO_AFFINITY);
  }

  /** @param size missing: as it is */
  show(xPx: number, yPx: number, size?: { readonly widthPx: number; readonly heightPx: number }): void {
    if (this.handle === null) return;
    this.#isShown = true;
    const { widthPx, heightPx } = size ?? { widthPx: 0, heightPx: 0 };
    const how = flags.notActive | flags.show | (size === undefined ? flags.sameSize : 0);
    this.#win.SetWindowPos(this.handle, TOPMOST, xPx, yPx, widthPx, heightPx, how);
  }

  hide(): void {
    this.#isShown = false;
    if (this.handle !== null) this.#win.ShowWindowAsync(this.handle, HIDE);
  }

  raise(): void {
    if (this.handle === null || !this.#isShown) return;
    const how = flags.sameSize | flags.samePlace | flags.notActive;
    this.#win.SetWindowPos(this.handle, TOPMOST, 0, 0, 0, 0, how);
  }

  destroy(): void {
    if (this.handle !== null) this.#win.DestroyWindow(this.handle);
  }
}
