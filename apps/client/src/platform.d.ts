import type { webcrypto } from 'node:crypto';

/** What the neutral packages use of the platform (types/neutral.d.ts) and Node has without its types naming it. */
declare global {
  interface CryptoKey extends webcrypto.CryptoKey {}

  namespace WebAssembly {
    class Module {
      constructor(bytes: Uint8Array<ArrayBuffer>);
    }
    class Instance {
      constructor(module: Module, imports?: Record<string, Record<string, unknown>>);
      readonly exports: Record<string, unknown>;
    }
    class Memory {
      constructor(descriptor: { initial: number; maximum?: number });
      readonly buffer: ArrayBuffer;
      grow(pages: number): number;
    }
  }
}
