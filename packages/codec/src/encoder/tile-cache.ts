import { limits } from '@fjernhjelp/protocol';

const WORDS = 4;
const NONE = 0xffff;

/**
 * Which tiles the viewer keeps, by hash and place: the host's book of the viewer's cache (PROTOCOL.md UP15, UP16). The one
 * that was used longest ago makes room. Holds no pixels.
 */
export class TileCache {
  readonly places: number;
  /** Four words for each place. */
  readonly #hashes: Uint32Array;
  /** Places by hash: open addressing; `NONE` is free. */
  readonly #table: Uint16Array;
  readonly #mask: number;
  /** A ring by use; `#places` stands for its beginning: after it the one used last, before it the one used first. */
  readonly #newer: Uint16Array;
  readonly #older: Uint16Array;
  /** How often each place was given to a tile. */
  readonly #uses: Uint32Array;
  #filled = 0;

  /** @param places 0 … `limits.cachedTiles` */
  constructor(places: number) {
    this.places = Math.min(places, limits.cachedTiles);
    this.#hashes = new Uint32Array(this.places * WORDS);
    const tableSize = 2 ** Math.ceil(Math.log2(Math.max(2, this.places * 2)));
    this.#table = new Uint16Array(tableSize).fill(NONE);
    this.#mask = tableSize - 1;
    this.#uses = new Uint32Array(this.places);
    this.#newer = new Uint16Array(this.places + 1).fill(this.places);
    this.#older = new Uint16Array(this.places + 1).fill(this.places);
  }

  /**
   * @param hashes words; four from `at` on are the tile's
   * @returns the place where the viewer has such a tile, which counts as a use; undefined when it has none
   */
  find(hashes: Uint32Array, at: number): number | undefined {
    const slot = this.#slotOf(hashes, at);
    const place = this.#table[slot]!;
    if (place === NONE) return undefined;
    this.touch(place);
    return place;
  }

  /** Counts as a use of a place that holds a tile. */
  touch(place: number): void {
    this.#unlink(place);
    this.#link(place);
  }

  /** How often the place was given to a tile: while that is the same, it holds the same one. */
  uses(place: number): number {
    return this.#uses[place]!;
  }

  /** Whether the viewer has such a tile in this place. */
  holds(place: number, hashes: Uint32Array, at: number): boolean {
    return place < this.#filled && this.#isSame(place, hashes, at);
  }

  /** @returns the place that such a tile goes to; another one is forgotten when all are taken. Of several like it, `find` finds the one kept last */
  keep(hashes: Uint32Array, at: number): number {
    let place: number;
    if (this.#filled < this.places) place = this.#filled++;
    else {
      place = this.#newer[this.places]!;
      this.#unlink(place);
      this.#remove(place);
    }
    this.#uses[place]!++;
    this.#hashes.set(hashes.subarray(at, at + WORDS), place * WORDS);
    this.#table[this.#slotOf(hashes, at)] = place;
    this.#link(place);
    return place;
  }

  /** Makes a place the one used last. */
  #link(place: number): void {
    const end = this.places;
    const last = this.#older[end]!;
    this.#older[place] = last;
    this.#newer[place] = end;
    this.#newer[last] = place;
    this.#older[end] = place;
  }

  #unlink(place: number): void {
    const [older, newer] = [this.#older[place]!, this.#newer[place]!];
    this.#newer[older] = newer;
    this.#older[newer] = older;
  }

  /** The slot that holds this hash's place, or the free one where it belongs. */
  #slotOf(hashes: Uint32Array, at: number): number {
    let slot = hashes[at]! & this.#mask;
    for (;;) {
      const place = this.#table[slot]!;
      if (place === NONE || this.#isSame(place, hashes, at)) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }

  #isSame(place: number, hashes: Uint32Array, at: number): boolean {
    const own = this.#hashes;
    for (let word = 0; word < WORDS; word++)
      if (own[place * WORDS + word] !== hashes[at + word]) return false;
    return true;
  }

  /** Takes a place out of the table; those behind it move up, so that they are found still. */
  #remove(place: number): void {
    const table = this.#table;
    let hole = this.#slotOf(this.#hashes, place * WORDS);
    // Another place may hold such a tile too, and be the one that is found.
    if (table[hole] !== place) return;
    for (let slot = (hole + 1) & this.#mask; table[slot] !== NONE; slot = (slot + 1) & this.#mask) {
      const home = this.#hashes[table[slot]! * WORDS]! & this.#mask;
      // It may only move to where a search for it passes.
      if (((slot - home) & this.#mask) < ((slot - hole) & this.#mask)) continue;
      table[hole] = table[slot]!;
      hole = slot;
    }
    table[hole] = NONE;
  }
}
