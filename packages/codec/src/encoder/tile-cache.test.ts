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

test('UP15 UP16 tiles that are kept twice, and places that are given to others: never a wrong tile, and the oldest use makes room', () => {
  const step = fc.record({
    do: fc.constantFrom('find' as const, 'keep' as const, 'keep' as const, 'touch' as const),
    tile: fc.nat(39),
    place: fc.nat(11),
  });
  let [twice, evicted] = [0, 0];
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.array(step, { maxLength: 200, size: 'max' }),
      (places, steps) => {
        const cache = new TileCache(places);
        /** What the viewer has, by place. */
        const kept: number[] = [];
        const uses = Array.from({ length: places }, () => 0);
        /** The places by their last use, the one used last at the end. */
        let order: number[] = [];
        /** By tile, where it was kept last, for as long as it is there. */
        const found = new Map<number, number>();
        const use = (place: number) => {
          order = [...order.filter((each) => each !== place), place];
        };
        for (const { do: kind, tile, place } of steps) {
          if (kind === 'keep') {
            const expected = kept.length < places ? kept.length : order[0]!;
            const before = kept[expected];
            if (before !== undefined) evicted++;
            if (found.get(before!) === expected) found.delete(before!);
            if (found.has(tile)) twice++;
            expect(cache.keep(hashes, tile * 4)).toBe(expected);
            kept[expected] = tile;
            uses[expected]!++;
            found.set(tile, expected);
            use(expected);
          } else if (kind === 'find') {
            const at = cache.find(hashes, tile * 4);
            expect(at).toBe(found.get(tile));
            if (at === undefined) continue;
            expect(kept[at]).toBe(tile);
            use(at);
          } else if (place < kept.length) {
            cache.touch(place);
            use(place);
          }
          for (let at = 0; at < places; at++) {
            expect(cache.uses(at)).toBe(uses[at]);
            expect(cache.holds(at, hashes, tile * 4)).toBe(kept[at] === tile);
          }
        }
      },
    ),
    { numRuns: 60 },
  );
  expect(twice).toBeGreaterThan(100);
  expect(evicted).toBeGreaterThan(1000);
});
