import { kernelsBase64 } from './kernels.generated.ts';
import { instantiateWasm, WASM_PAGE_BYTES, type WasmMemory } from './wasm.ts';

/** The functions of assembly/kernels.ts, where each is described. Pointers are bytes from the start of the memory. */
interface KernelFunctions {
  compareTiles(
    frame: number,
    reference: number,
    states: number,
    widthPx: number,
    heightPx: number,
    tileWidthPx: number,
    tileHeightPx: number,
  ): number;
  gatherRect(
    frame: number,
    reference: number,
    stridePx: number,
    xPx: number,
    yPx: number,
    widthPx: number,
    heightPx: number,
    green: number,
    red: number,
    blue: number,
  ): void;
  scatterRect(
    picture: number,
    stridePx: number,
    xPx: number,
    yPx: number,
    widthPx: number,
    heightPx: number,
    green: number,
    red: number,
    blue: number,
  ): void;
}

export interface Kernels extends KernelFunctions {
  /** Changes with `reserve`: views that were made before are then empty. */
  readonly buffer: ArrayBuffer;
  /** Sees to it that the memory has at least so many bytes. It never shrinks. */
  reserve(sizeBytes: number): void;
}

/** The number of bytes, rounded up so that what follows is aligned for vectors. */
export function aligned(sizeBytes: number): number {
  return Math.ceil(sizeBytes / 16) * 16;
}

/** Instantiates the kernels with a memory of their own; synchronous, and small enough to be so anywhere. */
export function createKernels(): Kernels {
  const { memory, ...functions } = instantiateWasm(kernelsBase64) as KernelFunctions & {
    memory: WasmMemory;
  };
  return {
    ...functions,
    get buffer() {
      return memory.buffer;
    },
    reserve(sizeBytes) {
      const missing = sizeBytes - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / WASM_PAGE_BYTES));
    },
  };
}
