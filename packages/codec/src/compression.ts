/** Makes zstd frames (RFC 8878). `apps/client` has it on node:zlib. */
export interface Compressor {
  /**
   * @param raw read before the return, never kept
   * @returns one frame, owned by the caller
   */
  compress(raw: Uint8Array): Uint8Array;
}

/** Undoes it; the other end chose the bytes. `@fjernhjelp/codec/zstd-wasm` has it for pages. */
export interface Decompressor {
  /**
   * @param target filled from its start; never written past its end
   * @returns how many bytes the frame held
   * @throws ProtocolViolation "malformed" when it is no whole zstd frame or holds more than the target takes
   */
  decompress(frame: Uint8Array, target: Uint8Array): number;
}
