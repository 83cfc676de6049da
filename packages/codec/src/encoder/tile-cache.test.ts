import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { TileCache } from './tile-cache.ts';

/** Hashes that share their slot of the table, and others. */
const hashes = Uint32Array.from({ length: 40 * 4 }, (_, i) => (i % 4 === 0 ? (i % 5) * 64 + (i % 3) : i));

test('UP15 the book of the viewer’s cache: what is kept is found in its place, and the oldest use makes room', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.array(fc.nat(39), { maxLength: 200, size: 'max' }),
      (places, uses) => {
        const cache = new TileCache(places);
        /** By tile, its place; the one used last is last. */
        const book = new Map<number, number>();
        for (const tile of uses) {
          const known = book.get(tile);
          expect(cache.find(hashes, tile * 4)).toBe(known);
          let place = known;
          if (place === undefined) {
            const [oldest] = book.keys();
            place = cache.keep(hashes, tile * 4);
            if (book.size < places) expect([...book.values()]).not.toContain(place);
            else {
              expect(place).toBe(book.get(oldest!));
              book.delete(oldest!);
            }
          }
          book.delete(tile);
          book.set(tile, place);
        }
      },
    ),
  );
});
