import {
  type Bytes,
  concatBytes,
  encodeRecordHeader,
  InvariantError,
  recordTypes,
  SEAL_TAG_BYTES,
} from '@fjernhjelp/protocol';

/**
 * Records that one key may seal (PROTOCOL.md CH2). 2^24 full records are 256 GiB; the bound that TLS 1.3
 * keeps for AES-GCM is 2^24.5 (RFC 8446 section 5.5).
 */
export const RECORDS_PER_KEY = 2 ** 24;

const NONCE_BYTES = 12;

/** Seals one direction of one line. */
export interface Sealer {
  /** True when the key has sealed all that it may. */
  readonly exhausted: boolean;
  /** @returns a whole record. Calls may overlap: the counter is taken at the call. */
  seal(plaintext: Bytes): Promise<Bytes>;
}

/** Opens one direction of one line. */
export interface Opener {
  /**
   * @param body of the next record in order. Calls may overlap: the counter is taken at the call.
   * @returns the plaintext, or undefined when it is not what the other end sealed at this place
   */
  open(body: Bytes): Promise<Bytes | undefined>;
}

/**
 * @param rawKey 32 bytes, used for nothing else; wiped
 * @param recordsPerKey for tests
 */
export function createSealer(rawKey: Bytes, recordsPerKey: number = RECORDS_PER_KEY): Sealer {
  const key = importKey(rawKey, 'encrypt');
  let sealed = 0;
  return {
    get exhausted() {
      return sealed >= recordsPerKey;
    },
    async seal(plaintext) {
      if (sealed >= recordsPerKey) throw new InvariantError('a key was used beyond its bound');
      const iv = nonce(sealed++);
      const header = encodeRecordHeader(recordTypes.sealed, plaintext.length + SEAL_TAG_BYTES);
      const algorithm = { name: 'AES-GCM', iv, additionalData: header } as const;
      const body = await crypto.subtle.encrypt(algorithm, await key, plaintext);
      return concatBytes(header, new Uint8Array(body));
    },
  };
}

/** @param rawKey 32 bytes, used for nothing else; wiped */
export function createOpener(rawKey: Bytes, recordsPerKey: number = RECORDS_PER_KEY): Opener {
  const key = importKey(rawKey, 'decrypt');
  let opened = 0;
  return {
    async open(body) {
      if (opened >= recordsPerKey) return undefined;
      const iv = nonce(opened++);
      const header = encodeRecordHeader(recordTypes.sealed, body.length);
      const algorithm = { name: 'AES-GCM', iv, additionalData: header } as const;
      const ready = await key;
      // The only way for a decryption to fail is a wrong tag, and that is what undefined says.
      const plaintext = await crypto.subtle.decrypt(algorithm, ready, body).catch(() => undefined);
      return plaintext === undefined ? undefined : new Uint8Array(plaintext);
    },
  };
}

function importKey(rawKey: Bytes, usage: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  const imported = crypto.subtle.importKey('raw', rawKey, { name: 'AES-GCM' }, false, [usage]);
  return imported.finally(() => void rawKey.fill(0));
}

/** @returns four zero bytes and the record's number in its line, big-endian */
function nonce(counter: number): Bytes {
  const bytes = new Uint8Array(NONCE_BYTES);
  new DataView(bytes.buffer).setBigUint64(4, BigInt(counter));
  return bytes;
}
