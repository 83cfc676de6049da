import {
  InvariantError,
  limits,
  ProtocolViolation,
  payloadBoundBytes,
  planesRawBytes,
} from '@fjernhjelp/protocol';
import type { Decompressor } from './compression.ts';
import { type WasmMemory, wasmModule } from './wasm.ts';
import { zstdBase64 } from './zstd.generated.ts';

const zstdModule = wasmModule(zstdBase64);

/** What the wasm of the npm package zstddec exports, as far as it is used. */
interface ZstdExports {
  readonly memory: WasmMemory;
  malloc(sizeBytes: number): number;
  ZSTD_isError(result: number): number;
  ZSTD_decompress(target: number, targetBytes: number, frame: number, frameBytes: number): number;
}

/**
 * Zstandard itself as wasm (docs/decisions/0003-zstd-in-the-page.md), for whatever has no zstd of its own: a page.
 * Takes its memory once: room for one operation, and what the decoder needs besides. Synchronous: not for a main thread.
 */
export function createZstdDecompressor(): Decompressor {
  const imports = { env: { emscripten_notify_memory_growth: () => undefined } };
  const zstd = zstdModule.instantiate(imports) as ZstdExports;
  const targetBytes = planesRawBytes(limits.pixelsPerOperation);
  const frameBytes = payloadBoundBytes(targetBytes);
  const target = zstd.malloc(targetBytes);
  const source = zstd.malloc(frameBytes);
  if (target === 0 || source === 0) throw new InvariantError('zstd has no memory');

  return {
    decompress(frame, into) {
      if (frame.length > frameBytes || into.length > targetBytes)
        throw new InvariantError('beyond the limits');
      new Uint8Array(zstd.memory.buffer, source, frame.length).set(frame);
      const result = zstd.ZSTD_decompress(target, into.length, source, frame.length);
      if (zstd.ZSTD_isError(result) !== 0) throw new ProtocolViolation('malformed');
      // Read afresh: the decoder may have grown the memory.
      into.set(new Uint8Array(zstd.memory.buffer, target, result));
      return result;
    },
  };
}
