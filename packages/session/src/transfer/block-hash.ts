import { type Bytes, concatBytes } from '@fjernhjelp/protocol';

export const HASH_BLOCK_BYTES = 256 * 1024;

/**
 * The SHA-256 of a file that comes in pieces (PROTOCOL.md FT4). It is made of blocks because WebCrypto, which uses the
 * processor's own instructions beside the main thread, takes only what is there as a whole.
 */
export interface BlockHash {
  /** Resolves when the next bytes may come. @param bytes not changed until then */
  update(bytes: Bytes): Promise<void>;
  /** @returns 32 bytes; the hash is done with then */
  digest(): Promise<Bytes>;
}

export function createBlockHash(): BlockHash {
  let chained: Bytes = new Uint8Array(32);
  let block: Bytes | undefined;
  let filledBytes = 0;

  async function add(whole: Bytes): Promise<void> {
    chained = await sha256(concatBytes(chained, await sha256(whole)));
  }

  return {
    async update(bytes) {
      for (let at = 0; at < bytes.length; ) {
        const takenBytes = Math.min(bytes.length - at, HASH_BLOCK_BYTES - filledBytes);
        const taken = bytes.subarray(at, at + takenBytes);
        at += takenBytes;
        if (takenBytes === HASH_BLOCK_BYTES) {
          await add(taken);
          continue;
        }
        block ??= new Uint8Array(HASH_BLOCK_BYTES);
        block.set(taken, filledBytes);
        filledBytes += takenBytes;
        if (filledBytes < HASH_BLOCK_BYTES) continue;
        filledBytes = 0;
        await add(block);
      }
    },
    async digest() {
      if (block !== undefined && filledBytes > 0) await add(block.subarray(0, filledBytes));
      return chained;
    },
  };
}

async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}
