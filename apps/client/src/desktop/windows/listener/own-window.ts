import koffi from 'koffi';
import { bitmapInfo } from '../bitmap-info.ts';
import { loadLibraries, type Pointer } from '../libraries.ts';
import type { WindowLibraries } from '../window-thread/libraries.ts';
import { MARK_SIZE_PX, markPixels } from './mark-pixels.ts';

/** WS_EX_…: drawn apart from what is below, clicks go through, above all others, no place in the task list, never active. */
const EXTENDED_STYLE = 0x0008_0000 | 0x20 | 0x8 | 0x80 | 0x0800_0000;
const POPUP = 0x8000_0000;
const PER_PIXEL_ALPHA = 2;
/** BLENDFUNCTION: source over, wholly, with the bitmap's own alpha. */
const blend = Uint8Array.of(0, 0, 255, 1);
const RGB_COLOURS = 0;
const EXCLUDE_FROM_CAPTURE = 0x11;
/** Windows before 10 2004 would show it black instead of leaving it out; there it stays in the picture. */
const NO_AFFINITY = 0;

/**
 * Makes the one window that the client has of its own, hidden: it hears what Windows tells all windows, and shown it is the
 * mark where the helper points.
 * @returns null when there is no desktop to put it on
 */
export function createOwnWindow(win: WindowLibraries): Pointer | null {
  const size = MARK_SIZE_PX;
  const window = win.CreateWindowExW(
    EXTENDED_STYLE,
    'STATIC',
    'Fjernhjelp',
    POPUP,
    0,
    0,
    size,
    size,
    null,
    null,
    null,
    null,
  );
  if (window === null) return null;
  paintMark(win, window);
  if (!win.SetWindowDisplayAffinity(window, EXCLUDE_FROM_CAPTURE))
    win.SetWindowDisplayAffinity(window, NO_AFFINITY);
  return window;
}

/** Once: the system keeps what a layered window looks like. */
function paintMark(win: WindowLibraries, window: Pointer): void {
  const gdi = loadLibraries();
  const memory = gdi.CreateCompatibleDC(null);
  if (memory === null) return;
  const pixels = markPixels();
  const bits = new BigUint64Array(1);
  const info = bitmapInfo(MARK_SIZE_PX, MARK_SIZE_PX);
  const bitmap = gdi.CreateDIBSection(memory, info, RGB_COLOURS, bits, null, 0);
  if (bitmap !== null && bits[0]) {
    new Uint8Array(koffi.view(bits[0], pixels.length)).set(pixels);
    const before = gdi.SelectObject(memory, bitmap);
    const size = Int32Array.of(MARK_SIZE_PX, MARK_SIZE_PX);
    win.UpdateLayeredWindow(window, null, null, size, memory, new Int32Array(2), 0, blend, PER_PIXEL_ALPHA);
    if (before !== null) gdi.SelectObject(memory, before);
    gdi.DeleteObject(bitmap);
  }
  gdi.DeleteDC(memory);
}
