import type { Captured, Frame } from '@fjernhjelp/host';
import { LaterDamage } from '@fjernhjelp/host/later-damage';
import type { Rect, ScreenPlace } from '@fjernhjelp/protocol';
import koffi from 'koffi';
import { bitmapInfo } from '../bitmap-info.ts';
import type { Libraries, Pointer } from '../libraries.ts';
import type { Grabber } from './grabber.ts';

const SOURCE_COPY = 0x00cc0020;
/** With windows that the system lays over the others: tool tips, menus with shadows, translucent ones. */
const CAPTURE_LAYERED = 0x40000000;
const RGB_COLOURS = 0;
/** Rows that are compared together: as high as a tile. */
const BAND_ROWS = 16;
const PIXEL_BYTES = 4;

interface Section {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bitmap: Pointer;
  readonly pixels: Uint8Array;
}

/** Copies a whole screen with GDI and finds out by comparing what of it changed: works in every session. */
export class GdiGrabber implements Grabber {
  readonly #win: Libraries;
  readonly #memory: Pointer;
  #section: Section | undefined;
  #original: Pointer | null = null;

  /** @returns undefined when this session has nothing to draw on */
  static open(win: Libraries): GdiGrabber | undefined {
    const memory = win.CreateCompatibleDC(null);
    return memory === null ? undefined : new GdiGrabber(win, memory);
  }

  private constructor(win: Libraries, memory: Pointer) {
    this.#win = win;
    this.#memory = memory;
  }

  grab(place: ScreenPlace, frame: Frame, isFresh: boolean, mostPx?: number): Captured | undefined {
    const section = this.#copy(place);
    if (section === undefined) return undefined;
    return isFresh ? copyAll(section.pixels, frame) : copyChangedBands(section.pixels, frame, mostPx);
  }

  close(): void {
    this.#dropSection();
    this.#win.DeleteDC(this.#memory);
  }

  #copy(place: ScreenPlace): Section | undefined {
    const { widthPx, heightPx } = place;
    const section = this.#sectionOf(widthPx, heightPx);
    const screen = this.#win.GetDC(null);
    if (section === undefined || screen === null) return undefined;
    const { xPx, yPx } = place;
    const operation = SOURCE_COPY | CAPTURE_LAYERED;
    const done = this.#win.BitBlt(this.#memory, 0, 0, widthPx, heightPx, screen, xPx, yPx, operation);
    this.#win.ReleaseDC(null, screen);
    this.#win.GdiFlush();
    return done ? section : undefined;
  }

  #sectionOf(widthPx: number, heightPx: number): Section | undefined {
    if (this.#section?.widthPx === widthPx && this.#section.heightPx === heightPx) return this.#section;
    this.#dropSection();
    const bits = new BigUint64Array(1);
    const info = bitmapInfo(widthPx, heightPx);
    const bitmap = this.#win.CreateDIBSection(this.#memory, info, RGB_COLOURS, bits, null, 0);
    if (bitmap === null || bits[0] === 0n) return undefined;
    this.#original ??= this.#win.SelectObject(this.#memory, bitmap);
    this.#win.SelectObject(this.#memory, bitmap);
    const pixels = new Uint8Array(koffi.view(bits[0], widthPx * heightPx * PIXEL_BYTES));
    this.#section = { widthPx, heightPx, bitmap, pixels };
    return this.#section;
  }

  /** A bitmap that is selected cannot be deleted. */
  #dropSection(): void {
    if (this.#section === undefined) return;
    if (this.#original !== null) this.#win.SelectObject(this.#memory, this.#original);
    this.#win.DeleteObject(this.#section.bitmap);
    this.#section = undefined;
  }
}

function copyAll(pixels: Uint8Array, frame: Frame): Captured {
  frame.pixels.set(pixels);
  const damage = [{ xPx: 0, yPx: 0, widthPx: frame.widthPx, heightPx: frame.heightPx }];
  return { damage, moves: [], hasMore: false };
}

/**
 * Brings the frame up to date. What is left is found again.
 * @param pixels BGRX of the frame's size
 * @param mostPx as in `Capturer.capture`
 * @returns the bands of rows that were not the same, neighbours as one; the fourth byte of a pixel may make one more
 */
export function copyChangedBands(pixels: Uint8Array, frame: Frame, mostPx?: number): Captured {
  const captured = new LaterDamage().take({ damage: changedBands(pixels, frame), moves: [] }, mostPx);
  const rowBytes = frame.widthPx * PIXEL_BYTES;
  for (const { yPx, heightPx } of captured.damage) {
    const start = yPx * rowBytes;
    frame.pixels.set(pixels.subarray(start, start + heightPx * rowBytes), start);
  }
  return captured;
}

function changedBands(pixels: Uint8Array, { widthPx, heightPx, pixels: before }: Frame): Rect[] {
  const damage: Rect[] = [];
  const rowBytes = widthPx * PIXEL_BYTES;
  for (let yPx = 0; yPx < heightPx; yPx += BAND_ROWS) {
    const rows = Math.min(BAND_ROWS, heightPx - yPx);
    const [start, end] = [yPx * rowBytes, (yPx + rows) * rowBytes];
    if (Buffer.compare(pixels.subarray(start, end), before.subarray(start, end)) === 0) continue;
    const last = damage.at(-1);
    if (last && last.yPx + last.heightPx === yPx)
      damage[damage.length - 1] = { ...last, heightPx: last.heightPx + rows };
    else damage.push({ xPx: 0, yPx, widthPx, heightPx: rows });
  }
  return damage;
}
