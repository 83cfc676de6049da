import {
  areaPx,
  type Bytes,
  encodePicture,
  limits,
  type Move,
  operationSizeBytes,
  type PictureOperation,
  planesRawBytes,
  type RandomBytes,
  type Rect,
  type ScreenSize,
  systemRandomBytes,
  totalAreaPx,
  updateHeaderBytes,
} from '@fjernhjelp/protocol';
import type { Compressor } from './compression.ts';
import { isMostlyKept, keepTiles, recallTiles } from './encoder/cached-tiles.ts';
import { CoveredTiles } from './encoder/covered-tiles.ts';
import { MoveFinder } from './encoder/find-moves.ts';
import { TilePacker } from './encoder/pack-tiles.ts';
import {
  type CapturedFrame,
  HASH_KEY_BYTES,
  PictureMemory,
  type TileSelection,
} from './encoder/picture-memory.ts';
import { PlacedTiles } from './encoder/placed-tiles.ts';
import { RoughTiles } from './encoder/rough-tiles.ts';
import { TileCache } from './encoder/tile-cache.ts';
import { forTileRows, type TileState, tilePx, tileStates } from './tile-grid.ts';

/** How much of the budget is aimed at: an operation that does not fit was made for nothing. */
const AIM = 0.8;
/** An update with no more than this share of its budget left is done. */
const DONE = 1 / 8;
/** With more than that left, what turned out larger than thought is tried again, with less in it. */
const WORTH_RETRYING = 1 / 2;
/** What packs well may be followed by what does not: of that no more than this many times as much as would fit is packed in vain. */
const MOST_HOPE = 4;
/** What moves and what is to be kept may take of the budget, each, and what is recalled. */
const MOVES_SHARE = 1 / 4;
const RECALL_SHARE = 1 / 2;
/** What of the budget is left to photographs when there are any. */
const PHOTO_SHARE = 1 / 4;
/** What they leave to what is quiet and may be made exact, since a film may never end: no less than a tile, but for half of it. */
const EXACT_SHARE = 1 / 4;
const EXACT_TILE_BYTES = 1.5 * tilePx.width * tilePx.height;
/** Looking for moves and for kept tiles costs more than so few tiles. */
const LEAST_TO_MOVE = 6;
const LEAST_TO_RECALL = 24;
/** The same while a film plays and nothing else moves: what else changes there, a clock or what is written, is sent sooner than found. */
const LEAST_TO_MOVE_BESIDE = 64;
/** So much of a screen may be another one that was there before. */
const LEAST_TO_COME_BACK = 1600;
/** What changes as much of a screen at once is another page, and nothing that moves over what was there. */
const WINDOW_SHARE = 3 / 4;
/** What changed and is no larger than this is what somebody does just now; so is what lies so near the pointer. */
const SMALL_PX = 16 * tilePx.width * tilePx.height;
const NEAR_PX = 32;
/** What was there for so long may come back. */
const WORTH_KEEPING_MS = 250;

export interface EncoderOptions {
  /** Milliseconds, of any beginning. Without it nothing grows old: nothing is kept by the viewer. */
  readonly now?: () => number;
  /** Photographs and moving pictures may be sent about right first, and exactly when they are quiet; needs `now`. */
  readonly lossy?: boolean;
  /** How many tiles the viewer keeps: 0 … `limits.cachedTiles`. */
  readonly cachePlaces?: number;
  readonly random?: RandomBytes;
}

export interface EncodeHints {
  readonly moves?: readonly Move[];
  readonly goesOn?: boolean;
  readonly near?: { readonly xPx: number; readonly yPx: number };
}

/**
 * Turns one screen's pixels into updates that make the viewer's copy equal. Holds two pictures in its own memory: the
 * frame, and the reference, which is what the viewer has once everything that was encoded has reached it.
 */
