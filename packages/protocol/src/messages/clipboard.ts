import { ByteReader, type Bytes, ByteWriter } from '../bytes.ts';
import { ProtocolViolation } from '../errors.ts';
import { limits } from '../limits.ts';

/** What can be on a clipboard, in the order of its codes: UTF-8 text, UTF-8 HTML, a PNG picture. */
export const clipboardFormats = ['text', 'html', 'png'] as const;
export type ClipboardFormat = (typeof clipboardFormats)[number];

export interface ClipboardPart {
  readonly format: ClipboardFormat;
  readonly bytes: Bytes;
}

/** One thing that was copied, in each format at most once; in all at most `limits.clipboardBytes`. */
export type ClipboardContent = readonly ClipboardPart[];

/** What became of something that was sent, in the order of its codes. */
export const clipboardOutcomes = ['placed', 'not-allowed', 'failed'] as const;
export type ClipboardOutcome = (typeof clipboardOutcomes)[number];

/** Both ways on the clipboard stream (PROTOCOL.md CB1–CB5). `transfer` is counted by the sender from 1. */
export type ClipboardMessage =
  /** Something was copied: what follows in pieces, the formats one after the other. It takes the place of any before it. */
  | {
      readonly type: 'offer';
      readonly transfer: number;
      readonly formats: readonly { readonly format: ClipboardFormat; readonly sizeBytes: number }[];
    }
  | { readonly type: 'piece'; readonly transfer: number; readonly bytes: Bytes }
  /** The sender gives it up. */
  | { readonly type: 'stop'; readonly transfer: number }
  /** The sender's user copied more than `limits.clipboardBytes`: it is not sent. */
  | { readonly type: 'too-large' }
  /** The receiver has so many bytes of it. */
  | { readonly type: 'got'; readonly transfer: number; readonly bytes: number }
  /** The receiver is done with it. */
  | { readonly type: 'done'; readonly transfer: number; readonly outcome: ClipboardOutcome };

const kinds = { offer: 1, piece: 2, stop: 3, tooLarge: 4, got: 5, done: 6 } as const;

/** @returns the bytes of PROTOCOL.md CB1–CB5; a piece's are a copy */
export function encodeClipboard(message: ClipboardMessage): Bytes {
  switch (message.type) {
    case 'offer': {
      const { transfer, formats } = message;
      const writer = new ByteWriter(21).u8(kinds.offer).u32(transfer).u8(formats.length);
      for (const { format, sizeBytes } of formats) writer.u8(clipboardFormats.indexOf(format)).u32(sizeBytes);
      return writer.finish();
    }
    case 'piece':
      return new ByteWriter(5 + message.bytes.length)
        .u8(kinds.piece)
        .u32(message.transfer)
        .bytes(message.bytes)
        .finish();
    case 'stop':
      return new ByteWriter(5).u8(kinds.stop).u32(message.transfer).finish();
    case 'too-large':
      return Uint8Array.of(kinds.tooLarge);
    case 'got':
      return new ByteWriter(9).u8(kinds.got).u32(message.transfer).u32(message.bytes).finish();
    case 'done':
      return new ByteWriter(6)
        .u8(kinds.done)
        .u32(message.transfer)
        .u8(clipboardOutcomes.indexOf(message.outcome))
        .finish();
  }
}

/**
 * @returns the message; a piece's bytes are a copy
 * @throws ProtocolViolation "unknown-type" | "truncated" | "trailing-bytes" | "out-of-range" | "too-long" | "malformed"
 */
export function decodeClipboard(bytes: Uint8Array): ClipboardMessage {
  const reader = new ByteReader(bytes);
  const message = readMessage(reader);
  reader.end();
  return message;
}

function readMessage(reader: ByteReader): ClipboardMessage {
  const kind = reader.u8();
  if (kind === kinds.tooLarge) return { type: 'too-large' };
  if (kind < kinds.offer || kind > kinds.done) throw new ProtocolViolation('unknown-type');
  const transfer = reader.u32();
  if (transfer === 0) throw new ProtocolViolation('out-of-range');
  switch (kind) {
    case kinds.offer:
      return { type: 'offer', transfer, formats: readFormats(reader) };
    case kinds.piece: {
      if (reader.remaining > limits.clipboardPieceBytes) throw new ProtocolViolation('too-long');
      if (reader.remaining === 0) throw new ProtocolViolation('truncated');
      return { type: 'piece', transfer, bytes: reader.copy(reader.remaining) };
    }
    case kinds.stop:
      return { type: 'stop', transfer };
    case kinds.got: {
      const got = reader.u32();
      if (got > limits.clipboardBytes) throw new ProtocolViolation('out-of-range');
      return { type: 'got', transfer, bytes: got };
    }
    default:
      return { type: 'done', transfer, outcome: pick(clipboardOutcomes, reader.u8()) };
  }
}

function readFormats(reader: ByteReader) {
  const count = reader.u8();
  if (count === 0 || count > clipboardFormats.length) throw new ProtocolViolation('out-of-range');
  const formats = Array.from({ length: count }, () => ({
    format: pick(clipboardFormats, reader.u8()),
    sizeBytes: reader.u32(),
  }));
  if (new Set(formats.map(({ format }) => format)).size !== count) throw new ProtocolViolation('malformed');
  // Nothing at all is no copy; a format without a byte among others is let be by who sends.
  if (formats.some(({ sizeBytes }) => sizeBytes === 0)) throw new ProtocolViolation('out-of-range');
  const allBytes = formats.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (allBytes > limits.clipboardBytes) throw new ProtocolViolation('too-long');
  return formats;
}

function pick<T>(from: readonly T[], code: number): T {
  const found = from[code];
  if (found === undefined) throw new ProtocolViolation('out-of-range');
  return found;
}

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** @returns whether bytes begin as every PNG does, with its size first (PNG, 5.2 and 11.2.2); nothing of it is decoded */
export function isPng(bytes: Uint8Array): boolean {
  const isSigned = PNG_SIGNATURE.every((byte, at) => bytes[at] === byte);
  return isSigned && bytes.length >= 33 && String.fromCharCode(...bytes.subarray(12, 16)) === 'IHDR';
}
