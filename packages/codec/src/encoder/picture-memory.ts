import {
  areaPx,
  limits,
  lossyBoundBytes,
  type Move,
  planesRawBytes,
  type Rect,
  type ScreenSize,
} from '@fjernhjelp/protocol';
import { aligned, createKernels, type Kernels } from '../kernels.ts';
import { encodeLossyRect, LOSSY_SCRATCH_BYTES, paintOwedRect } from '../lossy.ts';
import { forTileRows, type TileGrid, type TileState, tileGrid, tilePx, tileStates } from '../tile-grid.ts';
import { LossyRoom } from './lossy-room.ts';

const BYTES_PER_PIXEL = 4;
/** The hash of one tile. */
export const HASH_BYTES = 16;
/** A random word for each pixel of a tile, and 4 more. */
export const HASH_KEY_BYTES = (tilePx.width * tilePx.height + 4) * 4;
/** What moved about right stays so while it moves: of so many colours, a colour's part so far from what it is at the most, and on average. */
export const closeness = { colours: 60, most: 48, onAverage: 8 } as const;
/** Where in a tile something is, a byte each: left, top, width, height. */
export const RECT_BYTES = 4;
/** A rect that was selected, in the kernels' memory. */
const SELECTED_BYTES = 16;
/** As good as any number. */
const MOST_PIXELS = 0x7fff_ffff;
/** Moving pictures of so many operations are known from one picture to the next. */
const MOST_LOSSY = 8;
/** Moves that are tried for one update. */
export const MOST_VECTORS = 8;

/** What the hash of a tile is of: nothing that is there, what the frame has now, or what the viewer will have. */
export const hashedOf = { nothing: 0, frame: 1, reference: 2 } as const;

/** Pixels as a capturer writes them: BGRX, 4 bytes each, rows from the top without padding. */
export interface CapturedFrame extends ScreenSize {
  readonly pixels: Uint8Array;
}

/** Tiles that were picked to be sent together. */
export interface TileSelection {
  /** Runs of neighbouring tiles as large rects: wide rows compress better than tiles, and are cheaper to paint. */
  readonly rects: Rect[];
  readonly pixels: number;
  readonly tiles: number;
  /** The tile to go on with; the number of tiles when the last was reached. */
  readonly next: number;
}

/**
 * One screen's memory at the host, for the kernels: the frame as it was captured, the reference, which is what the viewer
 * has once everything that was encoded has reached it, what is under windows, one state for each tile, and room to work in.
 */
export class PictureMemory {
  readonly kernels: Kernels = createKernels();
  /** Where things lie, in bytes. */
  at = {
    raw: 0,
    photo: 0,
    text: 0,
    scratch: 0,
    vectors: 0,
    rect: 0,
    hashKey: 0,
    saved: 0,
    lossy: 0,
    states: 0,
    heat: 0,
    known: 0,
    paintedAtMs: 0,
    hashes: 0,
    tileRects: 0,
    selected: 0,
    frame: 0,
    under: 0,
  };
  grid: TileGrid = { columns: 0, rows: 0 };
  /** For the capturer to write into. */
  frame: CapturedFrame = { widthPx: 0, heightPx: 0, pixels: new Uint8Array() };
  /** `tileStates`, row by row. */
  states = new Uint8Array();
  /** How often in a row each tile changed fast, row by row. */
  heat = new Uint8Array();
  /** How often each tile is still taken to be part of the moving picture that it was, row by row. */
  known = new Uint8Array();
  /** When each tile was last sent anew, by the encoder's clock, row by row; 0: not since the viewer had nothing. */
  paintedAtMs = new Float64Array();
  /** `HASH_BYTES` a tile, as 32-bit words. */
  hashes = new Uint32Array();
  /** `hashedOf`, row by row. */
  hashed = new Uint8Array();
  /** `RECT_BYTES` a tile, row by row. */
  tileRects = new Uint8Array();
  #reference = 0;
  #lossyRoom = this.#openLossyRoom(0);

  constructor(size: ScreenSize) {
    this.layOut(size);
  }

