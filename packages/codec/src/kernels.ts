import { kernelsBase64 } from './kernels.generated.ts';
import type { LossyKernels } from './lossy.ts';
import { WASM_PAGE_BYTES, type WasmMemory, wasmModule } from './wasm.ts';

const kernels = wasmModule(kernelsBase64);

/** A rect as the kernels take it: where and how large, in pixels. */
type RectArguments = [xPx: number, yPx: number, widthPx: number, heightPx: number];
type Planes = [green: number, red: number, blue: number];
type GridArguments = [widthPx: number, heightPx: number, tileWidthPx: number, tileHeightPx: number];
type EdgeArguments = [left: number, top: number, right: number, bottom: number];

/** The functions of assembly/*.ts, where each is described. Pointers are bytes from the start of the memory. */
interface KernelFunctions extends LossyKernels {
  countTiles(states: number, tiles: number, state: number): number;
  replaceTiles(states: number, tiles: number, state: number, by: number): void;
  selectTiles(
    states: number,
    ...rest: [
      ...GridArguments,
      wanted: number,
      becomes: number,
      from: number,
      maxPixels: number,
      rects: number,
      totals: number,
    ]
  ): number;

  compareTiles(frame: number, reference: number, states: number, ...grid: GridArguments): number;
  trimRect(frame: number, reference: number, stridePx: number, rect: number): void;
  copyRect(from: number, to: number, stridePx: number, ...rect: RectArguments): void;

  movesScratchBytes(): number;
  findMoves(
    frame: number,
    reference: number,
    states: number,
    ...rest: [
      ...GridArguments,
      sampling: number,
      thinning: number,
      scratch: number,
      out: number,
      most: number,
    ]
  ): number;
  matchMove(
    frame: number,
    reference: number,
    states: number,
    ...rest: [
      ...GridArguments,
      dx: number,
      dy: number,
      least: number,
      most: number,
      mean: number,
      colours: number,
      bitmap: number,
      close: number,
      mark: number,
      fill: number,
    ]
  ): number;
  growMove(
    frame: number,
    reference: number,
    widthPx: number,
    heightPx: number,
    ...rest: [rect: number, dx: number, dy: number, left: number, top: number, right: number, bottom: number]
  ): void;
  moveRect(
    picture: number,
    stridePx: number,
    fromXPx: number,
    fromYPx: number,
    toXPx: number,
    toYPx: number,
    widthPx: number,
    heightPx: number,
  ): void;

  hashTiles(
    picture: number,
    states: number,
    state: number,
    ...rest: [...GridArguments, key: number, out: number]
  ): void;
  keepTile(picture: number, stridePx: number, ...rest: [...RectArguments, cell: number]): void;
  recallTile(
    picture: number,
    stridePx: number,
    ...rest: [...RectArguments, cell: number, cellStridePx: number]
  ): void;
  countAlike(a: number, b: number, stridePx: number, ...rect: RectArguments): number;
  uncoverTiles(
    frame: number,
    reference: number,
    under: number,
    states: number,
    state: number,
    ...rest: [...GridArguments, least: number, mark: number, rects: number]
  ): number;

  markPhotos(
    frame: number,
    states: number,
    heat: number,
    ...rest: [
      ...GridArguments,
      many: number,
      few: number,
      hot: number,
      warm: number,
      known: number,
      bitmap: number,
      mark: number,
    ]
  ): number;

  markBesidePhotos(
    frame: number,
    states: number,
    heat: number,
    ...rest: [
      ...GridArguments,
      ...EdgeArguments,
      edge: number,
      warm: number,
      known: number,
      bitmap: number,
      mark: number,
    ]
  ): void;

  markKnown(
    frame: number,
    states: number,
    paintedAtMs: number,
    ...rest: [
      ...GridArguments,
      ...EdgeArguments,
      sinceMs: number,
      few: number,
      edge: number,
      known: number,
      bitmap: number,
      mark: number,
    ]
  ): void;

  heatTiles(
    heat: number,
    paintedAtMs: number,
    ...rest: [first: number, end: number, nowMs: number, soonMs: number, lateMs: number]
  ): void;
  oldestTile(states: number, tiles: number, state: number, paintedAtMs: number): number;

  scaleRect(
    source: number,
    sourceWidthPx: number,
    sourceHeightPx: number,
    target: number,
    targetWidthPx: number,
    targetHeightPx: number,
    ...rect: RectArguments
  ): void;

  /** What is range coded of exact pixels, all rects of an operation together: begins … */
  startWriting(out: number): void;
  /** … and ends; returns where. */
  finishWriting(): number;
  startReading(bytes: number, count: number): void;
  readAll(): number;

  textStateBytes(): number;
  resetText(state: number): void;
  isText(
    frame: number,
    stridePx: number,
    ...rest: [...RectArguments, state: number, everyRows: number, mostNew: number, mostChanges: number]
  ): number;
  encodeText(
    frame: number,
    stridePx: number,
    ...rest: [...RectArguments, state: number, out: number, capacity: number, scratch: number]
  ): number;
  decodeText(picture: number, stridePx: number, ...rest: [...RectArguments, state: number]): number;

  gatherRect(frame: number, stridePx: number, ...rest: [...RectArguments, ...Planes]): void;
  scatterRect(picture: number, stridePx: number, ...rest: [...RectArguments, ...Planes]): void;
  photoStateBytes(): number;
  resetPhoto(state: number): void;
  encodePhoto(
    frame: number,
    stridePx: number,
    ...rest: [...RectArguments, state: number, out: number, capacity: number, scratch: number]
  ): number;
  decodePhoto(picture: number, stridePx: number, ...rest: [...RectArguments, state: number]): number;
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

/** The kernels with a memory of their own; synchronous, and small enough to be so anywhere. */
export function createKernels(): Kernels {
  const { memory, ...functions } = kernels.instantiate() as KernelFunctions & {
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
