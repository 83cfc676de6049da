import type { Bytes } from '@fjernhjelp/protocol';

/** The part of WebAssembly that is used: every runtime has it, but not every set of types that this is compiled with. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Bytes) => object;
  readonly Instance: new (
    module: object,
    imports: Record<string, Record<string, unknown>>,
  ) => { readonly exports: unknown };
}

/** A module's memory; its buffer is another one after it has grown. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

export const WASM_PAGE_BYTES = 65_536;

/** A module that was compiled, to be instantiated as often as is needed. */
export interface WasmModule {
  /** @returns what it exports */
  instantiate(imports?: Record<string, Record<string, unknown>>): unknown;
}

/**
 * Compiles at the first use: no fetch, no file, no eval. Browsers allow that in workers at any size. Instances share what the runtime has learnt to run
 * quickly: a screen that is plugged in does not begin slow.
 * @param base64 of a module of our own making
 */
export function wasmModule(base64: string): WasmModule {
  const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyApi };
  let compiled: object | undefined;
  return {
    instantiate(imports = {}) {
      compiled ??= new WebAssembly.Module(bytesOf(base64));
      return new WebAssembly.Instance(compiled, imports).exports;
    },
  };
}

function bytesOf(base64: string): Bytes {
  const characters = atob(base64);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}
