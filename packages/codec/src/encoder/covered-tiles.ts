import type { CacheRuns, Rect } from '@fjernhjelp/protocol';
import { tileRect, tileStates } from '../tile-grid.ts';
import { type PictureMemory, RECT_BYTES } from './picture-memory.ts';
import type { PlacedTiles } from './placed-tiles.ts';
import type { TileCache } from './tile-cache.ts';

const NONE = -1;
/** Fewer pixels are no dearer as they are. */
const LEAST_PX = 24;
/** A tile that has at least one of so many pixels as they were is still the same one, partly covered: of one row in four, a quarter as many. */
const ALIKE = 8 * 4;

/**
 * What the viewer keeps of the pixels that were painted over last at each place: what is under a window. Where the window moves away, parts of
 * tiles come out, which no hash finds; these are compared with the pixels, of which the host keeps one picture.
 */
export class CoveredTiles {
  readonly #memory: PictureMemory;
  /** Where the viewer keeps what each tile was, row by row, and how often that place had been given to another before. */
  #places = new Int32Array();
  #uses = new Uint32Array();
  /** Whether what came out last was something else than what was covered. */
  #isDoubtful = new Uint8Array();

  constructor(memory: PictureMemory) {
    this.#memory = memory;
  }

  /** The viewer keeps nothing. */
  restart(): void {
    this.#places = new Int32Array(this.#memory.states.length).fill(NONE);
    this.#uses = new Uint32Array(this.#memory.states.length);
    this.#isDoubtful = new Uint8Array(this.#memory.states.length);
  }

  /** The viewer keeps there what this tile is in the reference, and that may be painted over now. */
  note(tile: number, place: number, cache: TileCache): void {
    const uses = cache.uses(place);
    if (this.#places[tile] === place && this.#uses[tile] === uses) return;
    const { kernels, at, frame } = this.#memory;
    const { xPx, yPx, widthPx, heightPx } = this.#rectOf(tile);
    const { under } = at;
    const { reference } = this.#memory;
    if (this.#isKept(tile, cache) && this.#isDoubtful[tile] === 0) {
      // What covers a part of it is not what is under that.
      const alike = kernels.countAlike(reference, under, frame.widthPx, xPx, yPx, widthPx, heightPx);
      if (alike >= (widthPx * heightPx) / ALIKE) return;
    }
    this.#places[tile] = place;
    this.#uses[tile] = uses;
    this.#isDoubtful[tile] = 0;
    kernels.copyRect(reference, under, frame.widthPx, xPx, yPx, widthPx, heightPx);
  }

  /**
   * Takes from the viewer's cache what comes out again of what was covered. Tiles of which that was all are clean then.
   * @param found to work in
   * @param maxBytes of the operation
   */
  uncover(cache: TileCache, found: PlacedTiles, maxBytes: number): CacheRuns | undefined {
    const memory = this.#memory;
    const { kernels, at, gridArguments, states, frame } = memory;
    const { marked, filled } = tileStates;
    const kept = memory.tilesIn(tileStates.differs).filter((tile) => this.#isKept(tile, cache));
    if (kept.length === 0) return undefined;
    for (const tile of kept) states[tile] = marked;
    kernels.uncoverTiles(
      at.frame,
      memory.reference,
      at.under,
      at.states,
      marked,
      ...gridArguments,
      LEAST_PX,
      filled,
      at.tileRects,
    );
    for (const tile of memory.replaceEach(marked, tileStates.differs)) this.#isDoubtful[tile] = 1;
    found.begin(frame, maxBytes);
    const tiles: number[] = [];
    for (const tile of memory.replaceEach(filled, tileStates.differs)) {
      if (found.isFull) break;
      const place = this.#places[tile]!;
      cache.touch(place);
      states[tile] = tileStates.check;
      found.addPart(tile, place, this.#partOf(tile));
      tiles.push(tile);
    }
    if (found.isEmpty) return undefined;
    const runs = found.toRuns();
    memory.adoptParts(runs.map(({ rect }) => rect));
    memory.compare();
    for (const tile of tiles) this.#isDoubtful[tile] = states[tile] === tileStates.differs ? 1 : 0;
    return { type: 'recall', runs };
  }

  #isKept(tile: number, cache: TileCache): boolean {
    const place = this.#places[tile]!;
    return place !== NONE && cache.uses(place) === this.#uses[tile];
  }

  #rectOf(tile: number): Rect {
    const { grid, frame } = this.#memory;
    const row = Math.floor(tile / grid.columns);
    return tileRect(frame, tile - row * grid.columns, row);
  }

  /** What of the tile came out, as the kernel found it. */
  #partOf(tile: number): Rect {
    const { xPx, yPx } = this.#rectOf(tile);
    const { tileRects } = this.#memory;
    const at = tile * RECT_BYTES;
    return {
      xPx: xPx + tileRects[at]!,
      yPx: yPx + tileRects[at + 1]!,
      widthPx: tileRects[at + 2]!,
      heightPx: tileRects[at + 3]!,
    };
  }
}
