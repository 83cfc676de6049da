import type { ByteReader, ByteWriter } from '../../bytes.ts';
import { ProtocolViolation } from '../../errors.ts';
import { type Rect, requireWithin, type ScreenSize } from './rect.ts';

/** Tiles of `cachedTilePx` beside one another, and the first of the cache's places that they go to or come from, one each (UP15). */
export interface CacheRun {
  /** Within one row of tiles. What is kept is whole tiles, cut only at the picture's edge; what is recalled may begin and end anywhere (UP16). */
  readonly rect: Rect;
  readonly place: number;
}

/** What the last resize gave a screen. */
export interface PictureSize extends ScreenSize {
  /** How many tiles the viewer keeps for this screen, 0 … `limits.cachedTiles`. */
  readonly cachePlaces: number;
}

/** The grid of the cache, with its origin at the screen's. */
export const cachedTilePx = { width: 32, height: 16 } as const;

const { width: TILE_WIDTH, height: TILE_HEIGHT } = cachedTilePx;
/** What a run takes at the least and at the most. */
export const LEAST_RUN_BYTES = 1;
export const mostCacheRunBytes = 10;
/** Before the first run: the tile at the top left, and place 0 follows. */
const none: CacheRun = { rect: { xPx: 0, yPx: 0, widthPx: TILE_WIDTH, heightPx: TILE_HEIGHT }, place: -1 };

/** How each of four fields is told, two bits each of a run's first byte: y and height, x, width, place. */
const rows = { asBefore: 0, below: 1, inRow: 2, given: 3 } as const;
const columns = { beside: 0, asBefore: 1, tile: 2, given: 3 } as const;
const widths = { asBefore: 0, restOfTile: 1, byte: 2, given: 3 } as const;
const places = { next: 0, after: 1, before: 2, given: 3 } as const;
/** The bytes that follow for each way. */
const ROW_BYTES = [0, 0, 1, 3];
const COLUMN_BYTES = [0, 0, 1, 2];
const WIDTH_BYTES = [0, 0, 1, 2];
const PLACE_BYTES = [0, 1, 1, 2];
const MAX_BYTE = 255;

/** @returns how many tiles of the cache's grid a rect touches */
export function tilesOf({ xPx, yPx, widthPx, heightPx }: Rect): number {
  const columns = Math.ceil((xPx + widthPx) / TILE_WIDTH) - Math.floor(xPx / TILE_WIDTH);
  return columns * (Math.ceil((yPx + heightPx) / TILE_HEIGHT) - Math.floor(yPx / TILE_HEIGHT));
}

/**
 * @param before the run before it in its operation, if there is one
 * @returns what the run takes in an update (PROTOCOL.md UP15), in bytes: 1 … `mostCacheRunBytes`
 */
export function cacheRunBytes(run: CacheRun, before: CacheRun = none): number {
  return (
    1 +
    ROW_BYTES[rowOf(run, before)]! +
    COLUMN_BYTES[columnOf(run, before)]! +
    WIDTH_BYTES[widthOf(run, before)]! +
    PLACE_BYTES[placeOf(run, before)]!
  );
}

/** Adds as many bytes as `cacheRunBytes` says. */
export function writeCacheRun(writer: ByteWriter, run: CacheRun, before: CacheRun = none): void {
  const { xPx, yPx, widthPx, heightPx } = run.rect;
  const row = rowOf(run, before);
  const column = columnOf(run, before);
  const width = widthOf(run, before);
  const place = placeOf(run, before);
  writer.u8((row << 6) | (column << 4) | (width << 2) | place);
  if (row === rows.inRow) writer.u8(((yPx % TILE_HEIGHT) << 4) | (heightPx - 1));
  else if (row === rows.given) writer.u16(yPx).u8(heightPx);
  if (column === columns.tile) writer.u8(xPx / TILE_WIDTH);
  else if (column === columns.given) writer.u16(xPx);
  if (width === widths.byte) writer.u8(widthPx);
  else if (width === widths.given) writer.u16(widthPx);
  if (place === places.given) writer.u16(run.place);
  else if (place !== places.next) writer.u8(Math.abs(run.place - placeAfter(before)));
}

