import koffi, { type LibraryHandle } from 'koffi';
import { bitmapInfo } from '../bitmap-info.ts';
import type { Libraries, Pointer } from '../libraries.ts';
import type { OverlayPicture } from './protocol.ts';

const P = 'void *';
const BOLD = 700;
const ANY_CHARACTERS = 1;
/** Letters of whole pixels' colours: what lies below a layered window is not known to ClearType. */
const ANTIALIASED = 4;
const TRANSPARENT = 1;
const RGB_COLOURS = 0;
const WHITE = 0xff_ffff;
const MAX_WIDTH_PX = 4000;

type TextLibraries = ReturnType<typeof loadTextLibraries>;

function loadTextLibraries() {
  const gdi: LibraryHandle = koffi.load('gdi32.dll');
  return {
    CreateFontW: gdi.func('CreateFontW', P, [
      ...Array.from({ length: 5 }, () => 'int'),
      ...Array.from({ length: 8 }, () => 'uint'),
      'str16',
    ]) as (
      height: number,
      width: number,
      turn: number,
      slant: number,
      weight: number,
      italic: number,
      underline: number,
      struck: number,
      characters: number,
      precision: number,
      clipping: number,
      quality: number,
      family: number,
      face: string,
    ) => Pointer | null,
    GetTextExtentPoint32W: gdi.func('GetTextExtentPoint32W', 'int', [P, 'str16', 'int', P]) as (
      dc: Pointer,
      text: string,
      units: number,
      size: NodeJS.ArrayBufferView,
    ) => number,
    SetTextColor: gdi.func('SetTextColor', 'uint', [P, 'uint']) as (dc: Pointer, colour: number) => number,
    SetBkMode: gdi.func('SetBkMode', 'int', [P, 'int']) as (dc: Pointer, mode: number) => number,
    TextOutW: gdi.func('TextOutW', 'int', [P, 'int', 'int', 'str16', 'int']) as (
      dc: Pointer,
      x: number,
      y: number,
      text: string,
      units: number,
    ) => number,
  };
}

/** Writes labels: a line of white text on a ground. */
export class LabelWriter {
  readonly #win: Libraries;
  readonly #text: TextLibraries;

  constructor(win: Libraries) {
    this.#win = win;
    this.#text = loadTextLibraries();
  }

  /**
   * @param sizePx of the letters
   * @param ground 0xRRGGBB
   * @returns undefined where nothing can be written
   */
  write(text: string, sizePx: number, ground: number): OverlayPicture | undefined {
    const memory = text === '' ? null : this.#win.CreateCompatibleDC(null);
    if (memory === null) return undefined;
    const rest = [0, 0, 0, ANY_CHARACTERS, 0, 0, ANTIALIASED, 0, 'Segoe UI'] as const;
    const font = this.#text.CreateFontW(-sizePx, 0, 0, 0, BOLD, ...rest);
    const before = font && this.#win.SelectObject(memory, font);
    try {
      return this.#paint(memory, text, sizePx, ground);
    } finally {
      if (before) this.#win.SelectObject(memory, before);
      if (font) this.#win.DeleteObject(font);
      this.#win.DeleteDC(memory);
    }
  }

  #paint(memory: Pointer, text: string, sizePx: number, ground: number): OverlayPicture | undefined {
    const extent = new Int32Array(2);
    if (!this.#text.GetTextExtentPoint32W(memory, text, text.length, extent)) return undefined;
    const marginPx = Math.round(sizePx * 0.4);
    const widthPx = Math.min(MAX_WIDTH_PX, extent[0]! + 2 * marginPx);
    const heightPx = extent[1]! + marginPx;
    const bits = new BigUint64Array(1);
    const info = bitmapInfo(widthPx, heightPx);
    const bitmap = this.#win.CreateDIBSection(memory, info, RGB_COLOURS, bits, null, 0);
    if (bitmap === null || !bits[0]) return undefined;
    const pixels = new Uint8Array(koffi.view(bits[0], widthPx * heightPx * 4));
    fillLabel(pixels, widthPx, heightPx, ground);
    const before = this.#win.SelectObject(memory, bitmap);
    this.#text.SetTextColor(memory, WHITE);
    this.#text.SetBkMode(memory, TRANSPARENT);
    this.#text.TextOutW(memory, marginPx, Math.round(marginPx / 2), text, text.length);
    this.#win.GdiFlush();
    const bgra = new Uint8Array(pixels);
    // GDI leaves no alpha where it writes.
    for (let at = 3; at < bgra.length; at += 4) bgra[at] = 255;
    if (before !== null) this.#win.SelectObject(memory, before);
    this.#win.DeleteObject(bitmap);
    return { widthPx, heightPx, bgra };
  }
}

/** The ground with a white line around it. */
function fillLabel(pixels: Uint8Array, widthPx: number, heightPx: number, ground: number): void {
  const ink = [ground & 0xff, (ground >> 8) & 0xff, (ground >> 16) & 0xff, 255];
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      const isEdge = x === 0 || y === 0 || x === widthPx - 1 || y === heightPx - 1;
      pixels.set(isEdge ? [255, 255, 255, 255] : ink, (y * widthPx + x) * 4);
    }
}
