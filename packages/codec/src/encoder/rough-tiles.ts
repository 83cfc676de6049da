import {
  areaPx,
  type LossyTiles,
  limits,
  operationSizeBytes,
  type PictureOperation,
  type Rect,
  tilesOf,
  totalAreaPx,
} from '@fjernhjelp/protocol';
import { forTileRows, tilePx, tileStates } from '../tile-grid.ts';
import { ChangedPlaces } from './changed-places.ts';
import type { TilePacker } from './pack-tiles.ts';
import type { PictureMemory } from './picture-memory.ts';

/** A tile with so many colours in every other row is a photograph; text seldom has as many, and is told by its edges where it does. */
const MANY_COLOURS = 100;
/** The same of a tile that is hot: of what always moves only plain things are exact. */
const FEW_COLOURS = 60;
/** The same of one at the edge of what moves, part of which is flat, and of one in the midst of photographs. */
const EDGE_COLOURS = 24;
/** Changes in a row, each soon after the one before, that make a tile hot; one that comes late cools it. */
const HOT = 3;
/** A photograph that changes so often in a row is a moving picture already. */
const WARM = 1;
/** So is one of so many tiles that changes a second time so soon, where nothing has only moved. */
const AGAIN_MS = 100;
const AGAIN_TILES = 64;
/** So few tiles of photographs, where something has only moved, came out from under something: about right they would be sent twice. */
const FEW_TILES = 64;
/** Where so many tiles or more were written at once, only that is looked at of the tiles which its edges cut. */
const CUTTING_TILES = 64;
const SOON_MS = 200;
const LATE_MS = 600;
/** What is about right is made exact when it has not changed for so long. */
const QUIET_MS = 100;
/** What a moving picture may take: more than that looks hardly better and keeps both ends busy. */
const MOTION_BYTES_PER_MS = 250;
const LONGEST_STEP_MS = 100;
/** About what the exact pixels of a photograph take. */
const EXACT_BYTES_PER_PIXEL = 1;
/** How much of what is left is aimed at: planes that do not fit were made for nothing. */
const AIM = 0.9;
/** What about right may take: from there on exact pixels are the better use of a line. */
const ROUGH_BYTES_PER_PIXEL = 0.15;
const FIRST_QUALITY = 10;
const FINEST = 2;
/** The same of a moving picture: nobody sees more of it, and both ends work for it. */
const FINEST_MOVING = 10;
/** How strongly bytes fall with quality: bytes ~ quality^-FALL. */
const FALL = 0.9;
/** Header and rect of a lossy operation. */
const LOSSY_OVERHEAD_BYTES = 16;
/** Room for so many bytes, and for so many times what the last lossy operation took, is room for the next. */
const AMPLE_BYTES = 32_768;
const AMPLE = 4;
/** Of the lossy codec, high and wide. */
const CELL_PX = 16;
const ONE_TILE_PX = tilePx.width * tilePx.height;

/** What the viewer is sent about right at first, and exactly when it is quiet. */
export class RoughTiles {
  readonly #memory: PictureMemory;
  readonly #packer: TilePacker;
  readonly #now: () => number;
  /** Since when each tile looks as the viewer has it: what waited long for the line was there all the time. */
  #sinceMs = new Float64Array();
  #capturedAtMs = 0;
  /** Of this update: all of it has one quality, whatever each part of it takes. */
  #quality = FIRST_QUALITY;
  /** What the last update took with the quality that it had in the end, and should have taken. */
  #spent = { quality: FIRST_QUALITY, bytes: 0, aimBytes: 0 };
  /** When the viewer last had much elsewhere, or had kept it. */
  #reusedAtMs = Number.NEGATIVE_INFINITY;
  #motionAtMs = Number.NEGATIVE_INFINITY;
  /** What the photographs of this update should take, and how many tiles they are. */
  #aimBytes = 0;
  #aimTiles = 0;
  /** Of those that are sent about right just now, the next. */
  #photos: Rect[] = [];
  /** Where those of the last update ended that did not all fit: the next begins there, so that what is below a film, and of it, is not left out for ever. */
  #resumeYPx = 0;
  /** What is beside a film, in tiles that are partly of it, stays as exact as it is. */
  readonly #changed = new ChangedPlaces();
  #exactBytesPerPixel = EXACT_BYTES_PER_PIXEL;
  #lossyBytesPerPixel = 1;

