import type { Bytes } from './bytes.ts';

/** Fills the target with bytes from a cryptographic source and returns it. */
export type RandomBytes = (length: number) => Bytes;

/**
 * A uniform integer from random bytes, by rejection.
 * @param bound 1 … 2^32
 * @returns 0 … bound − 1
 */
export function createRandomInt(randomBytes: RandomBytes): (bound: number) => number {
  return (bound) => {
    const usable = Math.floor(2 ** 32 / bound) * bound;
    for (;;) {
      const value = new DataView(randomBytes(4).buffer).getUint32(0);
      if (value < usable) return value % bound;
    }
  };
}

/** The platform's cryptographic source (WebCrypto), present in Node, browsers and workers. */
export const systemRandomBytes: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));
