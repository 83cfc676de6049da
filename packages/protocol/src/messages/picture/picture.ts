import { ByteReader, type Bytes, ByteWriter, decodeUtf8, encodeUtf8 } from '../../bytes.ts';
import { InvariantError, ProtocolViolation } from '../../errors.ts';
import { limits } from '../../limits.ts';
import type { PictureSize } from './cache-runs.ts';
import { operationSizeBytes, type PictureOperation, readOperations, writeOperation } from './operations.ts';
import type { ScreenSize } from './rect.ts';

/** Where a screen lies on the host's desktop, and what it is called there (PROTOCOL.md UP17). */
export interface ScreenPlace extends ScreenSize {
  /** 0 … `limits.screens` − 1; stays with the screen for as long as it is there. */
  readonly screen: number;
  readonly xPx: number;
  readonly yPx: number;
  /** At most `limits.screenNameBytes` as UTF-8; may be empty. */
  readonly name: string;
}

/** What the host measured lately (UP20), for who looks after the line. */
export interface PictureStatistics {
  /** From damage being told to the picture's acknowledgement, of the last second: 1/10 ms. */
  readonly latencyP50TenthMs: number;
  readonly latencyP95TenthMs: number;
  /** Capture and encoding of one update, the median: 1/10 ms. */
  readonly encodeTenthMs: number;
  /** What the line is taken to carry. */
  readonly bytesPerSecond: number;
  /** Sent and not acknowledged. */
  readonly underWayBytes: number;
  /** How often the line was lost in this session. */
  readonly lineLosses: number;
}

/** Host → viewer on the picture stream (PROTOCOL.md UP1–UP20). */
export type PictureMessage =
  /** The screen's picture has this size from here on, and the viewer's copy of it is black. */
  | {
      readonly type: 'resize';
      readonly screen: number;
      readonly widthPx: number;
      readonly heightPx: number;
      /** How many tiles the viewer keeps for this screen from here on; it has none yet. */
      readonly cachePlaces: number;
    }
  | {
      readonly type: 'update';
      readonly screen: number;
      /** u32, higher than any before it in the session. */
      readonly sequence: number;
      /** Its answer may wait for up to `limits.pictureAnswerMs` (UP27). */
      readonly isUnhurried?: boolean;
      readonly operations: readonly PictureOperation[];
    }
  /** All screens that there are; the first is the one to begin with. Pictures of others are gone. */
  | { readonly type: 'screens'; readonly screens: readonly ScreenPlace[] }
  | { readonly type: 'statistics'; readonly statistics: PictureStatistics };

const kinds = { resize: 1, update: 2, screens: 3, statistics: 4, unhurriedUpdate: 5 } as const;
const UPDATE_HEADER_BYTES = 6;

/** What an update takes besides its operations. */
export const updateHeaderBytes = UPDATE_HEADER_BYTES;

/** @returns the message in an array of its own that is exactly as long */
export function encodePicture(message: PictureMessage): Bytes {
  switch (message.type) {
    case 'resize':
      return new ByteWriter(8)
        .u8(kinds.resize)
        .u8(message.screen)
        .u16(message.widthPx)
        .u16(message.heightPx)
        .u16(message.cachePlaces)
        .finish();
    case 'update':
      return encodeUpdate(message);
    case 'screens':
      return encodeScreens(message.screens);
    case 'statistics': {
      const { statistics } = message;
      return new ByteWriter(25)
        .u8(kinds.statistics)
        .u32(statistics.latencyP50TenthMs)
        .u32(statistics.latencyP95TenthMs)
        .u32(statistics.encodeTenthMs)
        .u32(statistics.bytesPerSecond)
        .u32(statistics.underWayBytes)
        .u32(statistics.lineLosses)
        .finish();
    }
  }
}

function encodeUpdate(message: Extract<PictureMessage, { type: 'update' }>): Bytes {
  let sizeBytes = UPDATE_HEADER_BYTES;
  for (const operation of message.operations) sizeBytes += operationSizeBytes(operation);
  const kind = message.isUnhurried ? kinds.unhurriedUpdate : kinds.update;
  const writer = new ByteWriter(sizeBytes).u8(kind).u8(message.screen).u32(message.sequence);
  for (const operation of message.operations) writeOperation(writer, operation);
  if (writer.length !== sizeBytes)
    throw new InvariantError('a picture message has another size than computed');
  return writer.finish();
}

