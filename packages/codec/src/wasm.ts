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

/**
 * Compiles and instantiates at once: no fetch, no file, no eval. Browsers allow that in workers at any size.
 * @param base64 of a module of our own making
 * @returns what it exports
 */
export function instantiateWasm(
  base64: string,
  imports: Record<string, Record<string, unknown>> = {},
): unknown {
  const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyApi };
  const characters = atob(base64);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports;
}
