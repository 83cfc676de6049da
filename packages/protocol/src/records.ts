import { type Bytes, concatBytes } from './bytes.ts';
import { ProtocolViolation } from './errors.ts';
import { limits } from './limits.ts';

/** What the two ends put on a byte pipe (PROTOCOL.md RC1–RC4). */
export const recordTypes = {
  /** A handshake message, in the clear. */
  handshake: 1,
  /** Frames under AES-256-GCM. */
  sealed: 2,
} as const;

export type RecordType = (typeof recordTypes)[keyof typeof recordTypes];

export const RECORD_HEADER_BYTES = 4;
/** The AES-GCM tag at the end of a sealed record's body. */
export const SEAL_TAG_BYTES = 16;

/** Fewest and most bytes in the body of a record: a sealed one holds at least one frame header. */
const bodyBounds: Readonly<Record<RecordType, { readonly least: number; readonly most: number }>> = {
  [recordTypes.handshake]: { least: 1, most: limits.handshakeBytes },
  [recordTypes.sealed]: { least: SEAL_TAG_BYTES + 4, most: SEAL_TAG_BYTES + limits.recordPlaintextBytes },
};

/**
 * The header of a record: type u8, reserved u8 = 0, length of the body u16.
 * @param bodyBytes within the bounds of that type
 */
export function encodeRecordHeader(type: RecordType, bodyBytes: number): Bytes {
  return new Uint8Array([type, 0, bodyBytes >> 8, bodyBytes & 0xff]);
}

/** @returns header and body in one array */
export function encodeRecord(type: RecordType, body: Uint8Array): Bytes {
  return concatBytes(encodeRecordHeader(type, body.length), body);
}

/**
 * Finds records in a byte pipe that cuts where it likes.
 * Holds at most one record: 16 KiB and its header and tag.
 */
export class RecordParser {
  readonly #header = new Uint8Array(RECORD_HEADER_BYTES);
  #headerBytes = 0;
  #type: RecordType = recordTypes.handshake;
  #body: Bytes | undefined;
  #bodyBytes = 0;

  /**
   * Takes the next bytes and hands out every record that is whole now, in order.
   * @param bytes owned by the parser from here: a body may be a view of them
   * @param found is called with the body, which it owns; answers false to stop: the rest is dropped
   * @throws ProtocolViolation "unknown-type" | "malformed" | "too-long": the parser must not be used after that
   */
  push(bytes: Bytes, found: (type: RecordType, body: Bytes) => boolean): void {
    let offset = 0;
    while (offset < bytes.length) {
      if (this.#body === undefined && this.#headerBytes < RECORD_HEADER_BYTES) {
        this.#header[this.#headerBytes++] = bytes[offset++]!;
        if (this.#headerBytes < RECORD_HEADER_BYTES) continue;
        this.#type = this.#readType();
      }
      const wanted = this.#readLength();
      if (this.#body === undefined && bytes.length - offset >= wanted) {
        const body = bytes.subarray(offset, offset + wanted);
        offset += wanted;
        this.#headerBytes = 0;
        if (!found(this.#type, body)) return;
        continue;
      }
      this.#body ??= new Uint8Array(wanted);
      const piece = bytes.subarray(offset, offset + wanted - this.#bodyBytes);
      this.#body.set(piece, this.#bodyBytes);
      this.#bodyBytes += piece.length;
      offset += piece.length;
      if (this.#bodyBytes < wanted) continue;
      const body = this.#body;
      this.#body = undefined;
      this.#bodyBytes = 0;
      this.#headerBytes = 0;
      if (!found(this.#type, body)) return;
    }
  }

  #readLength(): number {
    return (this.#header[2]! << 8) | this.#header[3]!;
  }

  /** Checks a whole header before anything is kept for it. */
  #readType(): RecordType {
    const [type, reserved] = this.#header;
    if (type !== recordTypes.handshake && type !== recordTypes.sealed)
      throw new ProtocolViolation('unknown-type');
    if (reserved !== 0) throw new ProtocolViolation('malformed');
    const { least, most } = bodyBounds[type];
    if (this.#readLength() < least) throw new ProtocolViolation('malformed');
    if (this.#readLength() > most) throw new ProtocolViolation('too-long');
    return type;
  }
}