/** @throws ProtocolViolation "truncated" | "rect-out-of-bounds" | "malformed" (not within a row of tiles) | "out-of-range" (a place that there is not) */
export function readCacheRun(reader: ByteReader, size: PictureSize, before: CacheRun = none): CacheRun {
  const head = reader.u8();
  let { xPx, yPx, widthPx, heightPx } = before.rect;
  const row = head >> 6;
  if (row === rows.below) {
    yPx = topBelow(before);
    heightPx = TILE_HEIGHT;
  } else if (row === rows.inRow) {
    const part = reader.u8();
    yPx += (part >> 4) - (yPx % TILE_HEIGHT);
    heightPx = (part & 15) + 1;
  } else if (row === rows.given) {
    yPx = reader.u16();
    heightPx = reader.u8();
  }
  const column = (head >> 4) & 3;
  if (column === columns.beside) xPx += widthPx;
  else if (column === columns.tile) xPx = reader.u8() * TILE_WIDTH;
  else if (column === columns.given) xPx = reader.u16();
  const width = (head >> 2) & 3;
  if (width === widths.restOfTile) widthPx = TILE_WIDTH - (xPx % TILE_WIDTH);
  else if (width === widths.byte) widthPx = reader.u8();
  else if (width === widths.given) widthPx = reader.u16();
  const run = { rect: { xPx, yPx, widthPx, heightPx }, place: readPlace(reader, head & 3, before) };
  requireWithin(run.rect, size);
  if ((yPx % TILE_HEIGHT) + heightPx > TILE_HEIGHT) throw new ProtocolViolation('malformed');
  if (run.place < 0 || placeAfter(run) > size.cachePlaces) throw new ProtocolViolation('out-of-range');
  return run;
}

function readPlace(reader: ByteReader, way: number, before: CacheRun): number {
  if (way === places.given) return reader.u16();
  const next = placeAfter(before);
  if (way === places.next) return next;
  return way === places.after ? next + reader.u8() : next - reader.u8();
}

function rowOf({ rect: { yPx, heightPx } }: CacheRun, before: CacheRun): number {
  if (yPx === before.rect.yPx && heightPx === before.rect.heightPx) return rows.asBefore;
  const below = topBelow(before);
  if (yPx === below && heightPx === TILE_HEIGHT) return rows.below;
  return yPx < below && yPx >= below - TILE_HEIGHT ? rows.inRow : rows.given;
}

function columnOf({ rect: { xPx } }: CacheRun, { rect: before }: CacheRun): number {
  if (xPx === before.xPx + before.widthPx) return columns.beside;
  if (xPx === before.xPx) return columns.asBefore;
  return xPx % TILE_WIDTH === 0 ? columns.tile : columns.given;
}

function widthOf({ rect: { xPx, widthPx } }: CacheRun, before: CacheRun): number {
  if (widthPx === before.rect.widthPx) return widths.asBefore;
  if (widthPx === TILE_WIDTH - (xPx % TILE_WIDTH)) return widths.restOfTile;
  return widthPx <= MAX_BYTE ? widths.byte : widths.given;
}

function placeOf({ place }: CacheRun, before: CacheRun): number {
  const ahead = place - placeAfter(before);
  if (ahead === 0) return places.next;
  if (Math.abs(ahead) > MAX_BYTE) return places.given;
  return ahead > 0 ? places.after : places.before;
}

/** Where the next row of tiles begins. */
function topBelow({ rect: { yPx } }: CacheRun): number {
  return yPx - (yPx % TILE_HEIGHT) + TILE_HEIGHT;
}

/** The place that follows a run's last. */
function placeAfter({ rect, place }: CacheRun): number {
  return place + tilesOf(rect);
}
