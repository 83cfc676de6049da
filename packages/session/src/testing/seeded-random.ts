import type { RandomBytes } from '@fjernhjelp/protocol';

/**
 * The same bytes for the same seed, and nothing that could guard a secret (xorshift32).
 * @param seed 1 … 2^32 − 1
 */
export function createSeededRandom(seed: number): RandomBytes {
  let state = seed | 0 || 1;
  return (length) => {
    const bytes = new Uint8Array(length);
    for (let i = 0; i < length; i++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      bytes[i] = state >>> 24;
    }
    return bytes;
  };
}