  /** Takes another size. What is in the memory means nothing then. */
  layOut(size: ScreenSize): void {
    const { kernels } = this;
    this.grid = tileGrid(size);
    const tiles = this.grid.columns * this.grid.rows;
    const lossyOperations = Math.ceil((size.widthPx * size.heightPx) / limits.pixelsPerOperation) + 1;
    const lossyBytes = Math.min(MOST_LOSSY, lossyOperations) * aligned(LOSSY_SCRATCH_BYTES);
    const pictureBytes = size.widthPx * size.heightPx * BYTES_PER_PIXEL;
    let end = 0;
    const room = (sizeBytes: number) => {
      const start = end;
      end += aligned(sizeBytes);
      return start;
    };
    this.at = {
      raw: room(planesRawBytes(limits.pixelsPerOperation)),
      photo: room(kernels.photoStateBytes()),
      text: room(kernels.textStateBytes()),
      scratch: room(kernels.movesScratchBytes()),
      vectors: room(MOST_VECTORS * 8),
      rect: room(16),
      hashKey: room(HASH_KEY_BYTES),
      saved: room(limits.pixelsPerOperation * BYTES_PER_PIXEL),
      lossy: room(lossyBytes),
      states: room(tiles),
      heat: room(tiles),
      known: room(tiles),
      paintedAtMs: room(tiles * 8),
      hashes: room(tiles * HASH_BYTES),
      tileRects: room(tiles * RECT_BYTES),
      selected: room(this.grid.rows * Math.ceil(this.grid.columns / 2) * SELECTED_BYTES),
      frame: room(pictureBytes),
      // What nothing was ever written to takes no memory.
      under: room(pictureBytes),
    };
    this.#reference = room(pictureBytes);
    // Kernels that look ahead read a little beyond the last row.
    kernels.reserve(end + 256);
    const { buffer } = kernels;
    this.frame = { ...size, pixels: new Uint8Array(buffer, this.at.frame, pictureBytes) };
    this.states = new Uint8Array(buffer, this.at.states, tiles);
    this.heat = new Uint8Array(buffer, this.at.heat, tiles);
    this.known = new Uint8Array(buffer, this.at.known, tiles);
    this.paintedAtMs = new Float64Array(buffer, this.at.paintedAtMs, tiles);
    this.hashes = new Uint32Array(buffer, this.at.hashes, (tiles * HASH_BYTES) / 4);
    this.hashed = new Uint8Array(tiles);
    this.tileRects = new Uint8Array(buffer, this.at.tileRects, tiles * RECT_BYTES);
    this.#lossyRoom = this.#openLossyRoom(lossyBytes);
  }

  #openLossyRoom(sizeBytes: number): LossyRoom {
    const { lossy, raw } = this.at;
    return new LossyRoom(lossy, sizeBytes, raw, (rect, scratch, isTurned, part) =>
      paintOwedRect(this.kernels, this.#pictures, rect, scratch, isTurned, part),
    );
  }

  get #pictures(): { frame: number; reference: number; stridePx: number } {
    return { frame: this.at.frame, reference: this.#reference, stridePx: this.frame.widthPx };
  }

  /** Where the reference lies, in bytes; all of it is as the viewer will have it. */
  get reference(): number {
    this.#lossyRoom.settle();
    return this.#reference;
  }

  /** The same for who looks at nothing but these rects. */
  referenceOf(rects: readonly Rect[]): number {
    for (const rect of rects) this.#lossyRoom.settle(rect);
    return this.#reference;
  }

  /** The arguments that kernels take a grid by. */
  get gridArguments(): [widthPx: number, heightPx: number, tileWidthPx: number, tileHeightPx: number] {
    return [this.frame.widthPx, this.frame.heightPx, tilePx.width, tilePx.height];
  }

