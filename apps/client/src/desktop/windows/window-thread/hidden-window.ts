import type { Pointer } from '../libraries.ts';
import type { WindowLibraries } from './libraries.ts';

/** HWND_MESSAGE: hears what is sent to it and nothing that is told to all windows. */
const MESSAGE_ONLY = 0xffff_ffff_ffff_fffdn;
const POPUP = 0x8000_0000;
/** WS_EX_TOOLWINDOW, WS_EX_NOACTIVATE: no place in the task list, never active. */
const OUT_OF_THE_WAY = 0x80 | 0x0800_0000;

/** @returns a window that is never shown; null when there is no desktop */
export function createMessageWindow(win: WindowLibraries): Pointer | null {
  const rest = [MESSAGE_ONLY, null, null, null] as const;
  return win.CreateWindowExW(0, 'STATIC', 'Fjernhjelp', 0, 0, 0, 0, 0, ...rest);
}

/** @returns one that hears what is told to all windows: log-off, another screen */
export function createHiddenWindow(win: WindowLibraries): Pointer | null {
  const rest = [null, null, null, null] as const;
  return win.CreateWindowExW(OUT_OF_THE_WAY, 'STATIC', 'Fjernhjelp', POPUP, 0, 0, 1, 1, ...rest);
}
