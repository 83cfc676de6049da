import { ByteReader, type ByteWriter } from '../../bytes.ts';
import { ProtocolViolation } from '../../errors.ts';
import { limits } from '../../limits.ts';
import {
  type CacheRun,
  cachedTilePx,
  cacheRunBytes,
  LEAST_RUN_BYTES,
  type PictureSize,
  readCacheRun,
  writeCacheRun,
} from './cache-runs.ts';
import { areaPx, RECT_BYTES, type Rect, readRect, type ScreenSize, writeRect } from './rect.ts';

/**
 * New pixels for some rects (PROTOCOL.md UP6). The payload is one zstd frame of three planes over all pixels of all rects, in order, row by row: how
 * far guesses of green, of red − green and of blue − green are off (each mod 256): 3 bytes a pixel.
 */
export interface PlaneTiles {
  readonly type: 'planes';
  readonly rects: readonly Rect[];
  /** Of all rects together, 1 … `limits.pixelsPerOperation`. */
  readonly pixels: number;
  /** Compressed; a view of the message when decoded. */
  readonly payload: Uint8Array;
}

/** The same, in fewer bytes (UP11). The payload is range coded as it is, by what both ends have learnt of this screen. */
export interface PhotoTiles extends Omit<PlaneTiles, 'type'> {
  readonly type: 'photo';
}

/** Pixels of text, and of all else that has few colours (UP12). The payload is range coded as it is, by what both ends have learnt of this screen. */
export interface TextTiles extends Omit<PlaneTiles, 'type'> {
  readonly type: 'text';
  /** Both ends forget what they have learnt before. */
  readonly isAnew: boolean;
}

/** About the right pixels for one rect (UP13). The payload is range coded as it is. */
export interface LossyTiles {
  readonly type: 'lossy';
  readonly rect: Rect;
  /** 1 (finest) … `limits.coarsestQuality`. */
  readonly quality: number;
  readonly payload: Uint8Array;
}

/** Pixels that the viewer has elsewhere on the same screen (UP14). */
export interface Move {
  /** Where they go. */
  readonly rect: Rect;
  /** Where they come from: the top left corner of a rect of the same size. */
  readonly fromXPx: number;
  readonly fromYPx: number;
}
export interface Moves {
  readonly type: 'moves';
  readonly moves: readonly Move[];
}

/** Tiles that the viewer keeps as they are now (UP15), or paints as they were kept (UP16). */
export interface CacheRuns {
  readonly type: 'keep' | 'recall';
  readonly runs: readonly CacheRun[];
}

/** One step of an update; the steps are applied in order. */
export type PictureOperation = PlaneTiles | PhotoTiles | TextTiles | LossyTiles | Moves | CacheRuns;
export type OperationType = PictureOperation['type'];

const kinds = { planes: 1, text: 2, photo: 3, lossy: 4, moves: 5, keep: 6, recall: 7 } as const;
const HEADER_BYTES = 5;
const COUNT_BYTES = 2;
const MOVE_BYTES = RECT_BYTES + 4;
const BYTES_PER_PIXEL = 3;

/** @returns what the operation takes in an update, in bytes */
export function operationSizeBytes(operation: PictureOperation): number {
  switch (operation.type) {
    case 'planes':
    case 'photo':
      return rectsHeaderBytes(operation.rects.length) + operation.payload.length;
    case 'text':
      return textHeaderBytes(operation.rects.length) + operation.payload.length;
    case 'lossy':
      return HEADER_BYTES + RECT_BYTES + 1 + operation.payload.length;
    case 'moves':
      return HEADER_BYTES + COUNT_BYTES + operation.moves.length * MOVE_BYTES;
    default:
      return HEADER_BYTES + COUNT_BYTES + runsBytes(operation.runs);
  }
}

function runsBytes(runs: readonly CacheRun[]): number {
  let bytes = 0;
  for (let i = 0; i < runs.length; i++) bytes += cacheRunBytes(runs[i]!, runs[i - 1]);
  return bytes;
}

/** @returns what an operation of so many rects takes before its payload, in bytes */
export function rectsHeaderBytes(rects: number): number {
  return HEADER_BYTES + COUNT_BYTES + rects * RECT_BYTES;
}

