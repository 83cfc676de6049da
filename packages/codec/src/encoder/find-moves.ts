import { areaPx, limits, type Move, type Moves, type Rect, totalAreaPx } from '@fjernhjelp/protocol';
import { forTileRows, tilePx, tileStates } from '../tile-grid.ts';
import { closeness, MOST_VECTORS, type PictureMemory } from './picture-memory.ts';

/** A move that explains fewer tiles is not worth its bytes. */
const LEAST_TILES = 3;
/** One that was found before is tried first, and taken when it explains this share of the difference … */
const AGAIN_SHARE = 1 / 8;
/** … and nothing else is looked for when no more than this share is left. */
const REST_SHARE = 1 / 4;
const MOVE_BYTES = 12;
/** Of so many tiles all is looked at. Of four times as many every second row, and what may lie there in every second tile of a row: as many places are met. */
const LOOKED_AT_TILES = 64;
/** A move in more pieces than that is a guess, and not worth looking at its edges. */
const MOST_TO_GROW = 32;
/** Where looking found nothing so often in a row, as in a film, it is done one time in so many. */
const VAIN = 3;
const VAIN_EVERY = 8;
/** One of so many places is looked at: photographs are full of them, text has few that are not repeated. */
const SAMPLINGS = [32, 2];

interface Vector {
  readonly dx: number;
  readonly dy: number;
}

/** Finds what of a difference is only elsewhere. */
export class MoveFinder {
  readonly #memory: PictureMemory;
  readonly #closeOnAverage: number;
  /** What moved last time: scrolling goes on, and so does what is dragged. */
  #lately: readonly Vector[] = [];
  /** How much more may be painted. */
  #leftPx = 0;
  /** The rows of tiles between which looking found nothing lately, and how often in a row. */
  #vain = { firstRow: -1, lastRow: -1, times: 0 };

  /** @param mayBeRough what the viewer has about right may be made exact later */
  constructor(memory: PictureMemory, mayBeRough: boolean) {
    this.#memory = memory;
    this.#closeOnAverage = mayBeRough ? closeness.onAverage : -1;
  }

  /**
   * Moves in the reference as the viewer will. Tiles that are right then are clean. A wrong guess leaves tiles that differ: it costs bytes,
   * never a wrong pixel.
   * @param told moves that the system reported: tried first
   * @param room.bytes of all moves
   * @param room.px that they paint together
   * @param comesBack nearly all of it is kept: only what goes on moving, as nearly all did before, is better
   */
  find(
    told: readonly Move[],
    room: { readonly bytes: number; readonly px: number },
    comesBack: boolean,
  ): Moves | undefined {
    this.#leftPx = room.px;
    const most = Math.min(Math.floor(room.bytes / MOVE_BYTES), limits.rectsPerUpdate >> 1);
    const moves: Move[] = [];
    const applied: Vector[] = [];
    const differing = () => this.#memory.count(tileStates.differs);
    const before = differing();
    const apply = (vectors: readonly Vector[], least: number) => {
      for (const vector of vectors)
        if (moves.length < most && this.#apply(vector, moves, most, least)) applied.push(vector);
    };
    apply(told.map(vectorOf), LEAST_TILES);
    apply(this.#lately, Math.max(LEAST_TILES, before * (comesBack ? 1 - REST_SHARE : AGAIN_SHARE)));
    const hasRest = applied.length === 0 || differing() > before * REST_SHARE;
    if (!comesBack && hasRest && this.#isWorthLooking()) {
      const known = applied.length;
      apply(this.#vote(), LEAST_TILES);
      if (applied.length > known) this.#vain.times = 0;
    }
    this.#lately = applied.slice(0, MOST_VECTORS);
    return moves.length > 0 ? { type: 'moves', moves } : undefined;
  }

  #isWorthLooking(): boolean {
    const { states, grid } = this.#memory;
    const firstRow = Math.floor(states.indexOf(tileStates.differs) / grid.columns);
    const lastRow = Math.floor(states.lastIndexOf(tileStates.differs) / grid.columns);
    const isSame = firstRow === this.#vain.firstRow && lastRow === this.#vain.lastRow;
    const times = isSame ? this.#vain.times : 0;
    this.#vain = { firstRow, lastRow, times: times + 1 };
    return times < VAIN || times % VAIN_EVERY === 0;
  }

  #vote(): Vector[] {
    const { kernels, at, gridArguments } = this.#memory;
    const thinning = thinningOf(this.#memory.count(tileStates.differs));
    let found = 0;
    for (const sampling of SAMPLINGS) {
      found = kernels.findMoves(
        at.frame,
        this.#memory.reference,
        at.states,
        ...gridArguments,
        sampling,
        thinning,
        at.scratch,
        at.vectors,
        MOST_VECTORS,
      );
      if (found > 0) break;
    }
    const fields = new Int32Array(kernels.buffer, at.vectors, found * 2);
    return Array.from({ length: found }, (_, i) => ({ dx: fields[i * 2]!, dy: fields[i * 2 + 1]! }));
  }

  /** @returns whether it explains at least so many tiles; they are moved then */
  #apply({ dx, dy }: Vector, moves: Move[], most: number, least: number): boolean {
    const memory = this.#memory;
    const { kernels, at, gridArguments, states } = memory;
    const matched = kernels.matchMove(
      at.frame,
      memory.reference,
      at.states,
      ...gridArguments,
      dx,
      dy,
      Math.ceil(least),
      closeness.most,
      this.#closeOnAverage,
      closeness.colours,
      at.scratch,
      tileStates.close,
      tileStates.marked,
      tileStates.filled,
    );
    if (matched === 0) return false;
    const filled = memory.replaceEach(tileStates.filled, tileStates.marked);
    const close = memory.replaceEach(tileStates.close, tileStates.marked);
    const { rects } = memory.select(tileStates.marked, tileStates.clean);
    const ordered = this.#fitting(inOrder(rects, dx, dy).slice(0, most - moves.length));
    const grown = ordered.length > MOST_TO_GROW ? ordered : this.#grow(ordered, dx, dy);
    const isWrong = isEntangled(grown, dx, dy);
    const moved = isWrong || totalAreaPx(grown) > this.#leftPx ? ordered : grown;
    this.#leftPx -= totalAreaPx(moved);
    const isRight = !isWrong && ordered.length === rects.length;
    for (const rect of moved) {
      const move = { rect, fromXPx: rect.xPx - dx, fromYPx: rect.yPx - dy };
      memory.move(move);
      moves.push(move);
    }
    for (const tile of filled) states[tile] = tileStates.check;
    // What the viewer has about right there then may stay so while it moves.
    for (const tile of close) states[tile] = isRight ? tileStates.rough : tileStates.check;
    // What comes out of an entangled move is looked at all over, and so is what was left of one that was cut.
    this.#suspect(isRight ? moved : [...rects, ...moved], isRight);
    memory.compare();
    return true;
  }

  /** As many of the first as may be painted still. */
  #fitting(rects: readonly Rect[]): readonly Rect[] {
    let leftPx = this.#leftPx;
    const end = rects.findIndex((rect) => {
      leftPx -= areaPx(rect);
      return leftPx < 0;
    });
    return end < 0 ? rects : rects.slice(0, end);
  }

