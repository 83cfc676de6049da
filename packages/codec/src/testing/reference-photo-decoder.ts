import { ProtocolViolation, type Rect, totalAreaPx } from '@fjernhjelp/protocol';
import { models, RangeDecoder } from './reference-range-decoder.ts';
import type { RgbPicture } from './reference-text-decoder.ts';

/** Of a pixel: green, red − green, blue − green (PROTOCOL.md UP33). */
const NUMBERS = [0, 1, 2] as const;

/** What is learnt from one operation to the next: for each number, how far the one before was off, and what changes around (UP34). */
const nothingLearnt = () =>
  NUMBERS.map(() => Array.from({ length: 7 }, () => Array.from({ length: 8 }, modelsOfNumber)));
const modelsOfNumber = () => ({ off: models(1)[0]!, below: models(1)[0]!, bits: models(7), next: models(7) });
type NumberModels = ReturnType<typeof modelsOfNumber>;

/** Where bits come from. */
export type PhotoBits = Pick<RangeDecoder, 'bit' | 'raw' | 'isShort'>;

/** One of the three numbers of all pixels of a rect, as far as they are known. */
class NumberPlane {
  readonly #widthPx: number;
  readonly #values: number[] = [];

  constructor(widthPx: number) {
    this.#widthPx = widthPx;
  }

  /** @param off how far the guess for the next pixel is off; any whole number @returns that pixel's number */
  add(off: number): number {
    const number = (this.#guess + off) & 255;
    this.#values.push(number);
    return number;
  }

  /** UP33 */
  get #guess(): number {
    const { isFirstRow, isFirstColumn, L, A, C } = this.#around;
    if (isFirstRow) return isFirstColumn ? 128 : L;
    if (isFirstColumn) return A;
    return [L, A, L + A - C].sort((a, b) => a - b)[1]!;
  }

  /** How much changes around the next pixel, in binary digits: 0 … 7 (UP34). */
  get change(): number {
    const { isFirstRow, isFirstColumn, isLastColumn, ...around } = this.#around;
    if (isFirstRow) return 0;
    const { A } = around;
    const R = isLastColumn ? A : around.R;
    const [L, C] = isFirstColumn ? [A, A] : [around.L, around.C];
    return Math.min(7, digits(Math.abs(L - C) + Math.abs(A - C) + Math.abs(A - R)));
  }

  /** Numbers mean nothing where there is no such pixel. */
  get #around() {
    const at = this.#values.length;
    const width = this.#widthPx;
    const column = at % width;
    const before = (pixels: number) => this.#values[at - pixels] ?? 0;
    return {
      isFirstRow: at < width,
      isFirstColumn: column === 0,
      isLastColumn: column === width - 1,
      L: before(1),
      A: before(width),
      C: before(width + 1),
      R: before(width - 1),
    };
  }
}

/**
 * Decodes photograph pixels of one screen as PROTOCOL.md UP33–UP35 say: written from the document, one pixel at a time, so that the
 * kernels can be held to it.
 */
export class ReferencePhotoDecoder {
  readonly #learnt = nothingLearnt();

  /**
   * Paints one operation (UP11). After a refusal nothing more can be decoded.
   * @throws ProtocolViolation "malformed"
   */
  decode(picture: RgbPicture, rects: readonly Rect[], payload: Uint8Array): void {
    const bits = new RangeDecoder(payload);
    this.decodeFrom(picture, rects, bits);
    if (!bits.isAtEnd) malformed();
  }

  /** The same from bits that may come from elsewhere. */
  decodeFrom(picture: RgbPicture, rects: readonly Rect[], bits: PhotoBits): void {
    for (const rect of rects) {
      const planes = NUMBERS.map(() => new NumberPlane(rect.widthPx));
      for (let row = 0; row < rect.heightPx; row++) {
        for (let column = 0; column < rect.widthPx; column++) {
          let off = 0;
          const pixel = planes.map((plane, number) => {
            off = readOff(bits, this.#learnt[number]![classOf(off)]![plane.change]!);
            return plane.add(off);
          });
          paint(picture, rect, column, row, pixel);
        }
        if (bits.isShort) malformed();
      }
    }
  }
}

/**
 * Paints planes (UP6).
 * @param planes what the payload decompresses to
 * @throws ProtocolViolation "malformed"
 */
export function paintPlanes(picture: RgbPicture, rects: readonly Rect[], planes: Uint8Array): void {
  const pixels = totalAreaPx(rects);
  if (planes.length !== 3 * pixels) malformed();
  let at = 0;
  for (const rect of rects) {
    const numbers = NUMBERS.map(() => new NumberPlane(rect.widthPx));
    for (let row = 0; row < rect.heightPx; row++)
      for (let column = 0; column < rect.widthPx; column++, at++) {
        const pixel = numbers.map((plane, number) => plane.add(planes[number * pixels + at]!));
        paint(picture, rect, column, row, pixel);
      }
  }
}

/** UP35 @returns -255 … 255 */
function readOff(bits: PhotoBits, { off, below, bits: more, next }: NumberModels): number {
  if (!bits.bit(off)) return 0;
  const sign = bits.bit(below) ? -1 : 1;
  let n = 0;
  while (n < 7 && bits.bit(more[n]!)) n++;
  if (n === 0) return sign;
  const high = Number(bits.bit(next[n - 1]!)) * 2 ** (n - 1);
  return sign * (2 ** n + high + bits.raw(n - 1));
}

/** How far the number before was off, as models are chosen by it: 0 … 6 (UP34). */
function classOf(off: number): number {
  return Math.min(3, digits(Math.abs(off))) + (off < 0 ? 3 : 0);
}

/** @returns how many binary digits it has; 0 has none */
function digits(value: number): number {
  return value === 0 ? 0 : value.toString(2).length;
}

function paint(
  { rgb, widthPx }: RgbPicture,
  { xPx, yPx }: Rect,
  column: number,
  row: number,
  pixel: readonly number[],
): void {
  const [green, red, blue] = pixel as [number, number, number];
  const channels = [red + green - 128, green, blue + green - 128];
  rgb.set(
    channels.map((channel) => channel & 255),
    ((yPx + row) * widthPx + xPx + column) * 3,
  );
}

function malformed(): never {
  throw new ProtocolViolation('malformed');
}
