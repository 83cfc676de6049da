// When tiles were last sent anew, and how often in a row that was soon after the time before.

import { nextTile } from './tiles';

/** Of one byte. */
const HOTTEST: i32 = 255;

/**
 * Notes that tiles are sent anew: those that were so soon before get warmer, those of long ago are cold.
 * @param heat one byte a tile
 * @param paintedAtMs 64-bit floats, one a tile, by the clock of `nowMs`
 * @param first, end the tiles from one to before the other
 */
export function heatTiles(
  heat: usize,
  paintedAtMs: usize,
  first: i32,
  end: i32,
  nowMs: f64,
  soonMs: f64,
  lateMs: f64,
): void {
  for (let tile = first; tile < end; tile++) {
    const warmth = heat + (tile as usize);
    const at = paintedAtMs + ((tile as usize) << 3);
    const sinceMs = nowMs - load<f64>(at);
    if (sinceMs <= soonMs) store<u8>(warmth, min(HOTTEST, (load<u8>(warmth) as i32) + 1) as u8);
    else if (sinceMs > lateMs) store<u8>(warmth, 0);
    store<f64>(at, nowMs);
  }
}

/** @returns when the tile in that state that has not been sent for longest was sent; infinity when there is none */
export function oldestTile(states: usize, tiles: i32, state: i32, paintedAtMs: usize): f64 {
  let oldest: f64 = Infinity;
  for (
    let tile = nextTile(states, state, 0, tiles);
    tile < tiles;
    tile = nextTile(states, state, tile + 1, tiles)
  )
    oldest = min(oldest, load<f64>(paintedAtMs + ((tile as usize) << 3)));
  return oldest;
}
