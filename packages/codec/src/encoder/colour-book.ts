import { limits, type PaletteTiles, paletteSizeBytes } from '@fjernhjelp/protocol';

/** What a palette may take more than one of its own when its new colours come into the book so. */
const WORTH_ADDING = 1.25;
const NOWHERE = -1;
const BYTES_PER_COLOUR = 3;

type Palette = Pick<PaletteTiles, 'book' | 'colours'>;

/** The colours of one screen that palettes have brought along and may choose from (PROTOCOL.md UP12): text has the same few hundred everywhere. */
export class ColourBook {
  /** By colour, 0xRRGGBB. */
  readonly #places = new Map<number, number>();
  /** By place, the number of the colour that is chosen just now. */
  readonly #numberAt = new Int16Array(limits.bookColours).fill(NOWHERE);

  /** The viewer has nothing. */
  restart(): void {
    this.#places.clear();
  }

  /**
   * @param colours of a palette, 0xRRGGBB, by their numbers
   * @param numbers is given the number that each has in the answer when that chooses from the book
   */
  choose(colours: Uint32Array, numbers: Uint8Array): Palette {
    const fresh = this.#mark(colours);
    const isFull = this.#places.size + fresh > limits.bookColours;
    const size = isFull ? 0 : this.#places.size;
    const count = isFull ? colours.length : fresh;
    const palette = {
      book: { size, chosen: new Uint8Array(Math.ceil(size / 8)) },
      colours: new Uint8Array(count * BYTES_PER_COLOUR),
    };
    this.#number(palette, colours, numbers);
    const own = { colours: new Uint8Array(colours.length * BYTES_PER_COLOUR) };
    const mostBytes = paletteSizeBytes(own) * (count > 0 ? WORTH_ADDING : 1);
    if (size === 0 || paletteSizeBytes(palette) <= mostBytes) return palette;
    for (const [i, colour] of colours.entries()) write(own.colours, i, colour);
    return own;
  }

  /** The viewer will have this palette. */
  sent({ book, colours }: Palette): void {
    if (book === undefined) return;
    if (book.size === 0) this.#places.clear();
    for (let at = 0; at < colours.length; at += BYTES_PER_COLOUR)
      this.#places.set((colours[at]! << 16) | (colours[at + 1]! << 8) | colours[at + 2]!, this.#places.size);
  }

  /** Marks the places of those colours that are in the book. @returns how many are not */
  #mark(colours: Uint32Array): number {
    let fresh = 0;
    for (let number = 0; number < colours.length; number++) {
      const place = this.#places.get(colours[number]!);
      if (place === undefined) fresh++;
      else this.#numberAt[place] = number;
    }
    return fresh;
  }

  /** Those of the book come first, by their places, then the new ones as they are. Nothing is marked any more. */
  #number({ book, colours: fresh }: Required<Palette>, colours: Uint32Array, numbers: Uint8Array): void {
    const { size, chosen } = book;
    // Numbers that no place gives are those of new colours.
    numbers.fill(0, 0, colours.length);
    let next = 0;
    for (let place = 0; place < this.#places.size; place++) {
      const number = this.#numberAt[place]!;
      if (number === NOWHERE) continue;
      this.#numberAt[place] = NOWHERE;
      if (place >= size) continue;
      chosen[place >> 3]! |= 1 << (place & 7);
      numbers[number] = ++next;
    }
    let added = 0;
    for (let number = 0; number < colours.length; number++) {
      if (numbers[number]! > 0) numbers[number]!--;
      else {
        write(fresh, added, colours[number]!);
        numbers[number] = next + added++;
      }
    }
  }
}

function write(colours: Uint8Array, i: number, colour: number): void {
  colours[i * BYTES_PER_COLOUR] = colour >>> 16;
  colours[i * BYTES_PER_COLOUR + 1] = colour >>> 8;
  colours[i * BYTES_PER_COLOUR + 2] = colour;
}
