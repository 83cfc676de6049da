import { ProtocolViolation, type Rect } from '@fjernhjelp/protocol';
import { models, RangeDecoder } from './reference-range-decoder.ts';

const BOOK_COLOURS = 4094;
const UNKNOWN = 4094;
const BEYOND = 65_535;
const NEW_COLOUR = 4095;
const SURE = 8;
const K = [0x1e3779b97f4a7dn, 0x16e8feb86659fdn, 0x12b2ae3d27d4ebn, 0x1f51afd7ed558dn] as const;
/** Of far, near and next: how many bits choose an entry. */
const tableBits = [17n, 16n, 13n] as const;

interface Entry {
  guess: number;
  sureness: number;
}

/** What is learnt from one operation to the next. */
const nothingLearnt = () => ({
  book: [] as number[],
  tables: tableBits.map(() => new Map<bigint, Entry>()),
  wrong: models(4),
  length: [models(15), models(15)],
  right: models(3 * 3 * 3 * 16),
  place: models(4096),
});

/** What is around a pixel: a and b from left to right, above and two rows above; c the two to the left. */
interface Around {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly c: readonly number[];
}

/** Where bits come from. */
export type TextBits = Pick<RangeDecoder, 'bit' | 'raw' | 'number' | 'isShort'>;

/** The picture that is painted to, 3 bytes a pixel. */
export interface RgbPicture {
  readonly rgb: Uint8Array;
  readonly widthPx: number;
}

/**
 * Decodes text pixels of one screen as PROTOCOL.md UP28–UP32 say: written from the document, one pixel at a time, so that the kernels can
 * be held to it.
 */
export class ReferenceTextDecoder {
  /** A rule was broken; only a lenient one goes on then. */
  isBroken = false;
  #learnt = nothingLearnt();
  readonly #isLenient: boolean;

  /** @param isLenient goes on as a careless decoder would where a rule is broken, so that payloads can be written that only such a one takes */
  constructor(isLenient = false) {
    this.#isLenient = isLenient;
  }

  /** What is learnt so far; another after `isAnew`. */
  get learnt(): Readonly<ReturnType<typeof nothingLearnt>> {
    return this.#learnt;
  }

  /**
   * Paints one operation (UP12). After a refusal nothing more can be decoded.
   * @throws ProtocolViolation "malformed"
   */
  decode(picture: RgbPicture, rects: readonly Rect[], payload: Uint8Array, isAnew = false): void {
    const bits = new RangeDecoder(payload);
    this.decodeFrom(picture, rects, bits, isAnew);
    if (!bits.isAtEnd) malformed();
  }

  /** The same from bits that may come from elsewhere. */
  decodeFrom(picture: RgbPicture, rects: readonly Rect[], bits: TextBits, isAnew = false): void {
    if (isAnew) this.#learnt = nothingLearnt();
    for (const rect of rects) this.#decodeRect(picture, rect, bits);
  }

