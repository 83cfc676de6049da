import type { CacheRuns } from '@fjernhjelp/protocol';
import { type TileState, tileStates } from '../tile-grid.ts';
import type { CoveredTiles } from './covered-tiles.ts';
import { HASH_BYTES, hashedOf, type PictureMemory } from './picture-memory.ts';
import type { PlacedTiles } from './placed-tiles.ts';
import type { TileCache } from './tile-cache.ts';

/** So many tiles in a row, of so many, tell whether most of them were kept, and kept beside one another. */
const SAMPLED = 4;
const SAMPLE_EVERY = 128;
const MOSTLY = 7 / 8;
const BESIDE = 1 / 2;
const HASH_WORDS = HASH_BYTES / 4;
const NONE = -1;
/** Where so many screens find room, a tile that is kept already is kept again if that makes one run of two, unless it is repeated beside itself. */
const ROOMY = 6;

/**
 * Has the viewer keep what is about to be painted over and may come back.
 * @param kept to work in; full when there may be more of them, for which there was no room
 * @param worth whether a tile, by its number, was there long enough, exactly
 * @param covered is told where what is painted over is kept; undefined when that is no window over others
 * @param room.from those before it were looked at already
 * @param room.tiles so many at the most
 * @param room.bytes of the operation
 */
export function keepTiles(
  memory: PictureMemory,
  cache: TileCache,
  kept: PlacedTiles,
  worth: (tile: number) => boolean,
  covered: CoveredTiles | undefined,
  room: { readonly from: number; readonly tiles: number; readonly bytes: number },
): CacheRuns | undefined {
  const { states, hashes, frame } = memory;
  const tiles = memory.tilesIn(tileStates.differs).filter((tile) => tile >= room.from && worth(tile));
  if (tiles.length === 0) return undefined;
  for (const tile of tiles) states[tile] = tileStates.marked;
  hash(memory, 'reference', tileStates.marked);
  kept.begin(frame, room.bytes);
  const isRoomy = cache.places >= ROOMY * states.length;
  for (const tile of tiles) {
    states[tile] = tileStates.differs;
    if (kept.isFull || kept.count === room.tiles) continue;
    const at = tile * HASH_WORDS;
    const known = cache.find(hashes, at);
    const goesOn = isRoomy && kept.endsBefore(tile) && !cache.holds(kept.lastPlace, hashes, at);
    const place = known === undefined || goesOn ? cache.keep(hashes, at) : known;
    if (place !== known) kept.add(tile, place);
    covered?.note(tile, place, cache);
  }
  return kept.isEmpty ? undefined : { type: 'keep', runs: kept.toRuns() };
}

/**
 * Takes from the viewer's cache what of the difference it has kept. Those tiles are clean then.
 * @param found to work in; full when there may be more
 * @param maxBytes of the operation
 */
export function recallTiles(
  memory: PictureMemory,
  cache: TileCache,
  found: PlacedTiles,
  maxBytes: number,
): CacheRuns | undefined {
  const { states, hashes, frame, grid } = memory;
  hash(memory, 'frame', tileStates.differs);
  // A row more above and below, so that each tile has neighbours.
  const { columns } = grid;
  const places = new Int32Array(states.length + 2 * columns).fill(NONE);
  const tiles: number[] = [];
  for (const tile of memory.tilesIn(tileStates.differs)) {
    const place = cache.find(hashes, tile * HASH_WORDS);
    if (place === undefined) continue;
    places[columns + tile] = place;
    tiles.push(tile);
  }
  found.begin(frame, maxBytes);
  for (const tile of tiles) {
    if (found.isFull) break;
    const at = columns + tile;
    const place = places[at]!;
    // What is repeated, as blank places are, would be a run for each tile; packed it is next to nothing.
    const isRepeated =
      place === places[at - 1] ||
      place === places[at + 1] ||
      place === places[at - columns] ||
      place === places[at + columns];
    if (isRepeated) continue;
    states[tile] = tileStates.clean;
    const follows = found.lastPlace + 1;
    const goesOn = found.endsBefore(tile) && cache.holds(follows, hashes, tile * HASH_WORDS);
    if (goesOn) cache.touch(follows);
    found.add(tile, goesOn ? follows : place);
  }
  if (found.isEmpty) return undefined;
  const runs = found.toRuns();
  memory.adopt(runs.map(({ rect }) => rect));
  return { type: 'recall', runs };
}

/**
 * Whether nearly all that differs seems to be kept, and beside what it is beside now: then it is what was there before, and nothing that
 * moved. Of text nearly every tile was seen somewhere, and each would be a run of its own.
 */
export function isMostlyKept(memory: PictureMemory, cache: TileCache): boolean {
  const { states, hashes } = memory;
  const sample = memory.tilesIn(tileStates.differs).filter((_, i) => i % SAMPLE_EVERY < SAMPLED);
  for (const tile of sample) states[tile] = tileStates.marked;
  hash(memory, 'frame', tileStates.marked);
  let kept = 0;
  let beside = 0;
  let pairs = 0;
  let before: number | undefined;
  for (const [i, tile] of sample.entries()) {
    states[tile] = tileStates.differs;
    const place = cache.find(hashes, tile * HASH_WORDS);
    if (place !== undefined) kept++;
    // What is repeated, as blank places are, says nothing.
    if (i % SAMPLED > 0 && place !== undefined && place !== before) {
      pairs++;
      if (before !== undefined && cache.holds(before + 1, hashes, tile * HASH_WORDS)) beside++;
    }
    before = place;
  }
  return kept >= sample.length * MOSTLY && beside >= pairs * BESIDE;
}

/** Hashes the tiles in that state, but for those of which that is known. */
function hash(memory: PictureMemory, of: 'frame' | 'reference', state: TileState): void {
  const { kernels, at, gridArguments, states, hashed } = memory;
  const known = hashedOf[of];
  for (const tile of memory.tilesIn(state)) {
    if (hashed[tile] === known) continue;
    states[tile] = tileStates.filled;
    hashed[tile] = known;
  }
  kernels.hashTiles(
    of === 'frame' ? at.frame : memory.reference,
    at.states,
    tileStates.filled,
    ...gridArguments,
    at.hashKey,
    at.hashes,
  );
  memory.replace(tileStates.filled, state);
}
