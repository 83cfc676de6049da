import { ProtocolViolation } from './errors.ts';

/** Plain bytes that own an ordinary ArrayBuffer (never a SharedArrayBuffer), as WebCrypto and sockets want them. */
export type Bytes = Uint8Array<ArrayBuffer>;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** @returns the text as UTF-8 */
export function encodeUtf8(text: string): Bytes {
  return encoder.encode(text);
}

/** @throws ProtocolViolation "malformed" when the bytes are no valid UTF-8 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes as Bytes);
  } catch (cause) {
    throw new ProtocolViolation('malformed', { cause });
  }
}

/** Joins byte pieces into one new array. */
export function concatBytes(...parts: readonly Uint8Array[]): Bytes {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Reads big-endian fields; every read past the end throws `ProtocolViolation "truncated"`. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #offset = 0;

  /** @param bytes read in place, never written, kept as long as the reader */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get remaining(): number {
    return this.#bytes.length - this.#offset;
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2));
  }

  i16(): number {
    return this.#view.getInt16(this.#take(2));
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4));
  }

  /** @throws ProtocolViolation "malformed" above 2^53 − 1 */
  u64(): number {
    const value = this.#view.getBigUint64(this.#take(8));
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new ProtocolViolation('malformed');
    return Number(value);
  }

  /** @returns a view of the next `length` bytes, not a copy */
  bytes(length: number): Uint8Array {
    const start = this.#take(length);
    return this.#bytes.subarray(start, start + length);
  }

  /** @returns a copy of the next `length` bytes */
  copy(length: number): Bytes {
    return new Uint8Array(this.bytes(length));
  }

  rest(): Uint8Array {
    return this.bytes(this.remaining);
  }

  /** @throws ProtocolViolation "trailing-bytes" when anything is left */
  end(): void {
    if (this.remaining !== 0) throw new ProtocolViolation('trailing-bytes');
  }

  #take(length: number): number {
    const start = this.#offset;
    if (length > this.remaining) throw new ProtocolViolation('truncated');
    this.#offset = start + length;
    return start;
  }
}

/** Writes big-endian fields into a growing buffer. */
export class ByteWriter {
  #bytes: Bytes;
  #view: DataView;
  #length = 0;

  constructor(initialSizeBytes = 64) {
    this.#bytes = new Uint8Array(initialSizeBytes);
    this.#view = new DataView(this.#bytes.buffer);
  }

  get length(): number {
    return this.#length;
  }

  u8(value: number): this {
    const start = this.#reserve(1);
    this.#view.setUint8(start, value);
    return this;
  }

  u16(value: number): this {
    const start = this.#reserve(2);
    this.#view.setUint16(start, value);
    return this;
  }

  i16(value: number): this {
    const start = this.#reserve(2);
    this.#view.setInt16(start, value);
    return this;
  }

  u32(value: number): this {
    const start = this.#reserve(4);
    this.#view.setUint32(start, value);
    return this;
  }

  u64(value: number): this {
    const start = this.#reserve(8);
    this.#view.setBigUint64(start, BigInt(value));
    return this;
  }

  bytes(value: Uint8Array): this {
    const start = this.#reserve(value.length);
    this.#bytes.set(value, start);
    return this;
  }

  /** @returns what was written, as a view of the writer's buffer: the writer is done with then */
  finish(): Bytes {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(length: number): number {
    const start = this.#length;
    const needed = start + length;
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
      grown.set(this.#bytes);
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    this.#length = needed;
    return start;
  }
}
