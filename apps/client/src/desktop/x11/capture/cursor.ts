import type { CursorShape } from '@fjernhjelp/protocol';
import koffi from 'koffi';
import { cutCursor, hiddenCursor } from '../../cursor-shape.ts';
import type { XConnection } from '../connection.ts';

const CURSOR_NOTIFY = 1;
const DISPLAY_CURSOR_MASK = 1;

/** XFixesCursorImage. */
const fields = { sizeBytes: 48, width: 4, height: 6, hotspotX: 8, hotspotY: 10, serial: 16, pixels: 24 };

/** Watches the pointer's shape. */
export class CursorWatch {
  readonly eventType: number;
  readonly #connection: XConnection;
  #changed = true;
  #serial: bigint | undefined;

  /** @returns undefined when the server does not tell the pointer's shape */
  static open(connection: XConnection): CursorWatch | undefined {
    const { x, display } = connection;
    const [eventBase, errorBase] = [new Int32Array(1), new Int32Array(1)];
    if (!x.XFixesQueryExtension(display, eventBase, errorBase)) return undefined;
    return new CursorWatch(connection, eventBase[0]! + CURSOR_NOTIFY);
  }

  private constructor(connection: XConnection, eventType: number) {
    this.eventType = eventType;
    this.#connection = connection;
    connection.x.XFixesSelectCursorInput(connection.display, connection.root, DISPLAY_CURSOR_MASK);
  }

  get changed(): boolean {
    return this.#changed;
  }

  /** The server told of another shape. */
  notice(): void {
    this.#changed = true;
  }

  /** @returns the shape when it is another than at the last call */
  take(): CursorShape | undefined {
    if (!this.#changed) return undefined;
    this.#changed = false;
    const { x, display } = this.#connection;
    const address = x.XFixesGetCursorImage(display);
    if (address === null) return hiddenCursor();
    try {
      const image = new DataView(koffi.view(address, fields.sizeBytes));
      const serial = image.getBigUint64(fields.serial, true);
      if (serial === this.#serial) return undefined;
      this.#serial = serial;
      return readShape(image);
    } finally {
      x.XFree(address);
    }
  }
}

function readShape(image: DataView): CursorShape {
  const widthPx = image.getUint16(fields.width, true);
  const heightPx = image.getUint16(fields.height, true);
  if (widthPx === 0 || heightPx === 0) return hiddenCursor();
  // One C long for each pixel, of which the lower half counts.
  const sizePx = widthPx * heightPx;
  const longs = new Uint32Array(koffi.view(image.getBigUint64(fields.pixels, true), sizePx * 8));
  const argb = Uint32Array.from({ length: sizePx }, (_, index) => longs[index * 2]!);
  return cursorShape(argb, {
    widthPx,
    heightPx,
    hotspotXPx: image.getUint16(fields.hotspotX, true),
    hotspotYPx: image.getUint16(fields.hotspotY, true),
  });
}

/**
 * @param argb premultiplied 0xAARRGGBB, rows from the top
 * @returns straight alpha; at most `limits.cursorMaxPx` each way, cut around the hotspot; 0×0 when nothing of it shows
 */
export function cursorShape(argb: Uint32Array, size: Omit<CursorShape, 'rgba'>): CursorShape {
  const rgba = new Uint8Array(argb.length * 4);
  argb.forEach((pixel, index) => {
    const alpha = pixel >>> 24;
    if (alpha === 0) return;
    rgba[index * 4] = straight((pixel >>> 16) & 255, alpha);
    rgba[index * 4 + 1] = straight((pixel >>> 8) & 255, alpha);
    rgba[index * 4 + 2] = straight(pixel & 255, alpha);
    rgba[index * 4 + 3] = alpha;
  });
  return cutCursor({ ...size, rgba });
}

function straight(value: number, alpha: number): number {
  return Math.min(255, Math.round((value * 255) / alpha));
}