  constructor(memory: PictureMemory, packer: TilePacker, now: () => number) {
    this.#memory = memory;
    this.#packer = packer;
    this.#now = now;
  }

  /** The viewer has nothing. */
  restart(): void {
    this.#memory.heat.fill(0);
    this.#memory.known.fill(0);
    this.#memory.paintedAtMs.fill(0);
    this.#sinceMs = new Float64Array(this.#memory.states.length);
    this.#quality = FIRST_QUALITY;
    this.#spent = { quality: FIRST_QUALITY, bytes: 0, aimBytes: 0 };
    this.#changed.addAnywhere();
  }

  get isMoving(): boolean {
    return this.#now() - this.#motionAtMs <= SOON_MS;
  }

  /** The frame is new from now on, there. */
  captured(rects: readonly Rect[]): void {
    this.#capturedAtMs = this.#now();
    this.#changed.add(rects);
  }

  /** The viewer was sent all that differed, exactly or about right. */
  sentAll(): void {
    this.#changed.clear();
  }

  /** Whether this tile, by its number, has been the same for so long. */
  isOlderThan(ageMs: number, tile: number): boolean {
    return this.#now() - this.#sinceMs[tile]! >= ageMs;
  }

  /** Notes that the viewer has something else there now, though no new pixels came. */
  reused(rects: readonly Rect[]): void {
    const now = this.#now();
    this.#changed.addAnywhere();
    if (totalAreaPx(rects) >= AGAIN_TILES * ONE_TILE_PX) this.#reusedAtMs = now;
    for (const rect of rects)
      forTileRows(this.#memory.grid, rect, (first, end) => {
        this.#memory.paintedAtMs.fill(now, first, end);
        this.#sinceMs.fill(this.#capturedAtMs, first, end);
      });
  }

  /** Notes that the viewer gets new pixels there. */
  painted(rects: readonly Rect[]): void {
    const { kernels, at, grid } = this.#memory;
    const now = this.#now();
    for (const rect of rects) {
      forTileRows(grid, rect, (first, end) => {
        kernels.heatTiles(at.heat, at.paintedAtMs, first, end, now, SOON_MS, LATE_MS);
        this.#sinceMs.fill(this.#capturedAtMs, first, end);
      });
    }
  }

  /** When the next tile that is about right may be made exact, by the encoder's clock; undefined when there is none. */
  get dueAtMs(): number | undefined {
    const { kernels, at, states } = this.#memory;
    const oldestMs = kernels.oldestTile(at.states, states.length, tileStates.rough, at.paintedAtMs);
    return oldestMs < Number.POSITIVE_INFINITY ? oldestMs + QUIET_MS : undefined;
  }

  /** Whether something may be made exact now. */
  get isDue(): boolean {
    return (this.dueAtMs ?? Number.POSITIVE_INFINITY) <= this.#now();
  }

  /**
   * Of what is to be compared, takes what was a moving picture just now to be one still: that it changed, that nothing in it only moved and
   * that it has many colours is known.
   */
  recognise(): void {
    if (!this.isMoving) return;
    const { kernels, at, gridArguments } = this.#memory;
    const { frame, states, paintedAtMs, known, scratch } = at;
    kernels.markKnown(
      frame,
      states,
      paintedAtMs,
      ...gridArguments,
      ...this.#writtenEdges(),
      this.#now() - SOON_MS,
      FEW_COLOURS,
      EDGE_COLOURS,
      known,
      scratch,
      tileStates.photo,
    );
  }

  /**
   * Tells photographs and moving pictures from the rest of what differs.
   * @param leftBytes what there is for an update: photographs that fit in exactly are not kept waiting
   * @param isNew whether anything may differ now that did not before
   */
  classify(leftBytes: number, isNew: boolean): void {
    if (isNew) this.#markPhotos();
    const photos = this.#memory.count(tileStates.photo);
    if (photos === 0) return;
    const comesOut = photos <= FEW_TILES && this.#now() - this.#reusedAtMs <= SOON_MS;
    const fits = photos * ONE_TILE_PX * EXACT_BYTES_PER_PIXEL <= leftBytes;
    if (comesOut || (fits && !this.#hasMoving())) this.#memory.replace(tileStates.photo, tileStates.differs);
  }

  #markPhotos(): void {
    const { kernels, at, gridArguments } = this.#memory;
    const { frame, states, scratch } = at;
    const many = [MANY_COLOURS, FEW_COLOURS, HOT, WARM] as const;
    const marked = kernels.markPhotos(
      frame,
      states,
      at.heat,
      ...gridArguments,
      ...many,
      at.known,
      scratch,
      tileStates.photo,
    );
    if (marked === 0) return;
    kernels.markBesidePhotos(
      frame,
      states,
      at.heat,
      ...gridArguments,
      ...this.#writtenEdges(),
      EDGE_COLOURS,
      WARM,
      at.known,
      scratch,
      tileStates.photo,
    );
  }

  /** Of what goes round all that may differ: left, top, right and bottom. */
  #writtenEdges(): [number, number, number, number] {
    const { bounds } = this.#changed;
    const { widthPx, heightPx } = this.#memory.frame;
    const cuts =
      bounds !== undefined &&
      areaPx(bounds) >= CUTTING_TILES * ONE_TILE_PX &&
      bounds.widthPx >= tilePx.width &&
      bounds.heightPx >= tilePx.height;
    if (!cuts) return [0, 0, widthPx, heightPx];
    return [bounds.xPx, bounds.yPx, bounds.xPx + bounds.widthPx, bounds.yPx + bounds.heightPx];
  }

  /** Whether any photograph that is to be sent is a moving picture. */
  #hasMoving(): boolean {
    const { states, heat, paintedAtMs } = this.#memory;
    const now = this.#now();
    const sinceMs = now - this.#reusedAtMs > SOON_MS ? Math.max(1, now - AGAIN_MS) : Number.POSITIVE_INFINITY;
    let again = 0;
    for (let tile = states.indexOf(tileStates.photo); tile >= 0; ) {
      if (heat[tile]! >= WARM || (paintedAtMs[tile]! >= sinceMs && ++again === AGAIN_TILES)) return true;
      tile = states.indexOf(tileStates.photo, tile + 1);
    }
    return false;
  }

  /** Begins with the photographs of an update: settles what they should take. */
  begin(leftBytes: number): void {
    const now = this.#now();
    const stepMs = Math.min(LONGEST_STEP_MS, Math.max(1, now - this.#motionAtMs));
    const isMoving = this.#hasMoving();
    if (isMoving) this.#motionAtMs = now;
    this.#aimTiles = this.#memory.count(tileStates.photo);
    const mostBytes = isMoving
      ? stepMs * MOTION_BYTES_PER_MS
      : this.#aimTiles * ONE_TILE_PX * ROUGH_BYTES_PER_PIXEL;
    this.#settleQuality(isMoving ? FINEST_MOVING : FINEST);
    this.#aimBytes = Math.min(leftBytes, mostBytes);
  }

  /** Takes the quality nearer to what would have met the last update's aim. */
  #settleQuality(finest: number): void {
    const { quality, bytes, aimBytes } = this.#spent;
    const wanted = aimBytes > 0 ? quality * (bytes / aimBytes) ** (1 / FALL) : quality;
    this.#quality = Math.min(limits.coarsestQuality, Math.max(finest, (quality + wanted) / 2));
    this.#spent = { quality, bytes: 0, aimBytes: 0 };
  }

  /**
   * Sends the next photographs about right.
   * @param mustSend at least one tile, whatever it takes
   * @returns undefined when there are none, or no room for any
   */
  encodeLossy(leftBytes: number, mustSend: boolean): LossyTiles | undefined {
    const hasRoom = leftBytes > LOSSY_OVERHEAD_BYTES || mustSend;
    const rect = hasRoom ? this.#nextPhoto() : undefined;
    if (rect !== undefined) this.#mark([rect], tileStates.photo);
    else if (hasRoom) this.#resumeYPx = 0;
    const operation = rect && this.#lossyWithin(rect, leftBytes, mustSend);
    if (operation === undefined) {
      this.#mark(this.#photos, tileStates.photo);
      this.#photos = [];
      return undefined;
    }
    const settled = this.#settledBy(operation.rect);
    this.#mark([settled], tileStates.rough);
    this.painted([settled]);
    this.#resumeYPx = Math.ceil((settled.yPx + settled.heightPx) / tilePx.height) * tilePx.height;
    return operation;
  }

  /** @returns what lies in tiles of which all is sent with that: those of which the next piece has the rest are sent with it */
  #settledBy({ xPx, yPx, widthPx, heightPx }: Rect): Rect {
    const next = this.#photos[0];
    const isShared = next?.xPx === xPx && next.yPx === yPx + heightPx;
    const sharedPx = isShared ? (yPx + heightPx) % tilePx.height : 0;
    return { xPx, yPx, widthPx, heightPx: heightPx - sharedPx };
  }

  /** Of what is marked meanwhile. */
  #nextPhoto(): Rect | undefined {
    if (this.#photos.length === 0) {
      const { rects } = this.#memory.select(tileStates.photo, tileStates.marked);
      this.#photos = beginningAt(this.#resumeYPx, rects).flatMap((rect) =>
        inOperations(this.#changed.within(rect)),
      );
    }
    return this.#photos.shift();
  }

  #lossyWithin(rect: Rect, leftBytes: number, mustSend: boolean): LossyTiles | undefined {
    const memory = this.#memory;
    const aimBytes = (this.#aimBytes * tilesOf(rect)) / Math.max(1, this.#aimTiles);
    const smaller = cutRect(rect, areaPx(rect) / 2);
    // Where it will fit as it did before, no second try is provided for: what is left of the room is its bound.
    const roomBytes = leftBytes - LOSSY_OVERHEAD_BYTES;
    const isSure = roomBytes > AMPLE_BYTES && roomBytes > AMPLE * this.#lossyBytesPerPixel * areaPx(rect);
    if (!isSure) memory.save(rect);
    for (;;) {
      const quality = Math.round(this.#quality);
      const payload = memory.encodeLossy(rect, quality, isSure ? roomBytes : undefined);
      const operation: LossyTiles = { type: 'lossy', rect, quality, payload };
      const sizeBytes = operationSizeBytes(operation);
      this.#lossyBytesPerPixel = sizeBytes / areaPx(rect);
      const isCoarsest = quality === limits.coarsestQuality;
      if (sizeBytes <= leftBytes || (isCoarsest && mustSend && smaller === undefined)) {
        const spent = this.#spent;
        this.#spent = { quality, bytes: spent.bytes + sizeBytes, aimBytes: spent.aimBytes + aimBytes };
        return operation;
      }
      // What is left of this update would not fit either.
      this.#quality = Math.min(limits.coarsestQuality, quality * 2);
      memory.restore(rect);
      if (isCoarsest) return smaller && this.#lossyWithin(smaller, leftBytes, mustSend);
    }
  }

  /**
   * Makes exact what is quiet, the smallest areas first.
   * @param mustSend at least one tile, whatever it takes
   */
  encodeExact(leftBytes: number, mustSend: boolean): PictureOperation | undefined {
    const memory = this.#memory;
    const { states } = memory;
    if (!this.isDue) return undefined;
    const now = this.#now();
    const { paintedAtMs } = memory;
    for (let tile = 0; tile < states.length; tile++)
      if (states[tile] === tileStates.rough && now - paintedAtMs[tile]! >= QUIET_MS)
        states[tile] = tileStates.marked;
    const { rects } = memory.select(tileStates.marked, tileStates.rough);
    rects.sort((a, b) => areaPx(a) - areaPx(b));
    const aimedAt = () => (leftBytes * AIM) / this.#exactBytesPerPixel;
    let maxPixels = Math.min(limits.pixelsPerOperation, aimedAt());
    for (;;) {
      const picked = pickRects(rects, Math.max(maxPixels, mustSend ? ONE_TILE_PX : 0));
      if (picked.length === 0) return undefined;
      const trimmed = memory.trimmed(picked);
      // What is right by chance is sent all the same: it was said to be due.
      const wanted = trimmed.length > 0 ? trimmed : picked;
      const pixels = totalAreaPx(picked);
      const mayExceed = mustSend && pixels <= ONE_TILE_PX;
      const mostBytes = mayExceed ? Number.POSITIVE_INFINITY : leftBytes;
      const packed = this.#packer.pack(wanted, totalAreaPx(wanted), mostBytes);
      if (packed !== undefined) {
        const { operation, rest, fits } = packed;
        this.#exactBytesPerPixel = operationSizeBytes(operation) / operation.pixels;
        if (fits) {
          this.#mark(picked, tileStates.clean);
          this.#mark(rest, tileStates.rough);
          if (rest.length === 0) memory.adopt(picked);
          else memory.adoptParts(operation.rects);
          return operation;
        }
      } else if (mayExceed) return undefined;
      maxPixels = Math.min(pixels / 2, aimedAt());
    }
  }

  #mark(rects: readonly Rect[], state: number): void {
    for (const rect of rects)
      forTileRows(this.#memory.grid, rect, (first, end) => this.#memory.states.fill(state, first, end));
  }
}

