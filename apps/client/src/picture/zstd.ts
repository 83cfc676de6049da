import { constants, zstdCompressSync } from 'node:zlib';
import type { Compressor } from '@fjernhjelp/codec';

/** The fastest of the levels that find long repeats; higher ones cost more than they save (bench/micro/codec.ts). */
const LEVEL = 1;
/** What zlib takes for its answer at a time: most updates fit into one piece. */
const CHUNK_BYTES = 64 * 1024;

/**
 * Zstandard of Node. A context for each frame: on small updates keeping one would save a few of some thirty
 * microseconds, and node:zlib has no synchronous call that takes one.
 */
export function createNodeCompressor(): Compressor {
  const options = { chunkSize: CHUNK_BYTES, params: { [constants.ZSTD_c_compressionLevel]: LEVEL } };
  return { compress: (raw) => zstdCompressSync(raw, options) };
}
