import koffi from 'koffi';
import { bitmapInfo } from '../bitmap-info.ts';
import type { Libraries } from '../libraries.ts';
import type { WindowLibraries } from '../window-thread/libraries.ts';
import { OverlayWindow } from './overlay-window.ts';
import type { OverlayPicture } from './protocol.ts';

const PER_PIXEL_ALPHA = 2;
/** BLENDFUNCTION: source over, wholly, with the bitmap's own alpha. */
const blend = Uint8Array.of(0, 0, 255, 1);
const RGB_COLOURS = 0;

/** @returns a window with that picture: the system keeps what a layered window looks like. Not shown yet */
export function openPictureWindow(
  win: WindowLibraries,
  gdi: Libraries,
  picture: OverlayPicture,
): OverlayWindow {
  const window = new OverlayWindow(win, 'STATIC');
  const memory = gdi.CreateCompatibleDC(null);
  if (window.handle === null || memory === null) return window;
  const { widthPx, heightPx, bgra } = picture;
  const bits = new BigUint64Array(1);
  const bitmap = gdi.CreateDIBSection(memory, bitmapInfo(widthPx, heightPx), RGB_COLOURS, bits, null, 0);
  if (bitmap !== null && bits[0]) {
    new Uint8Array(koffi.view(bits[0], bgra.length)).set(bgra);
    const before = gdi.SelectObject(memory, bitmap);
    const size = Int32Array.of(widthPx, heightPx);
    const origin = new Int32Array(2);
    win.UpdateLayeredWindow(window.handle, null, null, size, memory, origin, 0, blend, PER_PIXEL_ALPHA);
    if (before !== null) gdi.SelectObject(memory, before);
    gdi.DeleteObject(bitmap);
  }
  gdi.DeleteDC(memory);
  return window;
}