export class PictureEncoder {
  readonly #screen: number;
  readonly #memory: PictureMemory;
  readonly #packer: TilePacker;
  readonly #rough: RoughTiles;
  readonly #moves: MoveFinder;
  readonly #covered: CoveredTiles;
  readonly #placed = new PlacedTiles();
  readonly #lossy: boolean;
  readonly #random: RandomBytes;
  #cachePlaces: number;
  #cache: TileCache;
  /** How many tiles are known to differ; those that are still to be compared come on top. */
  #toSend = 0;
  #unchecked = true;
  /** What is kept, or is to be, was more than there was room for. */
  #reusesMore = false;
  /** Of the frame as it is, each tile is kept once at the most: from which one on they are still to be looked at, and how many were kept. */
  #keepFrom = 0;
  #kept = 0;
  /** What comes out from under a window may be kept too, or was more than there was room for. */
  #uncoversMore = false;
  /** What of an update's picture may still be painted before all else of it, which paints each tile once (PROTOCOL.md UP7). */
  #besidesPx = 0;
  /** Photographs are not yet told from the rest of what differs. */
  #isUnsorted = true;
  /** Something that moved was found in the last update, and in the one before. */
  #hasMoved = false;
  #hadMoved = false;
  /** Where the last update stopped, so that no part of the screen waits for another. */
  #next = 0;
  #bytesPerPixel = 3;

  /**
   * @param screen the number of the screen on the wire
   * @param size 1 … `limits.screenMaxWidthPx` × 1 … `limits.screenMaxHeightPx`
   */
  constructor(screen: number, size: ScreenSize, compressor: Compressor, options: EncoderOptions = {}) {
    this.#screen = screen;
    this.#random = options.random ?? systemRandomBytes;
    this.#cachePlaces = options.cachePlaces ?? 0;
    this.#memory = new PictureMemory(size);
    this.#packer = new TilePacker(this.#memory, compressor);
    this.#covered = new CoveredTiles(this.#memory);
    this.#lossy = options.lossy ?? false;
    this.#moves = new MoveFinder(this.#memory, this.#lossy);
    this.#rough = new RoughTiles(this.#memory, this.#packer, options.now ?? (() => 0));
    this.#cache = new TileCache(this.#cachePlaces);
    this.restart();
  }

  /** For the capturer to write into, and nobody else; another one after `resize`. */
  get frame(): CapturedFrame {
    return this.#memory.frame;
  }

  /** Whether the viewer lacks, or may lack, something of the frame as it is now. */
  get pending(): boolean {
    return this.#toSend > 0 || this.#unchecked;
  }

  /** When the next part that the viewer has about right may be made exact, by the clock; undefined when there is none. */
  get dueAtMs(): number | undefined {
    return this.#lossy ? this.#rough.dueAtMs : undefined;
  }

  /** Whether a moving picture was sent just now. */
  get isMoving(): boolean {
    return this.#rough.isMoving;
  }

  /** Whether something had only moved of what was captured last. */
  get hasMoved(): boolean {
    return this.#hasMoved;
  }

  /** Takes another size: the frame is black and new, and the viewer's copy is taken to be black after `encodeResize`. */
  resize(size: ScreenSize): void {
    this.#memory.layOut(size);
    this.#memory.frame.pixels.fill(0);
    this.restart();
  }