/** @param yPx where a row of tiles begins @returns the same places, with what is above it last */
function beginningAt(yPx: number, rects: readonly Rect[]): readonly Rect[] {
  if (yPx === 0) return rects;
  const between = (fromPx: number, endPx: number) =>
    rects.flatMap((rect) => {
      const topPx = Math.max(fromPx, rect.yPx);
      const heightPx = Math.min(endPx, rect.yPx + rect.heightPx) - topPx;
      return heightPx > 0 ? [{ ...rect, yPx: topPx, heightPx }] : [];
    });
  return [...between(yPx, limits.screenMaxHeightPx), ...between(0, yPx)];
}

/** @returns the rect, or pieces of about the same height that an operation may have, as few as can be: whole cells of the codec, so that none is cut */
function inOperations(rect: Rect): Rect[] {
  const { xPx, yPx, widthPx, heightPx } = rect;
  if (areaPx(rect) <= limits.pixelsPerOperation) return [rect];
  const rows = Math.ceil(heightPx / CELL_PX);
  const mostRows = Math.floor(limits.pixelsPerOperation / widthPx / CELL_PX);
  const pieces = Math.ceil(rows / mostRows);
  const piecePx = Math.ceil(rows / pieces) * CELL_PX;
  return Array.from({ length: Math.ceil(heightPx / piecePx) }, (_, piece) => {
    const topPx = piece * piecePx;
    return { xPx, yPx: yPx + topPx, widthPx, heightPx: Math.min(piecePx, heightPx - topPx) };
  });
}

