import { constants, createZstdCompress, zstdCompressSync } from 'node:zlib';
import type { Compressor } from '@fjernhjelp/codec';
import { payloadBoundBytes } from '@fjernhjelp/protocol';

/** The fastest of the levels that find long repeats; higher ones cost more than they save (bench/micro/codec.ts). */
const LEVEL = 1;
/** Photographs, which are all that is compressed, repeat nothing; what is taken for a shorter repeat costs more than it says (docs/decisions/0027-exact-photographs.md). */
const SHORTEST_REPEAT_BYTES = 7;
const PARAMS = {
  [constants.ZSTD_c_compressionLevel]: LEVEL,
  [constants.ZSTD_c_minMatch]: SHORTEST_REPEAT_BYTES,
};
/** What there is for an answer at first: most updates fit. */
const PIECE_BYTES = 64 * 1024;

/**
 * What the synchronous functions of `node:zlib` themselves call. It is not documented, and nothing that is keeps a context from one
 * synchronous call to the next; where it is missing, they are called instead.
 */
interface ZlibStream {
  readonly _handle?: {
    writeSync(
      flush: number,
      ...rest: [
        from: Uint8Array,
        at: number,
        sizeBytes: number,
        to: Uint8Array,
        at: number,
        sizeBytes: number,
      ]
    ): void;
  };
  /** After a write: how much room, and how much of the input, was left. */
  readonly _writeState?: Uint32Array;
}

/**
 * Zstandard of Node, one context for all frames. A new one for each, which is what `zstdCompressSync` makes, takes ten times what
 * compressing a small update does, and has V8 collect garbage every few; the wasm that the browser door has takes twice as long
 * (docs/decisions/0022-host-cpu.md, "One zstd context").
 */
export function createNodeCompressor(): Compressor {
  const { _handle: handle, _writeState: state } = createZstdCompress({ params: PARAMS }) as ZlibStream;
  if (handle?.writeSync === undefined || state === undefined)
    return { compress: (raw) => zstdCompressSync(raw, { chunkSize: PIECE_BYTES, params: PARAMS }) };
  let room = new Uint8Array(PIECE_BYTES);
  return {
    compress(raw) {
      // With room for any frame of these bytes (ZSTD_COMPRESSBOUND) it is done at once, and whole.
      const mostBytes = payloadBoundBytes(raw.length);
      if (room.length < mostBytes) room = new Uint8Array(mostBytes);
      handle.writeSync(constants.ZSTD_e_end, raw, 0, raw.length, room, 0, room.length);
      const [roomLeft = 0] = state;
      return room.slice(0, room.length - roomLeft);
    },
  };
}