/** @returns the same of text, which says besides whether it is learnt anew */
export function textHeaderBytes(rects: number): number {
  return rectsHeaderBytes(rects) + 1;
}

/** @returns the most that the text of so many pixels may take: guesses that are all wrong, and no more than an operation of planes decompresses to */
export function textBoundBytes(pixels: number): number {
  return Math.min(32 * pixels + 16, planesRawBytes(limits.pixelsPerOperation));
}

/** @returns the same of photographs: guesses that are as far off, and in as unlikely a way, as can be */
export function photoBoundBytes(pixels: number): number {
  return Math.min(48 * pixels + 16, planesRawBytes(limits.pixelsPerOperation));
}

/** @returns the size of what the payload of so many pixels in planes decompresses to, in bytes */
export function planesRawBytes(pixels: number): number {
  return pixels * BYTES_PER_PIXEL;
}

/** @returns the most that a lossy rect of so many pixels takes: noise at the finest quality */
export function lossyBoundBytes(pixels: number): number {
  return 2 * pixels + 16_384;
}

/** @returns the most that zstd makes of so many bytes (its documented bound, rounded up): a longer payload is a lie */
export function payloadBoundBytes(rawBytes: number): number {
  return rawBytes + (rawBytes >> 8) + 128;
}

/** Adds as many bytes as `operationSizeBytes` says (PROTOCOL.md UP4). */
export function writeOperation(writer: ByteWriter, operation: PictureOperation): void {
  writer.u8(kinds[operation.type]).u32(operationSizeBytes(operation) - HEADER_BYTES);
  switch (operation.type) {
    case 'planes':
    case 'photo':
      writeRects(writer, operation.rects);
      writer.bytes(operation.payload);
      break;
    case 'text':
      writeRects(writer, operation.rects);
      writer.u8(operation.isAnew ? 1 : 0).bytes(operation.payload);
      break;
    case 'lossy':
      writeRect(writer, operation.rect);
      writer.u8(operation.quality).bytes(operation.payload);
      break;
    case 'moves':
      writer.u16(operation.moves.length);
      for (const { rect, fromXPx, fromYPx } of operation.moves) {
        writeRect(writer, rect);
        writer.u16(fromXPx).u16(fromYPx);
      }
      break;
    default:
      writeRuns(writer, operation.runs);
  }
}

function writeRuns(writer: ByteWriter, runs: readonly CacheRun[]): void {
  writer.u16(runs.length);
  for (let i = 0; i < runs.length; i++) writeCacheRun(writer, runs[i]!, runs[i - 1]);
}

function writeRects(writer: ByteWriter, rects: readonly Rect[]): void {
  writer.u16(rects.length);
  for (const rect of rects) writeRect(writer, rect);
}

/** What an update may still hold. */
interface Room {
  readonly size: PictureSize;
  rects: number;
  paintPx: number;
  keepPx: number;
}

/**
 * Reads operations to the end of the message.
 * @throws ProtocolViolation as `decodePicture` does
 */
export function readOperations(reader: ByteReader, size: PictureSize): PictureOperation[] {
  const operations: PictureOperation[] = [];
  const screenPx = areaPx(size);
  const room: Room = {
    size,
    rects: limits.rectsPerUpdate,
    paintPx: screenPx * limits.paintsPerUpdate,
    keepPx: screenPx,
  };
  do {
    const kind = reader.u8();
    const body = new ByteReader(reader.bytes(reader.u32()));
    operations.push(readOperation(kind, body, room));
    body.end();
  } while (reader.remaining > 0);
  return operations;
}

function readOperation(kind: number, body: ByteReader, room: Room): PictureOperation {
  switch (kind) {
    case kinds.planes:
      return readPlanes(body, room);
    case kinds.photo:
      return readPhoto(body, room);
    case kinds.text: {
      const { rects, pixels } = readRects(body, room);
      const isAnew = body.u8();
      if (isAnew > 1) throw new ProtocolViolation('out-of-range');
      const payload = body.rest();
      if (payload.length > textBoundBytes(pixels)) throw new ProtocolViolation('too-long');
      return { type: 'text', rects, pixels, isAnew: isAnew === 1, payload };
    }
    case kinds.lossy:
      return readLossy(body, room);
    case kinds.moves:
      return { type: 'moves', moves: readList(body, room, MOVE_BYTES, () => readMove(body, room)) };
    case kinds.keep:
      return { type: 'keep', runs: readRuns(body, room, 'keepPx') };
    case kinds.recall:
      return { type: 'recall', runs: readRuns(body, room, 'paintPx') };
    default:
      throw new ProtocolViolation('unknown-type');
  }
}