  /** @returns a view; good until the next `layOut` */
  bytes(at: number, sizeBytes: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.kernels.buffer, at, sizeBytes);
  }

  /** The viewer has nothing: the reference is black. */
  forgetReference(): void {
    this.bytes(this.#reference, this.frame.pixels.length).fill(0);
    this.hashed.fill(hashedOf.nothing);
    this.#lossyRoom.forget();
  }

  /** The frame may be another there: those tiles are to be checked. */
  suspect(rect: Rect): void {
    this.#forget(rect, hashedOf.frame);
    forTileRows(this.grid, rect, (first, end) => this.states.fill(tileStates.check, first, end));
  }

  /** What was hashed there of one or the other is so no more. */
  #forget(rect: Rect, of: number): void {
    const { hashed } = this;
    forTileRows(this.grid, rect, (first, end) => {
      for (let tile = first; tile < end; tile++) if (hashed[tile] === of) hashed[tile] = hashedOf.nothing;
    });
  }

  /** @returns the rects, each cut to what of it differs; those in which nothing does are left out */
  trimmed(rects: readonly Rect[]): Rect[] {
    const { kernels, at, frame } = this;
    const reference = this.referenceOf(rects);
    return rects
      .map((rect) => this.changed(rect, () => kernels.trimRect(at.frame, reference, frame.widthPx, at.rect)))
      .filter(({ widthPx }) => widthPx > 0);
  }

  /** @returns what a kernel makes of a rect that lies at `at.rect` for it */
  changed({ xPx, yPx, widthPx, heightPx }: Rect, change: () => void): Rect {
    const fields = new Int32Array(this.kernels.buffer, this.at.rect, 4);
    fields.set([xPx, yPx, widthPx, heightPx]);
    change();
    return { xPx: fields[0]!, yPx: fields[1]!, widthPx: fields[2]!, heightPx: fields[3]! };
  }

  /** The viewer will have these rects of whole tiles as they are in the frame. */
  adopt(rects: readonly Rect[]): void {
    const { frame } = this.at;
    const { hashed } = this;
    for (const rect of rects) {
      this.#lossyRoom.changes(rect);
      forTileRows(this.grid, rect, (first, end) => {
        for (let tile = first; tile < end; tile++)
          hashed[tile] = hashed[tile] === hashedOf.frame ? hashedOf.reference : hashedOf.nothing;
      });
      const { xPx, yPx, widthPx, heightPx } = rect;
      this.kernels.copyRect(frame, this.#reference, this.frame.widthPx, xPx, yPx, widthPx, heightPx);
    }
  }

  /** The same of parts of tiles. */
  adoptParts(rects: readonly Rect[]): void {
    for (const rect of rects) {
      const { xPx, yPx, widthPx, heightPx } = rect;
      this.#repaints(rect);
      this.kernels.copyRect(this.at.frame, this.#reference, this.frame.widthPx, xPx, yPx, widthPx, heightPx);
    }
  }

  /** The viewer will have what lies elsewhere in the reference there. */
  move({ rect, fromXPx, fromYPx }: Move): void {
    const { xPx, yPx, widthPx, heightPx } = rect;
    const from = { xPx: fromXPx, yPx: fromYPx, widthPx, heightPx };
    const reference = this.referenceOf([from]);
    this.#repaints(rect);
    this.kernels.moveRect(reference, this.frame.widthPx, fromXPx, fromYPx, xPx, yPx, widthPx, heightPx);
  }

  /** The reference is to be another there, and the frame is not. */
  #repaints(rect: Rect): void {
    this.#forget(rect, hashedOf.reference);
    this.#lossyRoom.changes(rect);
  }

  /** Sets a rect of the reference aside, at most `limits.pixelsPerOperation`: `restore` brings it back. */
  save(rect: Rect): void {
    const { xPx, yPx, widthPx, heightPx } = rect;
    const reference = this.referenceOf([rect]);
    this.kernels.keepTile(reference, this.frame.widthPx, xPx, yPx, widthPx, heightPx, this.at.saved);
  }

  restore(rect: Rect): void {
    const { xPx, yPx, widthPx, heightPx } = rect;
    this.#repaints(rect);
    this.kernels.recallTile(
      this.#reference,
      this.frame.widthPx,
      xPx,
      yPx,
      widthPx,
      heightPx,
      this.at.saved,
      widthPx,
    );
  }

  /**
   * Codes a rect about right, as the difference to the reference, which becomes what the viewer will have.
   * @param mostBytes at least 11,000: what does not fit stays as the viewer has it
   * @returns the payload, owned by the caller
   */
  encodeLossy(rect: Rect, quality: number, mostBytes = Number.POSITIVE_INFINITY): Uint8Array {
    this.#forget(rect, hashedOf.reference);
    const places = this.#lossyRoom.take(rect);
    const capacityBytes = Math.min(mostBytes, lossyBoundBytes(areaPx(rect)));
    const sizeBytes = encodeLossyRect(this.kernels, this.#pictures, rect, quality, places, capacityBytes);
    return this.bytes(this.at.raw, sizeBytes).slice();
  }

  /** Compares the tiles that are to be checked with the reference: each of them is clean then, or differs. */
  compare(): void {
    const { frame, states } = this.at;
    const room = this.#lossyRoom;
    if (room.owed.length > 0)
      for (const rect of this.select(tileStates.check, tileStates.check).rects) room.settle(rect);
    this.kernels.compareTiles(frame, this.#reference, states, ...this.gridArguments);
  }

  /** Gives all tiles of one state another. */
  replace(state: number, by: number): void {
    this.kernels.replaceTiles(this.at.states, this.states.length, state, by);
  }

  /** The same. @returns their numbers, in rising order */
  replaceEach(state: number, by: number): number[] {
    const found = this.tilesIn(state);
    this.replace(state, by);
    return found;
  }

  /**
   * Picks tiles of one state, row by row, and gives them another.
   * @param from the tile to begin with
   * @param maxPixels no more than this, but at least one tile if there is any
   */
  select(wanted: TileState, becomes: TileState, from = 0, maxPixels: number = MOST_PIXELS): TileSelection {
    const { kernels, at, gridArguments } = this;
    const most = Math.min(maxPixels, MOST_PIXELS);
    const { states, selected, rect } = at;
    const count = kernels.selectTiles(states, ...gridArguments, wanted, becomes, from, most, selected, rect);
    const totals = new Int32Array(kernels.buffer, rect, 3);
    const fields = new Int32Array(kernels.buffer, selected, count * 4);
    const rects: Rect[] = [];
    for (let i = 0; i < fields.length; i += 4)
      rects.push({ xPx: fields[i]!, yPx: fields[i + 1]!, widthPx: fields[i + 2]!, heightPx: fields[i + 3]! });
    return { rects, pixels: totals[0]!, tiles: totals[1]!, next: totals[2]! };
  }

  /** @returns the tiles in the state, in rising order */
  tilesIn(state: number): number[] {
    const { states } = this;
    const found: number[] = [];
    // Those in one state lie beside one another: what lies between is skipped, they themselves are not searched for.
    for (let tile = states.indexOf(state); tile >= 0; tile = states.indexOf(state, tile))
      while (states[tile] === state) found.push(tile++);
    return found;
  }

  /** @returns how many tiles are in the state */
  count(state: number): number {
    return this.kernels.countTiles(this.at.states, this.states.length, state);
  }
}