  #decodeRect({ rgb, widthPx: stridePx }: RgbPicture, rect: Rect, bits: TextBits): void {
    const places: number[][] = [];
    const at = (column: number, row: number) => places[row]?.[column] ?? BEYOND;
    for (let row = 0; row < rect.heightPx; row++) {
      places.push([]);
      const line = places[row]!;
      const around = (): Around => {
        const x = line.length;
        const above = (row: number) => [x - 1, x, x + 1, x + 2].map((column) => at(column, row));
        return { a: above(row - 1), b: above(row - 2), c: [at(x - 2, row), at(x - 1, row)] };
      };
      const paint = (place: number, colour = this.#learnt.book[place]!) => {
        const to = ((rect.yPx + row) * stridePx + rect.xPx + line.length) * 3;
        rgb.set([colour >> 16, (colour >> 8) & 255, colour & 255], to);
        line.push(place);
      };
      this.#decodeRow({ bits, isDone: () => line.length === rect.widthPx, around, paint });
      if (bits.isShort) malformed();
    }
  }

  /** UP30 */
  #decodeRow(row: {
    readonly bits: TextBits;
    readonly isDone: () => boolean;
    readonly around: () => Around;
    readonly paint: (place: number, colour?: number) => void;
  }): void {
    const { bits, isDone, around, paint } = row;
    let wasWrong = 0;
    /** @returns whether the pixel is sure; if so, it is its guess from now on */
    const takeGuess = () => {
      const sure = isDone() ? undefined : this.#sureGuess(around());
      if (sure === undefined) return false;
      if (!sure.isFlat) learn(this.#learnt.tables[0]!, entryAt(0, around()), sure.guess);
      paint(sure.guess);
      return true;
    };
    while (!isDone()) {
      const sure = this.#sureGuess(around());
      if (sure === undefined) {
        this.#decodePixel(bits, around(), paint);
        continue;
      }
      const flat = Number(sure.isFlat);
      wasWrong = Number(bits.bit(this.#learnt.wrong[2 * flat + wasWrong]!));
      if (!wasWrong) {
        while (takeGuess());
        continue;
      }
      const right = bits.number(this.#learnt.length[flat]!);
      let taken = 0;
      while (taken < right && takeGuess()) taken++;
      const wrong = isDone() ? undefined : this.#sureGuess(around());
      if (taken < right || wrong === undefined) this.#break();
      if (!isDone()) this.#decodePixel(bits, around(), paint, wrong?.guess);
    }
  }

  #sureGuess(around: Around): { guess: number; isFlat: boolean } | undefined {
    const [first, ...others] = [...around.a, ...around.b, ...around.c];
    if (first! < UNKNOWN && others.every((place) => place === first)) return { guess: first!, isFlat: true };
    const far = this.#learnt.tables[0]!.get(entryAt(0, around));
    return far !== undefined && far.sureness >= SURE ? { guess: far.guess, isFlat: false } : undefined;
  }

  /** UP31 */
  #decodePixel(
    bits: TextBits,
    around: Around,
    paint: (place: number, colour?: number) => void,
    wrong?: number,
  ): void {
    const { tables, right } = this.#learnt;
    const entries = tables.map((table, i) => table.get(entryAt(i, around)));
    const take = (place: number, colour?: number) => {
      for (const [i, table] of tables.entries()) learn(table, entryAt(i, around), place);
      paint(place, colour);
    };
    const asked: number[] = [];
    for (const [table, entry] of entries.entries()) {
      if (entry === undefined || entry.guess === wrong || asked.includes(entry.guess)) continue;
      const same = entries.slice(table + 1).filter((later) => later?.guess === entry.guess).length;
      const model = ((table * 3 + asked.length) * 3 + same) * 16 + entry.sureness;
      asked.push(entry.guess);
      if (!bits.bit(right[model]!)) continue;
      take(entry.guess);
      return;
    }
    const { place, colour } = this.#readPlace(bits);
    take(place, colour);
  }

  /** UP32 */
  #readPlace(bits: TextBits): { place: number; colour?: number } {
    const { place: models, book } = this.#learnt;
    let k = 1;
    for (let i = 0; i < 12; i++) k = 2 * k + Number(bits.bit(models[k]!));
    const place = k - 4096;
    if (place === NEW_COLOUR) {
      const high = bits.raw(12);
      const colour = high * 4096 + bits.raw(12);
      return { place: book.length < BOOK_COLOURS ? book.push(colour) - 1 : UNKNOWN, colour };
    }
    if (place < book.length) return { place };
    this.#break();
    return { place, colour: 0 };
  }

  #break(): void {
    this.isBroken = true;
    if (!this.#isLenient) malformed();
  }
}

/** @returns the number of an entry (UP29) */
function entryAt(table: number, { a, b, c }: Around): bigint {
  const A = digits(a);
  const B = digits(b);
  const C = digits(c);
  const hashes = [
    () => (A ^ (A >> 31n)) * K[0] + (B ^ (B >> 29n)) * K[1] + C * K[2],
    () => (A % 2n ** 48n) * K[0] + ((C << 16n) + BigInt(b[1]!)) * K[1],
    () => ((BigInt(c[1]!) << 16n) + BigInt(a[1]!)) * K[0],
  ];
  const h = BigInt.asUintN(64, hashes[table]!());
  return BigInt.asUintN(64, (h ^ (h >> 32n)) * K[3]) >> (64n - tableBits[table]!);
}

function digits(places: readonly number[]): bigint {
  return places.reduceRight((sum, place) => (sum << 16n) + BigInt(place), 0n);
}

/** UP29 */
function learn(table: Map<bigint, Entry>, at: bigint, place: number): void {
  if (place >= UNKNOWN) return;
  const entry = table.get(at);
  if (entry?.guess === place) entry.sureness = Math.min(15, entry.sureness + 1);
  else if (entry === undefined || entry.sureness <= 1) table.set(at, { guess: place, sureness: 0 });
  else entry.sureness >>= 1;
}

function malformed(): never {
  throw new ProtocolViolation('malformed');
}
