import type { Rect, ScreenSize } from '@fjernhjelp/protocol';
import type { Model } from './reference-range-decoder.ts';
import { RangeEncoder } from './reference-range-encoder.ts';
import { ReferenceTextDecoder, type RgbPicture, type TextBits } from './reference-text-decoder.ts';

/** What a host may say wherever it has a choice, be there sense in it or not (PROTOCOL.md UP30–UP32). */
export interface TextChoices {
  /** That a wrong guess follows after sure ones. */
  isWrong(): boolean;
  /** After how many: 0 … 65,534. */
  rightOnes(): number;
  /** That a guess is right. */
  isRight(): boolean;
  /** 0 … 4,095 @param colours how many the book has */
  place(colours: number): number;
  /** Of a place 4,095: 24 bits. */
  colour(): number;
}

/** A host that follows the form alone. */
class Writer implements TextBits {
  readonly isShort = false;
  readonly #bytes = new RangeEncoder();
  readonly #decoder: ReferenceTextDecoder;
  readonly #choices: TextChoices;
  /** The models of places by their numbers. */
  #nodes: ReadonlyMap<Model, number> | undefined;
  #place = 0;
  #lowHalf: number | undefined;

  constructor(decoder: ReferenceTextDecoder, choices: TextChoices) {
    this.#decoder = decoder;
    this.#choices = choices;
  }

  bit(model: Model): boolean {
    const bit = this.#choose(model);
    this.#bytes.bit(model, bit);
    return bit;
  }

  raw(bits: number): number {
    const colour = this.#lowHalf === undefined ? this.#choices.colour() : 0;
    const value = this.#lowHalf ?? colour >>> 12;
    this.#lowHalf = this.#lowHalf === undefined ? colour & 0xfff : undefined;
    this.#bytes.raw(value, bits);
    return value;
  }

  number(sizes: readonly Model[]): number {
    const value = this.#choices.rightOnes();
    this.#bytes.number(sizes, value);
    return value;
  }

  finish(): Uint8Array {
    return this.#bytes.finish();
  }

  #choose(model: Model): boolean {
    const { wrong, place, book } = this.#decoder.learnt;
    this.#nodes ??= new Map(place.map((of, node) => [of, node]));
    if (wrong.includes(model)) return this.#choices.isWrong();
    const node = this.#nodes.get(model);
    if (node === undefined) return this.#choices.isRight();
    if (node === 1) this.#place = this.#choices.place(book.length);
    return ((this.#place >> (11 - Math.floor(Math.log2(node)))) & 1) === 1;
  }
}

/**
 * Writes an operation's payload as somebody chooses, to its end even where that breaks a rule.
 * @param decoder a lenient one that has what the other end has learnt, and learns with it
 * @param picture what it paints to
 */
export function writeText(
  decoder: ReferenceTextDecoder,
  picture: RgbPicture,
  rects: readonly Rect[],
  choices: TextChoices,
  isAnew = false,
): { readonly payload: Uint8Array; readonly isMalformed: boolean } {
  const writer = new Writer(decoder, choices);
  decoder.decodeFrom(picture, rects, writer, isAnew);
  return { payload: writer.finish(), isMalformed: decoder.isBroken };
}

/** One colour, everywhere and without a word more than that takes. */
export const plain: TextChoices = {
  isWrong: () => false,
  rightOnes: () => 0,
  isRight: () => true,
  place: (colours) => (colours === 0 ? 4095 : 0),
  colour: () => 0xc0ffee,
};

const SIDE_PX = 8;

/** A screen that gets these payloads, each for all of it; the last is malformed. */
export interface MalformedText extends ScreenSize {
  readonly why: string;
  readonly payloads: readonly Uint8Array[];
}

/** What is no text, each for another reason and but for that one all right. */
export function malformedTexts(): MalformedText[] {
  const size = { widthPx: SIDE_PX, heightPx: SIDE_PX };
  /** @param choices for what comes after so many plain operations */
  const after = (operations: number, why: string, choices: Partial<TextChoices>): MalformedText => {
    const decoder = new ReferenceTextDecoder(true);
    const picture = { rgb: new Uint8Array(SIDE_PX * SIDE_PX * 3), widthPx: SIDE_PX };
    const write = (choices: TextChoices) =>
      writeText(decoder, picture, [{ xPx: 0, yPx: 0, ...size }], choices).payload;
    const payloads = Array.from({ length: operations }, () => write(plain));
    return { why, ...size, payloads: [...payloads, write({ ...plain, ...choices })] };
  };
  const whole = after(0, '', {}).payloads[0]!;
  const damaged = (why: string, payload: Uint8Array) => ({ why, ...size, payloads: [payload] });
  const wrongAfter = (rightOnes: number) => ({ isWrong: once(true, false), rightOnes: () => rightOnes });
  const place = (place: number | undefined) => ({
    isRight: once(false, true),
    place: (colours: number) => place ?? colours,
  });
  // Where all is of one colour, nothing is sure at first at the edges: neither two rows from the top nor two columns. Ten operations later all is.
  return [
    damaged('nothing at all', new Uint8Array()),
    damaged('the last byte is missing', whole.subarray(0, -1)),
    damaged('a byte too many', Uint8Array.of(...whole, 0)),
    damaged(
      'the last byte is another',
      whole.map((byte, i) => byte ^ Number(i === whole.length - 1)),
    ),
    after(0, 'a place of a book that is empty', { place: once(0, 4095) }),
    after(1, 'the first place that the book does not have', place(undefined)),
    after(1, 'the place of what the book has no room for', place(4094)),
    after(0, 'a wrong guess where none is sure', wrongAfter(SIDE_PX - 4)),
    after(0, 'right guesses where none is sure', wrongAfter(SIDE_PX - 3)),
    after(10, 'a wrong guess where the row has ended', wrongAfter(SIDE_PX)),
    after(10, 'right guesses beyond the end of the row', wrongAfter(65_534)),
  ];
}

/** @returns what says the one thing, and from then on the other */
function once<T>(first: T, then: T): () => T {
  let isFirst = true;
  return () => {
    const said = isFirst ? first : then;
    isFirst = false;
    return said;
  };
}