function readPlanes(body: ByteReader, room: Room): PlaneTiles {
  const { rects, pixels } = readRects(body, room);
  return { type: 'planes', rects, pixels, payload: readPayload(body, planesRawBytes(pixels)) };
}

function readPhoto(body: ByteReader, room: Room): PhotoTiles {
  const { rects, pixels } = readRects(body, room);
  const payload = body.rest();
  if (payload.length > photoBoundBytes(pixels)) throw new ProtocolViolation('too-long');
  return { type: 'photo', rects, pixels, payload };
}

function readLossy(body: ByteReader, room: Room): LossyTiles {
  takeRects(1, room);
  const rect = readRect(body, room.size);
  take(room, 'paintPx', areaPx(rect));
  if (areaPx(rect) > limits.pixelsPerOperation) throw new ProtocolViolation('out-of-range');
  const quality = body.u8();
  if (quality === 0 || quality > limits.coarsestQuality) throw new ProtocolViolation('out-of-range');
  const payload = body.rest();
  if (payload.length > lossyBoundBytes(areaPx(rect))) throw new ProtocolViolation('too-long');
  return { type: 'lossy', rect, quality, payload };
}

function readRects(body: ByteReader, room: Room): { rects: Rect[]; pixels: number } {
  const rects: Rect[] = [];
  let pixels = 0;
  readList(body, room, RECT_BYTES, () => {
    const rect = readRect(body, room.size);
    pixels += areaPx(rect);
    if (pixels > limits.pixelsPerOperation) throw new ProtocolViolation('out-of-range');
    rects.push(rect);
  });
  take(room, 'paintPx', pixels);
  return { rects, pixels };
}

/** @param read takes at least `itemBytes` */
function readList<T>(body: ByteReader, room: Room, itemBytes: number, read: () => T): T[] {
  const count = body.u16();
  if (count === 0) throw new ProtocolViolation('malformed');
  takeRects(count, room);
  if (count * itemBytes > body.remaining) throw new ProtocolViolation('truncated');
  return Array.from({ length: count }, read);
}

function readMove(body: ByteReader, room: Room): Move {
  const rect = readRect(body, room.size);
  take(room, 'paintPx', areaPx(rect));
  const fromXPx = body.u16();
  const fromYPx = body.u16();
  if (fromXPx + rect.widthPx > room.size.widthPx || fromYPx + rect.heightPx > room.size.heightPx)
    throw new ProtocolViolation('rect-out-of-bounds');
  return { rect, fromXPx, fromYPx };
}

function readRuns(body: ByteReader, room: Room, counted: 'keepPx' | 'paintPx'): CacheRun[] {
  let before: CacheRun | undefined;
  return readList(body, room, LEAST_RUN_BYTES, () => {
    const run = readCacheRun(body, room.size, before);
    take(room, counted, areaPx(run.rect));
    if (counted === 'keepPx' && !isWholeTiles(run.rect, room.size)) throw new ProtocolViolation('malformed');
    before = run;
    return run;
  });
}

function isWholeTiles({ xPx, yPx, widthPx, heightPx }: Rect, size: ScreenSize): boolean {
  const { width, height } = cachedTilePx;
  const right = xPx + widthPx;
  const bottom = yPx + heightPx;
  return (
    xPx % width === 0 &&
    yPx % height === 0 &&
    (right % width === 0 || right === size.widthPx) &&
    (bottom % height === 0 || bottom === size.heightPx)
  );
}

function readPayload(body: ByteReader, rawBytes: number): Uint8Array {
  const payload = body.rest();
  if (payload.length > payloadBoundBytes(rawBytes)) throw new ProtocolViolation('too-long');
  return payload;
}

function takeRects(count: number, room: Room): void {
  room.rects -= count;
  if (room.rects < 0) throw new ProtocolViolation('too-many-rects');
}

function take(room: Room, what: 'paintPx' | 'keepPx', pixels: number): void {
  room[what] -= pixels;
  if (room[what] < 0) throw new ProtocolViolation('out-of-range');
}
