import { type Bytes, concatBytes } from '@fjernhjelp/protocol';
import { sha256 } from '@noble/hashes/sha2.js';

export const HASH_BLOCK_BYTES = 256 * 1024;

/**
 * The SHA-256 of a file that comes in pieces (PROTOCOL.md FT4). It is made of blocks because WebCrypto, which uses the
 * processor's own instructions beside the main thread, takes only what is there as a whole.
 */
export interface BlockHash {
  /** Calls may overlap. Resolves when more had better come; `bytes` is free before that, when the call returns. */
  update(bytes: Bytes): Promise<void>;
  /** @returns 32 bytes; the hash is done with then */
  digest(): Promise<Bytes>;
}

/** SHA-256 of what comes in pieces and is taken in within the call: what a program has that a page has not. */
export interface Sha256 {
  update(bytes: Bytes): void;
  /** @returns 32 bytes; it is done with then */
  digest(): Bytes;
}

export type CreateSha256 = () => Sha256;

/** @param createSha256 Web Crypto's when undefined */
export function createBlockHash(createSha256?: CreateSha256): BlockHash {
  return createSha256 === undefined ? createCollectingHash() : createPieceHash(createSha256);
}

function createPieceHash(createSha256: CreateSha256): BlockHash {
  let chained: Bytes = new Uint8Array(32);
  let block = createSha256();
  let filledBytes = 0;

  return {
    async update(bytes) {
      for (let at = 0; at < bytes.length; ) {
        const taken = bytes.subarray(at, at + HASH_BLOCK_BYTES - filledBytes);
        block.update(taken);
        at += taken.length;
        filledBytes += taken.length;
        if (filledBytes < HASH_BLOCK_BYTES) continue;
        chained = chain(chained, block.digest());
        block = createSha256();
        filledBytes = 0;
      }
    },
    async digest() {
      if (filledBytes > 0) chained = chain(chained, block.digest());
      return chained;
    },
  };
}

function createCollectingHash(): BlockHash {
  let chained: Bytes = new Uint8Array(32);
  let block: Bytes | undefined;
  let filledBytes = 0;
  let chaining: Promise<void> = Promise.resolve();

  async function chainAll(before: Promise<void>, hashes: readonly Promise<ArrayBuffer>[]): Promise<void> {
    await before;
    for (const hash of hashes) chained = chain(chained, new Uint8Array(await hash));
  }

  return {
    update(bytes) {
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
      if (hashes.length > 0) chaining = chainAll(chaining, hashes);
      return chaining;
    },
    async digest() {
      await chaining;
      if (block !== undefined && filledBytes > 0)
        chained = chain(
          chained,
          new Uint8Array(await crypto.subtle.digest('SHA-256', block.subarray(0, filledBytes))),
        );
      return chained;
    },
  };
}

/** So few bytes are hashed sooner here than on another thread. */
function chain(chained: Bytes, hash: Bytes): Bytes {
  return new Uint8Array(sha256(concatBytes(chained, hash)));
}
