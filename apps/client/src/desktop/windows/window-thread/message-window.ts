import type { Pointer } from '../libraries.ts';
import type { WindowLibraries } from './libraries.ts';

/** HWND_MESSAGE: hears what is sent to it and nothing that is told to all windows. */
const MESSAGE_ONLY = 0xffff_ffff_ffff_fffdn;

/** @returns a window that is never shown; null when there is no desktop */
export function createMessageWindow(win: WindowLibraries): Pointer | null {
  const rest = [MESSAGE_ONLY, null, null, null] as const;
  return win.CreateWindowExW(0, 'STATIC', 'Fjernhjelp', 0, 0, 0, 0, 0, ...rest);
}
