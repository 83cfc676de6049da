import { InvariantError, limits, planesRawBytes } from '@fjernhjelp/protocol';
import type { Compressor } from './compression.ts';
import { WASM_PAGE_BYTES, type WasmMemory, wasmModule } from './wasm.ts';
import { zstdCompressorBase64 } from './zstd-compressor.generated.ts';

const zstdModule = wasmModule(zstdCompressorBase64);

/** The fastest of the levels that find long repeats, as on the desktop (apps/client/src/picture/zstd.ts). */
const LEVEL = 1;
const NO_DICTIONARY = 0;

/** What the wasm of @bokuweb/zstd-wasm 0.0.27 exports under its short names, as far as it is used. */
interface CompressorExports {
  /** memory */
  readonly f: WasmMemory;
  /** __wasm_call_ctors */
  g(): void;
  /** ZSTD_isError */
  h(result: number): number;
  /** ZSTD_compressBound */
  i(rawBytes: number): number;
  /** ZSTD_createCCtx */
  j(): number;
  /** ZSTD_compress_usingDict */
  l(
    context: number,
    target: number,
    targetBytes: number,
    ...rest: [raw: number, rawBytes: number, dictionary: number, dictionaryBytes: number, level: number]
  ): number;
  /** malloc */
  s(sizeBytes: number): number;
}

/**
 * Zstandard's compressor as wasm (docs/decisions/0023-browser-door-picture.md), for a host without one of its own: a page. Takes
 * its memory once: room for one operation. Synchronous: for a worker.
 */
export function createZstdCompressor(): Compressor {
  let memory: WasmMemory | undefined;
  const nothing = () => 0;
  const zstd = zstdModule.instantiate({
    a: {
      a: nothing,
      b: nothing,
      c: () => {
        throw new InvariantError('zstd gave up');
      },
      d: nothing,
      // emscripten_resize_heap
      e(sizeBytes: number) {
        if (memory === undefined) return 0;
        memory.grow(Math.ceil((sizeBytes - memory.buffer.byteLength) / WASM_PAGE_BYTES));
        return 1;
      },
    },
  }) as CompressorExports;
  memory = zstd.f;
  zstd.g();
  const rawBytes = planesRawBytes(limits.pixelsPerOperation);
  const frameBytes = zstd.i(rawBytes);
  const context = zstd.j();
  const source = zstd.s(rawBytes);
  const target = zstd.s(frameBytes);
  if (context === 0 || source === 0 || target === 0) throw new InvariantError('zstd has no memory');

  return {
    compress(raw) {
      if (raw.length > rawBytes) throw new InvariantError('beyond the limits');
      new Uint8Array(zstd.f.buffer, source, raw.length).set(raw);
      const size = zstd.l(context, target, frameBytes, source, raw.length, NO_DICTIONARY, 0, LEVEL);
      if (zstd.h(size) !== 0) throw new InvariantError('zstd failed');
      return new Uint8Array(zstd.f.buffer, target, size).slice();
    },
  };
}
