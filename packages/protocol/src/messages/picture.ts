import { ByteReader, type Bytes, ByteWriter } from '../bytes.ts';
import { InvariantError, ProtocolViolation } from '../errors.ts';
import { limits } from '../limits.ts';

/** A rectangle in screen pixels, origin top-left; never empty, never outside its screen. */
export interface Rect {
  xPx: number;
  yPx: number;
  widthPx: number;
  heightPx: number;
}

/** How large a screen is, in its own pixels. */
export interface ScreenSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * New pixels for some rects (PROTOCOL.md UP6). The payload is one zstd frame of three planes over all pixels of all
 * rects, in order, row by row: green, then red − green, then blue − green (each mod 256): 3 bytes a pixel.
 */
export interface ExactTiles {
  readonly type: 'exact-tiles';
  readonly rects: readonly Rect[];
  /** Of all rects together, 1 … `limits.pixelsPerOperation`. */
  readonly pixels: number;
  /** Compressed; a view of the message when decoded. */
  readonly payload: Uint8Array;
}

/** One step of an update; the steps are applied in order. Moves, cached tiles and lossy tiles join this union. */
export type PictureOperation = ExactTiles;

/** Host → viewer on the picture stream (PROTOCOL.md UP1–UP8). */
export type PictureMessage =
  /** The screen has this size from here on, and the viewer's copy of it is black. */
  | { readonly type: 'resize'; readonly screen: number; readonly widthPx: number; readonly heightPx: number }
  | {
      readonly type: 'update';
      readonly screen: number;
      /** u32, higher than any before it in the session. */
      readonly sequence: number;
      readonly operations: readonly PictureOperation[];
    };

const kinds = { resize: 1, update: 2 } as const;
const answers = { painted: 1 } as const;
const operationKinds = { exactTiles: 1 } as const;
const RESIZE_BYTES = 6;
const UPDATE_HEADER_BYTES = 6;
const OPERATION_HEADER_BYTES = 5;
const RECT_COUNT_BYTES = 2;
const RECT_BYTES = 8;
const BYTES_PER_PIXEL = 3;

/**
 * @param rects how many rects the operation has
 * @returns what an operation with such a payload takes in an update, in bytes
 */
export function exactTilesSizeBytes(rects: number, payloadBytes: number): number {
  return OPERATION_HEADER_BYTES + RECT_COUNT_BYTES + rects * RECT_BYTES + payloadBytes;
}

/** @returns the size of what the payload of so many pixels decompresses to, in bytes */
export function exactTilesRawBytes(pixels: number): number {
  return pixels * BYTES_PER_PIXEL;
}

/** @returns the most that zstd makes of so many bytes (its documented bound, rounded up): a longer payload is a lie */
export function payloadBoundBytes(rawBytes: number): number {
  return rawBytes + (rawBytes >> 8) + 128;
}

/** @returns the message in an array of its own that is exactly as long */
export function encodePicture(message: PictureMessage): Bytes {
  if (message.type === 'resize') {
    return new ByteWriter(RESIZE_BYTES)
      .u8(kinds.resize)
      .u8(message.screen)
      .u16(message.widthPx)
      .u16(message.heightPx)
      .finish();
  }
  let sizeBytes = UPDATE_HEADER_BYTES;
  for (const operation of message.operations) {
    sizeBytes += exactTilesSizeBytes(operation.rects.length, operation.payload.length);
  }
  const writer = new ByteWriter(sizeBytes).u8(kinds.update).u8(message.screen).u32(message.sequence);
  for (const operation of message.operations) encodeExactTiles(writer, operation);
  if (writer.length !== sizeBytes)
    throw new InvariantError('a picture message has another size than computed');
  return writer.finish();
}

function encodeExactTiles(writer: ByteWriter, { rects, payload }: ExactTiles): void {
  writer
    .u8(operationKinds.exactTiles)
    .u32(exactTilesSizeBytes(rects.length, payload.length) - OPERATION_HEADER_BYTES)
    .u16(rects.length);
  for (const { xPx, yPx, widthPx, heightPx } of rects) {
    writer.u16(xPx).u16(yPx).u16(widthPx).u16(heightPx);
  }
  writer.bytes(payload);
}

/** @returns the sequence of an update, undefined for any other picture message; for messages of our own making only */
export function pictureSequence(message: Bytes): number | undefined {
  const reader = new ByteReader(message);
  if (reader.u8() !== kinds.update) return undefined;
  reader.u8();
  return reader.u32();
}

