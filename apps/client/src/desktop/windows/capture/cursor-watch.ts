import type { CursorShape, PointerPlace, ScreenPlace } from '@fjernhjelp/protocol';
import { cutCursor, hiddenCursor } from '../../cursor-shape.ts';
import { pointerPlaceOn } from '../../screens.ts';
import { bitmapInfo } from '../bitmap-info.ts';
import type { Libraries, Pointer } from '../libraries.ts';
import { cursorOf } from './cursor-pixels.ts';

/** CURSORINFO. */
const cursorInfo = { sizeBytes: 24, size: 0, flags: 4, cursor: 8, x: 16, y: 20 };
const SHOWING = 1;
/** ICONINFO. */
const iconInfo = { sizeBytes: 32, hotspotX: 4, hotspotY: 8, mask: 16, colour: 24 };
/** BITMAP. */
const bitmap = { sizeBytes: 32, width: 4, height: 8 };
const RGB_COLOURS = 0;
/** No pointer is larger; what says so is broken. */
const MAX_PX = 1024;

/** Watches the pointer's shape and place. Windows tells of neither: `look` asks, which takes some microseconds. */
export class CursorWatch {
  readonly #win: Libraries;
  readonly #info = Buffer.alloc(cursorInfo.sizeBytes);
  #handle: bigint | undefined;
  #xPx: number | undefined;
  #yPx: number | undefined;
  #shapeChanged = false;
  #placeChanged = false;

  constructor(win: Libraries) {
    this.#win = win;
    this.#info.writeUInt32LE(cursorInfo.sizeBytes, cursorInfo.size);
  }

  /** @returns what is new since it was last taken */
  look(): { shape: boolean; place: boolean } {
    // Refused while another desktop has the pointer: it stays as it was.
    if (!this.#win.GetCursorInfo(this.#info)) return { shape: this.#shapeChanged, place: this.#placeChanged };
    const isShowing = (this.#info.readUInt32LE(cursorInfo.flags) & SHOWING) !== 0;
    const handle = isShowing ? this.#info.readBigUInt64LE(cursorInfo.cursor) : 0n;
    if (handle !== this.#handle) this.#shapeChanged = true;
    this.#handle = handle;
    const [xPx, yPx] = [this.#info.readInt32LE(cursorInfo.x), this.#info.readInt32LE(cursorInfo.y)];
    if (xPx !== this.#xPx || yPx !== this.#yPx) this.#placeChanged = true;
    this.#xPx = xPx;
    this.#yPx = yPx;
    return { shape: this.#shapeChanged, place: this.#placeChanged };
  }

  /** @returns the shape when it is another than at the last call */
  takeShape(): CursorShape | undefined {
    this.look();
    if (!this.#shapeChanged) return undefined;
    this.#shapeChanged = false;
    return this.#handle ? readShape(this.#win, this.#handle) : hiddenCursor();
  }

  /** @returns where the pointer is when that is another place than at the last call; undefined too when it is on no screen */
  takePlace(screens: readonly ScreenPlace[]): PointerPlace | undefined {
    this.look();
    if (!this.#placeChanged) return undefined;
    this.#placeChanged = false;
    return pointerPlaceOn(screens, this.#xPx ?? -1, this.#yPx ?? -1);
  }

  /** The screens are others: the place is another on them. */
  forget(): void {
    this.#placeChanged = true;
  }
}

/** @returns undefined when the pointer is gone meanwhile, or is of a kind that we do not read */
function readShape(win: Libraries, handle: Pointer): CursorShape | undefined {
  // The program whose pointer it is may destroy it at any time; a copy is ours.
  const copy = win.CopyIcon(handle);
  if (copy === null) return undefined;
  const info = Buffer.alloc(iconInfo.sizeBytes);
  const there = win.GetIconInfo(copy, info);
  const mask = info.readBigUInt64LE(iconInfo.mask);
  const colour = info.readBigUInt64LE(iconInfo.colour);
  try {
    if (!there || mask === 0n) return undefined;
    const maskPixels = readBitmap(win, mask);
    const colourPixels = colour === 0n ? undefined : readBitmap(win, colour);
    if (maskPixels === undefined || (colour !== 0n && colourPixels === undefined)) return undefined;
    return cutCursor(
      cursorOf({
        widthPx: maskPixels.widthPx,
        heightPx: colourPixels?.heightPx ?? maskPixels.heightPx / 2,
        hotspotXPx: info.readUInt32LE(iconInfo.hotspotX),
        hotspotYPx: info.readUInt32LE(iconInfo.hotspotY),
        colour: colourPixels?.pixels,
        mask: maskPixels.pixels,
      }),
    );
  } finally {
    for (const object of [mask, colour]) if (object !== 0n) win.DeleteObject(object);
    win.DestroyIcon(copy);
  }
}

function readBitmap(win: Libraries, handle: Pointer) {
  const object = Buffer.alloc(bitmap.sizeBytes);
  if (!win.GetObjectW(handle, bitmap.sizeBytes, object)) return undefined;
  const [widthPx, heightPx] = [object.readInt32LE(bitmap.width), object.readInt32LE(bitmap.height)];
  if (widthPx <= 0 || heightPx <= 0 || widthPx > MAX_PX || heightPx > MAX_PX * 2) return undefined;
  const screen = win.GetDC(null);
  if (screen === null) return undefined;
  const pixels = new Uint8Array(widthPx * heightPx * 4);
  const rows = win.GetDIBits(screen, handle, 0, heightPx, pixels, bitmapInfo(widthPx, heightPx), RGB_COLOURS);
  win.ReleaseDC(null, screen);
  return rows === heightPx ? { widthPx, heightPx, pixels } : undefined;
}
