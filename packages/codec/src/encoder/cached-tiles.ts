import type { CacheRuns } from '@fjernhjelp/protocol';
import { type TileState, tileStates } from '../tile-grid.ts';
import { cacheRuns, PlacedTiles } from './cache-runs.ts';
import type { CoveredTiles } from './covered-tiles.ts';
import { HASH_BYTES, hashedOf, type PictureMemory } from './picture-memory.ts';
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

/** Tiles that are kept or recalled. */
export interface Reused {
  readonly runs: CacheRuns | undefined;
  /** There may be more of them, for which there was no room. */
  readonly isFull: boolean;
}
const NOTHING: Reused = { runs: undefined, isFull: false };

/**
 * Has the viewer keep what is about to be painted over and may come back.
 * @param worth whether a tile, by its number, was there long enough, exactly
 * @param covered is told where what is painted over is kept; undefined when that is no window over others
 * @param maxBytes of all runs
 */
export function keepTiles(
  memory: PictureMemory,
  cache: TileCache,
  worth: (tile: number) => boolean,
  covered: CoveredTiles | undefined,
  maxBytes: number,
): Reused {
  const { states, hashes, frame } = memory;
  let any = false;
  for (let tile = 0; tile < states.length; tile++) {
    if (states[tile] !== tileStates.differs || !worth(tile)) continue;
    states[tile] = tileStates.marked;
    any = true;
  }
  if (!any) return NOTHING;
  hash(memory, 'reference', tileStates.marked);
  const kept = new PlacedTiles(maxBytes);
  const isRoomy = cache.places >= ROOMY * states.length;
  for (let tile = 0; tile < states.length; tile++) {
    if (states[tile] !== tileStates.marked) continue;
    states[tile] = tileStates.differs;
    if (kept.isFull || kept.tiles.length === cache.places) continue;
    const at = tile * HASH_WORDS;
    const known = cache.find(hashes, at);
    const last = kept.tiles.at(-1);
    const goesOn = isRoomy && last?.tile === tile - 1 && !cache.holds(last.place, hashes, at);
    const place = known === undefined || goesOn ? cache.keep(hashes, at) : known;
    if (place !== known) kept.add(tile, place);
    covered?.note(tile, place, cache);
  }
  const { tiles, isFull } = kept;
  return { isFull, runs: tiles.length > 0 ? { type: 'keep', runs: cacheRuns(tiles, frame) } : undefined };
}

/**
 * Takes from the viewer's cache what of the difference it has kept. Those tiles are clean then.
 * @param maxBytes of all runs
 */
export function recallTiles(memory: PictureMemory, cache: TileCache, maxBytes: number): Reused {
  const { states, hashes, frame, grid } = memory;
  hash(memory, 'frame', tileStates.differs);
  const places = new Int32Array(states.length).fill(NONE);
  for (let tile = 0; tile < states.length; tile++)
    if (states[tile] === tileStates.differs) places[tile] = cache.find(hashes, tile * HASH_WORDS) ?? NONE;
  const found = new PlacedTiles(maxBytes);
  for (let tile = 0; tile < states.length && !found.isFull; tile++) {
    const place = places[tile]!;
    // What is repeated, as blank places are, would be a run for each tile; packed it is next to nothing.
    const isRepeated =
      place === places[tile - 1] ||
      place === places[tile + 1] ||
      place === places[tile - grid.columns] ||
      place === places[tile + grid.columns];
    if (place === NONE || isRepeated) continue;
    states[tile] = tileStates.clean;
    const last = found.tiles.at(-1);
    const goesOn = last?.tile === tile - 1 && cache.holds(last.place + 1, hashes, tile * HASH_WORDS);
    if (goesOn) cache.touch(last.place + 1);
    found.add(tile, goesOn ? last.place + 1 : place);
  }
  const { tiles, isFull } = found;
  if (tiles.length === 0) return NOTHING;
  const runs = cacheRuns(tiles, frame);
  memory.adopt(runs.map(({ rect }) => rect));
  return { isFull, runs: { type: 'recall', runs } };
}

/**
 * Whether nearly all that differs seems to be kept, and beside what it is beside now: then it is what was there before, and nothing that
 * moved. Of text nearly every tile was seen somewhere, and each would be a run of its own.
 */
export function isMostlyKept(memory: PictureMemory, cache: TileCache): boolean {
  const { states, hashes } = memory;
  const sample: number[] = [];
  for (let tile = 0, seen = 0; tile < states.length; tile++)
    if (states[tile] === tileStates.differs && seen++ % SAMPLE_EVERY < SAMPLED) sample.push(tile);
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
  for (let tile = 0; tile < states.length; tile++) {
    if (states[tile] !== state || hashed[tile] === known) continue;
    states[tile] = tileStates.filled;
    hashed[tile] = known;
  }
  kernels.hashTiles(at[of], at.states, tileStates.filled, ...gridArguments, at.hashKey, at.hashes);
  memory.replace(tileStates.filled, state);
}
