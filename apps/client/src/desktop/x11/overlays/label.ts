import koffi from 'koffi';
import type { XConnection } from '../connection.ts';
import type { Pointer, Xid } from '../libraries.ts';
import { pixelOf } from '../pixels.ts';
import { rootColourMasks } from '../visual.ts';
import { paintPixmap } from './pixmap.ts';

/** XftFont. */
const fontInfo = { sizeBytes: 8, ascent: 0, descent: 4 };
/** XGlyphInfo. */
const glyphInfo = { sizeBytes: 12, advanceX: 8 };
/** XftColor: a pixel, then 16 bits each of red, green, blue and alpha. */
const xftColor = { sizeBytes: 16, red: 8, green: 10, blue: 12, alpha: 14 };
const WHITE = 0xffffff;
const MAX_WIDTH_PX = 4000;

/** A line of white text on a ground. */
export interface Label {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Whoever took it frees it. */
  readonly pixmap: Xid;
}

/** Writes labels in the system's sans-serif letters. */
export class LabelWriter {
  readonly #connection: XConnection;
  readonly #fonts = new Map<number, Pointer>();

  constructor(connection: XConnection) {
    this.#connection = connection;
  }

  /**
   * @param sizePx of the letters
   * @param ground 0xRRGGBB
   * @returns undefined where nothing can be written
   */
  write(text: string, sizePx: number, ground: number): Label | undefined {
    const { x, display, screen } = this.#connection;
    const font = this.#font(sizePx);
    if (font === undefined || text === '' || !x.XftDrawCreate) return undefined;
    const utf8 = Buffer.from(text);
    const extents = Buffer.alloc(glyphInfo.sizeBytes);
    x.XftTextExtentsUtf8?.(display, font, utf8, utf8.length, extents);
    const metrics = new DataView(koffi.view(font, fontInfo.sizeBytes));
    const ascentPx = metrics.getInt32(fontInfo.ascent, true);
    const marginPx = Math.round(sizePx * 0.4);
    const widthPx = Math.min(MAX_WIDTH_PX, extents.readInt16LE(glyphInfo.advanceX) + 2 * marginPx);
    const heightPx = ascentPx + metrics.getInt32(fontInfo.descent, true) + marginPx;
    const pixmap = paintPixmap(this.#connection, { widthPx, heightPx }, [
      { rows: [0, 0, widthPx, heightPx], colour: WHITE },
      { rows: [1, 1, widthPx - 2, heightPx - 2], colour: ground },
    ]);
    const colormap = x.XDefaultColormap(display, screen);
    const draw = x.XftDrawCreate(display, pixmap, x.XDefaultVisual(display, screen), colormap);
    if (draw !== null) {
      const baselinePx = Math.round(marginPx / 2) + ascentPx;
      x.XftDrawStringUtf8?.(draw, this.#white(), font, marginPx, baselinePx, utf8, utf8.length);
      x.XftDrawDestroy?.(draw);
    }
    return { widthPx, heightPx, pixmap };
  }

  #font(sizePx: number): Pointer | undefined {
    const known = this.#fonts.get(sizePx);
    if (known !== undefined) return known;
    const { x, display, screen } = this.#connection;
    const font = x.XftFontOpenName?.(display, screen, `sans:bold:pixelsize=${sizePx}`) ?? undefined;
    if (font !== undefined) this.#fonts.set(sizePx, font);
    return font;
  }

  #white(): Buffer {
    const colour = Buffer.alloc(xftColor.sizeBytes);
    colour.writeBigUInt64LE(BigInt(pixelOf(WHITE, rootColourMasks(this.#connection))));
    for (const part of [xftColor.red, xftColor.green, xftColor.blue, xftColor.alpha])
      colour.writeUInt16LE(0xffff, part);
    return colour;
  }
}