  /**
   * Forgets what the viewer has. The next message to it is `encodeResize`, everything else follows.
   * @param cachePlaces how many tiles the viewer keeps from here on
   */
  restart(cachePlaces = this.#cachePlaces): void {
    const memory = this.#memory;
    memory.forgetReference();
    memory.states.fill(tileStates.check);
    memory.bytes(memory.at.hashKey, HASH_KEY_BYTES).set(this.#random(HASH_KEY_BYTES));
    this.#cachePlaces = cachePlaces;
    this.#cache = new TileCache(cachePlaces);
    this.#rough.restart();
    this.#packer.restart();
    this.#covered.restart();
    this.#reusesMore = false;
    this.#uncoversMore = false;
    this.#unchecked = true;
    this.#hasMoved = false;
    this.#toSend = 0;
    this.#next = 0;
  }

  /** @returns the message that a viewer begins with, and that a change of size needs */
  encodeResize(): Bytes {
    const { widthPx, heightPx } = this.#memory.frame;
    const cachePlaces = this.#cachePlaces;
    return encodePicture({ type: 'resize', screen: this.#screen, widthPx, heightPx, cachePlaces });
  }

  /**
   * Encodes what of the frame the viewer lacks, as far as the budget goes; the rest stays `pending`.
   * @param damage the rects that were written since the last call, within the frame
   * @param budgetBytes the message is no longer than this, except that it may always hold one tile
   * @param sequence goes into the message
   * @param hints.moves what the system says was only moved; within the frame
   * @param hints.goesOn the damage is beside what was captured before and is not yet sent, and goes before it; that is not looked through anew
   * @param hints.near where the user looks, as far as can be known: small changes there go first
   * @returns undefined when nothing has changed
   */
  encode(
    damage: readonly Rect[],
    budgetBytes: number,
    sequence: number,
    { moves = [], goesOn = false, near }: EncodeHints = {},
  ): Bytes | undefined {
    const isNew = this.#settle(damage, moves, goesOn);
    this.#isUnsorted ||= isNew;
    if (isNew) this.#keepFrom = this.#kept = 0;
    this.#besidesPx = areaPx(this.#memory.frame) * (limits.paintsPerUpdate - 1);
    const operations: PictureOperation[] = [];
    const budget = Math.min(budgetBytes, limits.pictureMessageBytes) - updateHeaderBytes;
    let left = budget;
    this.#packer.begin(budget);
    /** @returns whether there was one */
    const add = (operation: PictureOperation | undefined): boolean => {
      if (operation === undefined) return false;
      operations.push(operation);
      left -= operationSizeBytes(operation);
      return true;
    };
    const hasRoom = (reservedBytes = 0) => operations.length === 0 || left - reservedBytes > budget * DONE;
    // What was in vain with the same frame is so still.
    const looksAnew = (isNew && !goesOn) || this.#reusesMore;
    if (looksAnew) this.#uncoversMore = false;
    let hasMore = looksAnew && this.#reuse(moves, left, add);
    while (hasMore && hasRoom()) hasMore = this.#reuse([], left, add);
    if (this.#uncoversMore && !hasMore) hasMore = !hasRoom() || this.#uncover(left, add);
    // The rest may be kept as well, or is not yet: it waits for the next update.
    if (hasMore) return encodePicture({ type: 'update', screen: this.#screen, sequence, operations });
    if (this.#lossy && this.#toSend > 0) {
      this.#rough.classify(left, this.#isUnsorted);
      this.#isUnsorted = false;
    }
    const photos = this.#memory.count(tileStates.photo);
    this.#toSend = this.#memory.count(tileStates.differs);
    // What is written comes first, but not so that pictures never come.
    const reserved = photos > 0 ? left * PHOTO_SHARE : 0;
    const first = damage.filter((rect) => goesOn || areaPx(rect) <= SMALL_PX);
    for (const rects of this.#inTurn(first, near, left - reserved)) {
      const wanted = rects === undefined ? tileStates.differs : tileStates.marked;
      if (rects !== undefined) this.#markDiffering(rects);
      while (this.#toSend > 0 && hasRoom(reserved)) {
        const mayRetry = left - reserved > budget * WORTH_RETRYING;
        const effort = operations.length === 0 ? 'must-send' : mayRetry ? 'retry' : 'once';
        if (!add(this.#encodeTiles(wanted, left - reserved, effort))) break;
      }
      this.#memory.replace(wanted, tileStates.differs);
    }
    if (photos > 0) {
      const forExact = this.#rough.isDue
        ? Math.min(left / 2, Math.max(left * EXACT_SHARE, EXACT_TILE_BYTES))
        : 0;
      this.#rough.begin(left - forExact);
      for (let more = true; more; )
        more = add(this.#rough.encodeLossy(left - forExact, operations.length === 0));
      this.#count();
    }
    for (let more = this.#lossy; more && hasRoom(); )
      more = add(this.#rough.encodeExact(left, operations.length === 0));
    if (this.#toSend === 0) this.#rough.sentAll();
    if (operations.length === 0) return undefined;
    return encodePicture({ type: 'update', screen: this.#screen, sequence, operations });
  }

  /**
   * Compares what may have changed, so that every tile is either clean or to be sent.
   * @returns whether anything may have
   */
  #settle(damage: readonly Rect[], moves: readonly Move[], goesOn: boolean): boolean {
    if (damage.length === 0 && moves.length === 0 && !this.#unchecked) return false;
    if (this.#lossy) this.#memory.replace(tileStates.photo, tileStates.differs);
    const written = [...damage, ...moves.map((move) => move.rect)];
    this.#rough.captured(written);
    for (const rect of written) this.#memory.suspect(rect);
    // Where something moves just now, a photograph may too.
    if (this.#lossy && !this.#hasMoved) this.#rough.recognise();
    if (!goesOn) {
      this.#hadMoved = this.#hasMoved;
      this.#hasMoved = false;
    }
    this.#memory.compare();
    this.#count();
    this.#unchecked = false;
    return true;
  }

  /**
   * What of the difference the viewer has elsewhere or has kept.
   * @returns whether there was too little room for what is to be kept or recalled
   */
  #reuse(
    told: readonly Move[],
    leftBytes: number,
    add: (operation: PictureOperation | undefined) => void,
  ): boolean {
    const movesBytes = leftBytes * MOVES_SHARE;
    const recallBytes = leftBytes * RECALL_SHARE;
    let hasMore = false;
    this.#reusesMore = false;
    // What is known to be a film is left out: it is neither elsewhere nor kept.
    let differing = this.#memory.count(tileStates.differs);
    const isFilm = this.#rough.isMoving && !this.#hadMoved;
    if (differing < (isFilm ? LEAST_TO_MOVE_BESIDE : LEAST_TO_MOVE)) return false;
    // What changes is mostly the film, which does not come back.
    const least = isFilm ? LEAST_TO_COME_BACK : LEAST_TO_RECALL;
    const cached = this.#cache.places > 0 && differing >= least;
    if (cached) {
      const worth = (tile: number) => this.#rough.isOlderThan(WORTH_KEEPING_MS, tile);
      const isWindow = differing < this.#memory.states.length * WINDOW_SHARE;
      const covered = isWindow ? this.#covered : undefined;
      const room = { from: this.#keepFrom, tiles: this.#cache.places - this.#kept, bytes: movesBytes };
      const kept = keepTiles(this.#memory, this.#cache, this.#placed, worth, covered, room);
      add(kept);
      if (kept !== undefined) {
        this.#kept += this.#placed.count;
        this.#keepFrom = this.#placed.lastTile + 1;
        if (this.#placed.isFull) {
          this.#reusesMore = true;
          return true;
        }
      }
    }
    // What comes back is not looked through for moves: that takes longer than anything else.
    const comesBack = cached && differing >= LEAST_TO_COME_BACK && isMostlyKept(this.#memory, this.#cache);
    if (differing >= LEAST_TO_MOVE) {
      const moves = this.#moves.find(told, { bytes: movesBytes, px: this.#besidesPx }, comesBack);
      add(moves);
      if (moves !== undefined) {
        const rects = moves.moves.map(({ rect }) => rect);
        this.#besidesPx -= totalAreaPx(rects);
        this.#rough.reused(rects);
        this.#hasMoved = true;
      }
      differing = this.#memory.count(tileStates.differs);
    }
    if (cached && differing >= LEAST_TO_RECALL) {
      const recalled = recallTiles(this.#memory, this.#cache, this.#placed, recallBytes);
      add(recalled);
      if (recalled !== undefined) this.#rough.reused(recalled.runs.map(({ rect }) => rect));
      hasMore = recalled !== undefined && this.#placed.isFull;
      this.#reusesMore = hasMore;
      differing = this.#memory.count(tileStates.differs);
    }
    this.#uncoversMore = cached && differing > 0 && !comesBack;
    this.#count();
    return hasMore;
  }

  /**
   * What comes out from under a window, as far as the viewer has kept it.
   * @returns whether there was too little room for it
   */
  #uncover(maxBytes: number, add: (operation: PictureOperation | undefined) => void): boolean {
    // The rest of a tile that comes out in part is painted too.
    if (this.#toSend * tilePx.width * tilePx.height > this.#besidesPx) return false;
    const uncovered = this.#covered.uncover(this.#cache, this.#placed, maxBytes);
    add(uncovered);
    if (uncovered !== undefined) {
      const rects = uncovered.runs.map(({ rect }) => rect);
      this.#besidesPx -= totalAreaPx(rects);
      this.#rough.reused(rects);
    }
    this.#uncoversMore = uncovered !== undefined && this.#placed.isFull;
    this.#count();
    return this.#uncoversMore;
  }

  /**
   * Where not everything fits, what was just done and is small goes first, then what is near the pointer: somebody types or points there.
   * @returns where to take tiles from, one after the other; undefined: anywhere
   */
  #inTurn(
    first: readonly Rect[],
    near: EncodeHints['near'],
    leftBytes: number,
  ): (readonly Rect[] | undefined)[] {
    if (planesRawBytes(this.#toSend * tilePx.width * tilePx.height) <= leftBytes) return [undefined];
    const runs = this.#memory.select(tileStates.differs, tileStates.differs).rects;
    const small = [...first, ...runs.filter((rect) => areaPx(rect) <= SMALL_PX)];
    return [small, near === undefined ? [] : [around(near, this.#memory.frame)], undefined];
  }

  #markDiffering(rects: readonly Rect[]): void {
    const { states, grid } = this.#memory;
    for (const rect of rects) {
      forTileRows(grid, rect, (first, end) => {
        for (let tile = first; tile < end; tile++)
          if (states[tile] === tileStates.differs) states[tile] = tileStates.marked;
      });
    }
  }

  /**
   * @param effort what becomes of tiles that do not fit: they are left, or fewer are tried, and in the end one is sent that does not fit either
   * @returns undefined when there are none, or none fit; what did not fit is to be sent still
   */
  #encodeTiles(
    wanted: TileState,
    leftBytes: number,
    effort: 'once' | 'retry' | 'must-send',
  ): PictureOperation | undefined {
    for (;;) {
      const aim = Math.floor((leftBytes * AIM) / this.#bytesPerPixel);
      const selection = this.#select(wanted, Math.max(1, Math.min(aim, limits.pixelsPerOperation)));
      if (selection.tiles === 0) return undefined;
      const rects = this.#memory.trimmed(selection.rects);
      // What was recalled since has made it right.
      if (rects.length === 0) {
        this.#send(selection);
        continue;
      }
      const isOne = selection.tiles === 1;
      const mayExceed = isOne && effort === 'must-send';
      const pixels = totalAreaPx(rects);
      const packed = this.#packer.pack(rects, pixels, mayExceed ? Number.POSITIVE_INFINITY : leftBytes);
      this.#hope(packed?.operation, selection.pixels / pixels);
      if (packed?.fits) {
        const { operation, rest } = packed;
        if (rest.length === 0) this.#send(selection);
        else this.#sendPart(selection, operation.rects, rest, wanted);
        return operation;
      }
      this.#mark(selection.rects, wanted);
      if (isOne || effort === 'once') return undefined;
    }
  }

  #select(wanted: TileState, maxPixels: number): TileSelection {
    const memory = this.#memory;
    const selection = memory.select(wanted, tileStates.clean, this.#next, maxPixels);
    return selection.tiles > 0 ? selection : memory.select(wanted, tileStates.clean, 0, maxPixels);
  }

  #send({ rects, tiles, next }: TileSelection): void {
    this.#memory.adopt(rects);
    this.#rough.painted(rects);
    this.#toSend -= tiles;
    this.#next = next;
  }

  /** Of what was selected only these rects are sent; the rest is to be sent still. */
  #sendPart({ tiles }: TileSelection, sent: readonly Rect[], rest: readonly Rect[], wanted: TileState): void {
    this.#memory.adoptParts(sent);
    this.#rough.painted(sent);
    this.#toSend -= tiles - this.#mark(rest, wanted);
  }

  /** What comes next may take as many bytes a pixel as this. @param share how many pixels were selected for each that was packed */
  #hope(operation: (PictureOperation & { pixels: number }) | undefined, share: number): void {
    const bytes =
      operation === undefined
        ? this.#bytesPerPixel * MOST_HOPE
        : operationSizeBytes(operation) / operation.pixels / share;
    this.#bytesPerPixel = Math.max(bytes, this.#bytesPerPixel / MOST_HOPE);
  }

  /** @returns how many tiles that are; the rects have none in common */
  #mark(rects: readonly Rect[], state: TileState): number {
    let tiles = 0;
    for (const rect of rects) {
      forTileRows(this.#memory.grid, rect, (first, end) => {
        this.#memory.states.fill(state, first, end);
        tiles += end - first;
      });
    }
    return tiles;
  }

  #count(): void {
    this.#toSend = this.#memory.count(tileStates.differs) + this.#memory.count(tileStates.photo);
  }
}

/** The square around a place, within the picture. */
function around({ xPx, yPx }: { xPx: number; yPx: number }, { widthPx, heightPx }: ScreenSize): Rect {
  const left = Math.min(widthPx - 1, Math.max(0, xPx - NEAR_PX));
  const top = Math.min(heightPx - 1, Math.max(0, yPx - NEAR_PX));
  return {
    xPx: left,
    yPx: top,
    widthPx: Math.min(2 * NEAR_PX, widthPx - left),
    heightPx: Math.min(2 * NEAR_PX, heightPx - top),
  };
}
