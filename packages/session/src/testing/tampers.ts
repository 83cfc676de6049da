import type { Bytes } from '@fjernhjelp/protocol';

/** Where a piece stands in what its sender has sent. */
export interface SentPiece {
  /** Counts calls of `send`, from 0. */
  readonly index: number;
  /** The piece's first byte among all that was sent in this direction. */
  readonly offset: number;
  readonly bytes: Bytes;
}

/** What becomes of a piece. */
export interface Tampered {
  /** What the other end gets. */
  readonly on: readonly Bytes[];
  /** What the sender gets back. */
  readonly back?: readonly Bytes[];
}

/** A hostile relay in one direction. */
export type Tamper = (piece: SentPiece) => Tampered;

export const dropPiece =
  (index: number): Tamper =>
  (piece) => ({ on: piece.index === index ? [] : [piece.bytes] });

export const replayPiece =
  (index: number): Tamper =>
  (piece) => ({ on: piece.index === index ? [piece.bytes, piece.bytes.slice()] : [piece.bytes] });

/** Sends that piece behind the next one. */
export function swapPieces(index: number): Tamper {
  let held: Bytes[] = [];
  return (piece) => {
    if (piece.index === index) {
      held = [piece.bytes];
      return { on: [] };
    }
    const on = [piece.bytes, ...held];
    held = [];
    return { on };
  };
}

/** Flips bits of the byte at that offset of the stream. */
export const flipByte =
  (offset: number, mask = 1): Tamper =>
  (piece) => {
    const bytes = piece.bytes.slice();
    const place = offset - piece.offset;
    if (place >= 0 && place < bytes.length) bytes[place]! ^= mask;
    return { on: [bytes] };
  };

/** Leaves that byte of the stream out. */
export const cutByte =
  (offset: number): Tamper =>
  (piece) => {
    const place = offset - piece.offset;
    if (place < 0 || place >= piece.bytes.length) return { on: [piece.bytes] };
    return { on: [piece.bytes.slice(0, place), piece.bytes.slice(place + 1)] };
  };

/** Puts bytes in front of that piece. */
export const injectBefore =
  (index: number, bytes: Bytes): Tamper =>
  (piece) => ({ on: piece.index === index ? [bytes, piece.bytes] : [piece.bytes] });

/** Sends everything from that piece on back to its sender instead. */
export const reflectFrom =
  (index: number): Tamper =>
  (piece) =>
    piece.index >= index ? { on: [], back: [piece.bytes] } : { on: [piece.bytes] };
