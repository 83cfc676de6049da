import koffi from 'koffi';
import { encodeMarker, marker, type Strip } from './marker.ts';
import type { Image } from './texture.ts';
import { X, Xft } from './x11.ts';

const DEPTH = 24;
const Z_PIXMAP = 2;
export const WHITE = 0xff_ff_ff;
export const INK = 0x1b_1f_24;

const FONTS = {
  mono: 'DejaVu Sans Mono:pixelsize=13:antialias=true',
  sans: 'Liberation Sans:pixelsize=14:antialias=true',
  heading: 'Liberation Sans:pixelsize=22:bold:antialias=true',
} as const;
export type Font = keyof typeof FONTS;
/** How letters are smoothed: in shades of grey, or by the thirds of pixels, as ClearType does it. */
export const smoothings = {
  grey: 'rgba=none',
  coloured: 'rgba=rgb:lcdfilter=lcddefault',
} as const;
export type Smoothing = keyof typeof smoothings;
/** Advance of the monospaced font. */
export const MONO_PX = 8;

/** The connection to the X server, with the painter's fonts and colours. */
export class Connection {
  readonly display: unknown;
  readonly visual: unknown;
  readonly colormap: number;
  readonly #fonts = new Map<Font, unknown>();
  readonly #colors = new Map<number, Uint8Array>();
  readonly #smoothing: Smoothing;

  constructor(smoothing: Smoothing = 'grey') {
    this.#smoothing = smoothing;
    this.display = X.openDisplay(null);
    if (!this.display) throw new Error('no display');
    this.visual = X.visual(this.display, 0);
    this.colormap = X.colormap(this.display, 0);
  }

  font(name: Font): unknown {
    let font = this.#fonts.get(name);
    if (font === undefined) {
      font = Xft.openFont(this.display, 0, `${FONTS[name]}:${smoothings[this.#smoothing]}`);
      this.#fonts.set(name, font);
    }
    return font;
  }

  /** @returns an XftColor */
  color(rgb: number): Uint8Array {
    let color = this.#colors.get(rgb);
    if (color === undefined) {
      const channels = [rgb >> 16, (rgb >> 8) & 255, rgb & 255, 255].map((value) => value * 257);
      color = new Uint8Array(16);
      Xft.allocColor(this.display, this.visual, this.colormap, Uint16Array.from(channels), color);
      this.#colors.set(rgb, color);
    }
    return color;
  }
}

/** Something to paint on: a window or a pixmap. */
export class Canvas {
  readonly id: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly #connection: Connection;
  readonly #gc: unknown;
  readonly #draw: unknown;

  private constructor(connection: Connection, id: number, widthPx: number, heightPx: number) {
    this.#connection = connection;
    this.id = id;
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    this.#gc = X.createGC(connection.display, id, 0, null);
    this.#draw = Xft.createDraw(connection.display, id, connection.visual, connection.colormap);
  }

  /** A window that covers the screen; the window manager leaves it alone. */
  static screen(connection: Connection, widthPx: number, heightPx: number): Canvas {
    const { display } = connection;
    const root = X.rootWindow(display);
    const id = X.createSimpleWindow(display, root, 0, 0, widthPx, heightPx, 0, 0, WHITE);
    // CWOverrideRedirect. XSetWindowAttributes.override_redirect lies at byte 88 (LP64).
    const attributes = new Uint8Array(112);
    attributes[88] = 1;
    X.changeAttributes(display, id, 512, attributes);
    X.storeName(display, id, 'painter');
    return new Canvas(connection, id, widthPx, heightPx);
  }

  /** A picture that is kept in the X server. */
  pixmap(widthPx: number, heightPx: number): Canvas {
    const id = X.createPixmap(this.#connection.display, this.id, widthPx, heightPx, DEPTH);
    return new Canvas(this.#connection, id, widthPx, heightPx);
  }

  show(): void {
    X.mapRaised(this.#connection.display, this.id);
  }

  fill(color: number, xPx: number, yPx: number, widthPx: number, heightPx: number): void {
    X.setForeground(this.#connection.display, this.#gc, color);
    X.fillRectangle(this.#connection.display, this.id, this.#gc, xPx, yPx, widthPx, heightPx);
  }

  /** @param baselinePx where the letters stand */
  text(text: string, xPx: number, baselinePx: number, font: Font = 'mono', color = INK): void {
    const ink = this.#connection.color(color);
    const letters = this.#connection.font(font);
    Xft.drawString(this.#draw, ink, letters, xPx, baselinePx, text, Buffer.byteLength(text));
  }

  copyFrom(source: Canvas, from: Strip, size: { widthPx: number; heightPx: number }, to: Strip = from): void {
    const { display } = this.#connection;
    const { widthPx, heightPx } = size;
    X.copyArea(display, source.id, this.id, this.#gc, from.xPx, from.yPx, widthPx, heightPx, to.xPx, to.yPx);
  }

  /** Memory for a picture that is put again and again. @returns its pixels, and what puts them */
  image(widthPx: number, heightPx: number): Image & { put(place: Strip): void } {
    const { display, visual } = this.#connection;
    const memory = koffi.alloc('uint32_t', widthPx * heightPx);
    const pixels = new Uint32Array(koffi.view(memory, widthPx * heightPx * 4));
    const image = X.createImage(
      display,
      visual,
      DEPTH,
      Z_PIXMAP,
      0,
      memory,
      widthPx,
      heightPx,
      32,
      widthPx * 4,
    );
    return {
      widthPx,
      heightPx,
      pixels,
      put: ({ xPx, yPx }) => {
        X.putImage(display, this.id, this.#gc, image, 0, 0, xPx, yPx, widthPx, heightPx);
      },
    };
  }

  put(picture: Image, place: Strip): void {
    const image = this.image(picture.widthPx, picture.heightPx);
    image.pixels.set(picture.pixels);
    image.put(place);
  }

  strip({ xPx, yPx }: Strip, sequence: number): void {
    encodeMarker(sequence).forEach((bit, i) => {
      this.fill(bit ? WHITE : 0, xPx + i * marker.blockPx, yPx, marker.blockPx, marker.heightPx);
    });
  }
}
