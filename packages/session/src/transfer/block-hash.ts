import { type Bytes, concatBytes } from '@fjernhjelp/protocol';
import { sha256 } from '@noble/hashes/sha2.js';

export const HASH_BLOCK_BYTES = 256 * 1024;

/**
 * The SHA-256 of a file that comes in pieces (PROTOCOL.md FT4). It is made of blocks because WebCrypto, which uses the
 * processor's own instructions beside the main thread, takes only what is there as a whole.
 */
export interface BlockHash {
  /** One call after the other. Resolves when the next bytes may come; `bytes` is free before that, when the call returns. */
  update(bytes: Bytes): Promise<void>;
  /** @returns 32 bytes; the hash is done with then */
  digest(): Promise<Bytes>;
}

export function createBlockHash(): BlockHash {
  let chained: Bytes = new Uint8Array(32);
  let block: Bytes | undefined;
  let filledBytes = 0;

  return {
    async update(bytes) {
      const hashes: Promise<ArrayBuffer>[] = [];
      // Web Crypto copies what it is given within the call.
      const add = (whole: Bytes) => void hashes.push(crypto.subtle.digest('SHA-256', whole));
      for (let at = 0; at < bytes.length; ) {
        const takenBytes = Math.min(bytes.length - at, HASH_BLOCK_BYTES - filledBytes);
        const taken = bytes.subarray(at, at + takenBytes);
        at += takenBytes;
        if (takenBytes === HASH_BLOCK_BYTES) {
          add(taken);
          continue;
        }
        block ??= new Uint8Array(HASH_BLOCK_BYTES);
        block.set(taken, filledBytes);
        filledBytes += takenBytes;
        if (filledBytes < HASH_BLOCK_BYTES) continue;
        filledBytes = 0;
        add(block);
      }
      for (const hash of hashes) chained = chain(chained, await hash);
    },
    async digest() {
      if (block !== undefined && filledBytes > 0)
        chained = chain(chained, await crypto.subtle.digest('SHA-256', block.subarray(0, filledBytes)));
      return chained;
    },
  };
}

/** So few bytes are hashed sooner here than on another thread. */
function chain(chained: Bytes, hash: ArrayBuffer): Bytes {
  return new Uint8Array(sha256(concatBytes(chained, new Uint8Array(hash))));
}
