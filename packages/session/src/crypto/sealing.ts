import {
  type Bytes,
  concatBytes,
  encodeRecordHeader,
  InvariantError,
  recordTypes,
  SEAL_TAG_BYTES,
} from '@fjernhjelp/protocol';
import { type Aead, webCryptoAead } from './aead.ts';

/**
 * Records that one key may seal (PROTOCOL.md CH2). 2^24 full records are 256 GiB; the bound that TLS 1.3
 * keeps for AES-GCM is 2^24.5 (RFC 8446 section 5.5).
 */
export const RECORDS_PER_KEY = 2 ** 24;

const NONCE_BYTES = 12;
/** Less is not worth the call. */
const FREED_BYTES = 4096;

/** Seals one direction of one line. */
export interface Sealer {
  /** True when the key has sealed all that it may. */
  readonly exhausted: boolean;
  /**
   * @returns a whole record. Calls may overlap: the counter is taken at the call.
   * @throws InvariantError when the key is exhausted
   */
  seal(plaintext: Bytes): Bytes | Promise<Bytes>;
}

/** Opens one direction of one line. */
export interface Opener {
  /**
   * @param body of the next record in order. Calls may overlap: the counter is taken at the call.
   * @returns the plaintext, or undefined when it is not what the other end sealed at this place
   */
  open(body: Bytes): Bytes | undefined | Promise<Bytes | undefined>;
}

export interface SealingOptions {
  readonly aead?: Aead | undefined;
  /** For tests. */
  readonly recordsPerKey?: number;
}

/** @param rawKey 32 bytes, used for nothing else; wiped */
export function createSealer(
  rawKey: Bytes,
  { aead = webCryptoAead, recordsPerKey = RECORDS_PER_KEY }: SealingOptions = {},
): Sealer {
  const encrypt = aead.sealWith(rawKey);
  let sealed = 0;
  return {
    get exhausted() {
      return sealed >= recordsPerKey;
    },
    seal(plaintext) {
      if (sealed >= recordsPerKey) throw new InvariantError('a key was used beyond its bound');
      const header = encodeRecordHeader(recordTypes.sealed, plaintext.length + SEAL_TAG_BYTES);
      const body = encrypt(nonce(sealed++), header, plaintext);
      return body instanceof Promise
        ? body.then((late) => joinRecord(header, late))
        : joinRecord(header, body);
    },
  };
}

/** @param rawKey 32 bytes, used for nothing else; wiped */
export function createOpener(
  rawKey: Bytes,
  { aead = webCryptoAead, recordsPerKey = RECORDS_PER_KEY }: SealingOptions = {},
): Opener {
  const decrypt = aead.openWith(rawKey);
  let opened = 0;
  return {
    open(body) {
      if (opened >= recordsPerKey) return undefined;
      return decrypt(nonce(opened++), encodeRecordHeader(recordTypes.sealed, body.length), body);
    },
  };
}

/** @param body its buffer is gone afterwards: memory that waits for the collector makes that run (docs/decisions/0012-files.md) */
function joinRecord(header: Bytes, body: Bytes): Bytes {
  const record = concatBytes(header, body);
  if (body.length >= FREED_BYTES) body.buffer.transfer(0);
  return record;
}

/** @returns four zero bytes and the record's number in its line, big-endian */
function nonce(counter: number): Bytes {
  const bytes = new Uint8Array(NONCE_BYTES);
  new DataView(bytes.buffer).setBigUint64(4, BigInt(counter));
  return bytes;
}