  /** Outwards, to the pixel: around what moved there are tiles of which only a part did. */
  #grow(rects: readonly Rect[], dx: number, dy: number): Rect[] {
    const { kernels, at, frame } = this.#memory;
    const left = Math.min(...rects.map(({ xPx }) => xPx));
    const top = Math.min(...rects.map(({ yPx }) => yPx));
    const right = Math.max(...rects.map(({ xPx, widthPx }) => xPx + widthPx));
    const bottom = Math.max(...rects.map(({ yPx, heightPx }) => yPx + heightPx));
    const [acrossPx, downPx] = [tilePx.width - 1, tilePx.height - 1];
    return rects.map((rect) => {
      const most = [
        rect.xPx === left ? acrossPx : 0,
        rect.yPx === top ? downPx : 0,
        rect.xPx + rect.widthPx === right ? acrossPx : 0,
        rect.yPx + rect.heightPx === bottom ? downPx : 0,
      ] as const;
      const { widthPx, heightPx } = frame;
      return this.#memory.changed(rect, () =>
        kernels.growMove(at.frame, this.#memory.reference, widthPx, heightPx, at.rect, dx, dy, ...most),
      );
    });
  }

  /** Has the tiles compared that a move has changed; when it came out right, only those that differed. */
  #suspect(rects: readonly Rect[], isRight: boolean): void {
    const { states, grid } = this.#memory;
    for (const rect of rects) {
      forTileRows(grid, rect, (first, end) => {
        for (let tile = first; tile < end; tile++) {
          const state = states[tile];
          if (state === tileStates.differs || (state === tileStates.clean && !isRight))
            states[tile] = tileStates.check;
        }
      });
    }
  }
}

/** @returns of how many rows, and of how many tiles of a row, one is looked at where so many tiles differ: a power of two */
export function thinningOf(differing: number): number {
  let thinning = 1;
  while (differing > LOOKED_AT_TILES * thinning ** 2) thinning *= 2;
  return thinning;
}

function vectorOf({ rect, fromXPx, fromYPx }: Move): Vector {
  return { dx: rect.xPx - fromXPx, dy: rect.yPx - fromYPx };
}

/** So that as few rects as possible are written before another one reads there. */
function inOrder(rects: readonly Rect[], dx: number, dy: number): Rect[] {
  return [...rects].sort((a, b) =>
    dy !== 0 && a.yPx !== b.yPx
      ? Math.sign(dy) * (b.yPx + b.heightPx - a.yPx - a.heightPx)
      : Math.sign(dx) * (b.xPx - a.xPx),
  );
}

/** Whether a rect is written over where a later one still has to read: then something else comes out. */
function isEntangled(rects: readonly Rect[], dx: number, dy: number): boolean {
  return rects.some((written, i) =>
    rects
      .slice(i + 1)
      .some(
        ({ xPx, yPx, widthPx, heightPx }) =>
          xPx - dx < written.xPx + written.widthPx &&
          written.xPx < xPx - dx + widthPx &&
          yPx - dy < written.yPx + written.heightPx &&
          written.yPx < yPx - dy + heightPx,
      ),
  );
}