function encodeScreens(screens: readonly ScreenPlace[]): Bytes {
  const names = screens.map(({ name }) => encodeUtf8(name));
  const sizeBytes = names.reduce((sum, name) => sum + 10 + name.length, 2);
  const writer = new ByteWriter(sizeBytes).u8(kinds.screens).u8(screens.length);
  screens.forEach(({ screen, xPx, yPx, widthPx, heightPx }, i) => {
    writer.u8(screen).i16(xPx).i16(yPx).u16(widthPx).u16(heightPx);
    writer.u8(names[i]!.length).bytes(names[i]!);
  });
  return writer.finish();
}

/** @returns the sequence of an update, undefined for any other picture message; for messages of our own making only */
export function pictureSequence(message: Bytes): number | undefined {
  if (message[0] !== kinds.update && message[0] !== kinds.unhurriedUpdate) return undefined;
  const reader = new ByteReader(message);
  reader.u16();
  return reader.u32();
}

/** @returns whether that is an update whose answer may wait; for messages of our own making only */
export function mayAnswerWait(message: Bytes): boolean {
  return message[0] === kinds.unhurriedUpdate;
}

/** Lets the answer to an update of our own making wait (UP27). */
export function letAnswerWait(update: Bytes): void {
  update[0] = kinds.unhurriedUpdate;
}

/**
 * Decodes a picture message without decompressing anything; what it allocates is bounded by the length of the message.
 * @param message read in place; payloads in the answer are views of it
 * @param sizeOf what the last resize gave a screen, undefined before the first
 * @throws ProtocolViolation "truncated" | "trailing-bytes" | "unknown-type" | "out-of-range" | "unexpected-message" |
 *   "rect-out-of-bounds" | "too-many-rects" | "too-long" | "malformed"
 */
export function decodePicture(
  message: Uint8Array,
  sizeOf: (screen: number) => PictureSize | undefined,
): PictureMessage {
  if (message.length > limits.pictureMessageBytes) throw new ProtocolViolation('too-long');
  const reader = new ByteReader(message);
  const kind = reader.u8();
  const decoded = decodeKind(kind, reader, sizeOf);
  reader.end();
  return decoded;
}

function decodeKind(
  kind: number,
  reader: ByteReader,
  sizeOf: (screen: number) => PictureSize | undefined,
): PictureMessage {
  switch (kind) {
    case kinds.resize: {
      const screen = readScreen(reader);
      const size = readSize(reader);
      const cachePlaces = reader.u16();
      if (cachePlaces > limits.cachedTiles) throw new ProtocolViolation('out-of-range');
      return { type: 'resize', screen, ...size, cachePlaces };
    }
    case kinds.update:
    case kinds.unhurriedUpdate: {
      const screen = readScreen(reader);
      const sequence = reader.u32();
      const size = sizeOf(screen);
      if (size === undefined) throw new ProtocolViolation('unexpected-message');
      const operations = readOperations(reader, size);
      const isUnhurried = kind === kinds.unhurriedUpdate;
      return { type: 'update', screen, sequence, ...(isUnhurried && { isUnhurried }), operations };
    }
    case kinds.screens:
      return { type: 'screens', screens: readScreens(reader) };
    case kinds.statistics:
      return {
        type: 'statistics',
        statistics: {
          latencyP50TenthMs: reader.u32(),
          latencyP95TenthMs: reader.u32(),
          encodeTenthMs: reader.u32(),
          bytesPerSecond: reader.u32(),
          underWayBytes: reader.u32(),
          lineLosses: reader.u32(),
        },
      };
    default:
      throw new ProtocolViolation('unknown-type');
  }
}

function readScreens(reader: ByteReader): ScreenPlace[] {
  const count = reader.u8();
  if (count === 0 || count > limits.screens) throw new ProtocolViolation('out-of-range');
  const screens: ScreenPlace[] = [];
  for (let i = 0; i < count; i++) {
    const screen = readScreen(reader);
    if (screens.some((other) => other.screen === screen)) throw new ProtocolViolation('malformed');
    const xPx = reader.i16();
    const yPx = reader.i16();
    const size = readSize(reader);
    const nameBytes = reader.u8();
    if (nameBytes > limits.screenNameBytes) throw new ProtocolViolation('too-long');
    screens.push({ screen, xPx, yPx, ...size, name: decodeUtf8(reader.bytes(nameBytes)) });
  }
  return screens;
}

function readScreen(reader: ByteReader): number {
  const screen = reader.u8();
  if (screen >= limits.screens) throw new ProtocolViolation('out-of-range');
  return screen;
}

function readSize(reader: ByteReader): ScreenSize {
  const widthPx = reader.u16();
  const heightPx = reader.u16();
  if (widthPx === 0 || widthPx > limits.screenMaxWidthPx) throw new ProtocolViolation('out-of-range');
  if (heightPx === 0 || heightPx > limits.screenMaxHeightPx) throw new ProtocolViolation('out-of-range');
  return { widthPx, heightPx };
}