/** @returns the first rects that have so many pixels together; the last may be cut to whole tiles */
function pickRects(rects: readonly Rect[], maxPixels: number): Rect[] {
  const picked: Rect[] = [];
  let left = maxPixels;
  for (const rect of rects) {
    if (areaPx(rect) > left) {
      const cut = cutRect(rect, left);
      if (cut !== undefined) picked.push(cut);
      break;
    }
    picked.push(rect);
    left -= areaPx(rect);
  }
  return picked;
}

/** @returns the top of the rect as far as a row of tiles ends, or the left of the first of them; undefined when not one fits */
function cutRect(rect: Rect, maxPixels: number): Rect | undefined {
  const { xPx, yPx, widthPx } = rect;
  const heightPx = wholeTiles(yPx, maxPixels / widthPx, tilePx.height);
  if (heightPx > 0) return { xPx, yPx, widthPx, heightPx: Math.min(rect.heightPx, heightPx) };
  const firstPx = Math.min(rect.heightPx, tilePx.height - (yPx % tilePx.height));
  const leftPx = wholeTiles(xPx, maxPixels / firstPx, tilePx.width);
  return leftPx > 0 ? { xPx, yPx, widthPx: Math.min(widthPx, leftPx), heightPx: firstPx } : undefined;
}

/** @returns how far it is from there to the last end of a tile that is no further than that; not above 0 when there is none */
function wholeTiles(startPx: number, mostPx: number, sizePx: number): number {
  return Math.floor((startPx + mostPx) / sizePx) * sizePx - startPx;
}