/**
 * Decodes a picture message without decompressing anything; what it allocates is bounded by the length of the message.
 * @param message read in place; payloads in the answer are views of it
 * @param sizeOf the size that the last resize gave a screen, undefined before the first
 * @throws ProtocolViolation "truncated" | "trailing-bytes" | "unknown-type" | "out-of-range" | "unexpected-message" |
 *   "rect-out-of-bounds" | "too-many-rects" | "too-long" | "malformed"
 */
export function decodePicture(
  message: Uint8Array,
  sizeOf: (screen: number) => ScreenSize | undefined,
): PictureMessage {
  if (message.length > limits.pictureMessageBytes) throw new ProtocolViolation('too-long');
  const reader = new ByteReader(message);
  const kind = reader.u8();
  if (kind !== kinds.resize && kind !== kinds.update) throw new ProtocolViolation('unknown-type');
  const screen = reader.u8();
  if (screen >= limits.screens) throw new ProtocolViolation('out-of-range');
  if (kind === kinds.resize) {
    const widthPx = inRange(reader.u16(), limits.screenMaxWidthPx);
    const heightPx = inRange(reader.u16(), limits.screenMaxHeightPx);
    reader.end();
    return { type: 'resize', screen, widthPx, heightPx };
  }
  const sequence = reader.u32();
  const size = sizeOf(screen);
  if (size === undefined) throw new ProtocolViolation('unexpected-message');
  return { type: 'update', screen, sequence, operations: decodeOperations(reader, size) };
}

function decodeOperations(reader: ByteReader, size: ScreenSize): PictureOperation[] {
  const operations: PictureOperation[] = [];
  let pixelsLeft = size.widthPx * size.heightPx;
  let rectsLeft: number = limits.rectsPerUpdate;
  do {
    const kind = reader.u8();
    if (kind !== operationKinds.exactTiles) throw new ProtocolViolation('unknown-type');
    const body = new ByteReader(reader.bytes(reader.u32()));
    const operation = decodeExactTiles(body, size, rectsLeft);
    rectsLeft -= operation.rects.length;
    pixelsLeft -= operation.pixels;
    if (pixelsLeft < 0) throw new ProtocolViolation('out-of-range');
    operations.push(operation);
  } while (reader.remaining > 0);
  return operations;
}

function decodeExactTiles(body: ByteReader, size: ScreenSize, rectsLeft: number): ExactTiles {
  const count = body.u16();
  if (count === 0) throw new ProtocolViolation('malformed');
  if (count > rectsLeft) throw new ProtocolViolation('too-many-rects');
  if (count * RECT_BYTES > body.remaining) throw new ProtocolViolation('truncated');
  const rects: Rect[] = [];
  let pixels = 0;
  for (let i = 0; i < count; i++) {
    const rect = decodeRect(body, size);
    rects.push(rect);
    pixels += rect.widthPx * rect.heightPx;
    if (pixels > limits.pixelsPerOperation) throw new ProtocolViolation('out-of-range');
  }
  const payload = body.rest();
  if (payload.length > payloadBoundBytes(exactTilesRawBytes(pixels))) throw new ProtocolViolation('too-long');
  return { type: 'exact-tiles', rects, pixels, payload };
}

function decodeRect(reader: ByteReader, size: ScreenSize): Rect {
  const rect = { xPx: reader.u16(), yPx: reader.u16(), widthPx: reader.u16(), heightPx: reader.u16() };
  if (
    rect.widthPx === 0 ||
    rect.heightPx === 0 ||
    rect.xPx + rect.widthPx > size.widthPx ||
    rect.yPx + rect.heightPx > size.heightPx
  )
    throw new ProtocolViolation('rect-out-of-bounds');
  return rect;
}

/** Viewer → host on the picture stream: everything up to this update is on the helper's screen (PROTOCOL.md UP9). */
export interface PictureAnswer {
  readonly type: 'painted';
  readonly sequence: number;
}

export function encodePictureAnswer(answer: PictureAnswer): Bytes {
  return new ByteWriter(5).u8(answers.painted).u32(answer.sequence).finish();
}

/** @throws ProtocolViolation "truncated" | "trailing-bytes" | "unknown-type" */
export function decodePictureAnswer(bytes: Uint8Array): PictureAnswer {
  const reader = new ByteReader(bytes);
  if (reader.u8() !== answers.painted) throw new ProtocolViolation('unknown-type');
  const sequence = reader.u32();
  reader.end();
  return { type: 'painted', sequence };
}

function inRange(value: number, maximum: number): number {
  if (value === 0 || value > maximum) throw new ProtocolViolation('out-of-range');
  return value;
}
