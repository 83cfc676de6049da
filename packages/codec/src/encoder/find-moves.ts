import { limits, type Move, type Moves, type Rect } from '@fjernhjelp/protocol';
import { selectTiles, tileStates } from '../tile-grid.ts';
import { MOST_VECTORS, type PictureMemory } from './picture-memory.ts';

/** A move that explains fewer tiles is not worth its bytes. */
const LEAST_TILES = 3;
const MOVE_BYTES = 12;
const LARGE_TILES = 800;
/** Pairs of more rects are not looked at one by one: comparing all tiles is quicker. */
const MOST_TO_DISENTANGLE = 150;
/** One of so many places is looked at: photographs are full of them, text has few that are not repeated. */
const SAMPLINGS = [32, 2];

interface Vector {
  readonly dx: number;
  readonly dy: number;
}

/**
 * Finds what of the difference is only elsewhere, and moves it in the reference as the viewer will. Tiles that are right then
 * are clean. A wrong guess leaves tiles that differ: it costs bytes, never a wrong pixel.
 * @param told moves that the system reported: tried first
 * @param maxBytes of all moves
 */
export function findMoves(memory: PictureMemory, told: readonly Move[], maxBytes: number): Moves | undefined {
  const most = Math.min(Math.floor(maxBytes / MOVE_BYTES), limits.rectsPerUpdate >> 1);
  const moves: Move[] = [];
  for (const vector of [...told.map(vectorOf), ...vote(memory)]) {
    if (moves.length >= most) break;
    applyVector(memory, vector, moves, most);
  }
  return moves.length > 0 ? { type: 'moves', moves } : undefined;
}

function vectorOf({ rect, fromXPx, fromYPx }: Move): Vector {
  return { dx: rect.xPx - fromXPx, dy: rect.yPx - fromYPx };
}

function vote(memory: PictureMemory): Vector[] {
  const { kernels, at, gridArguments } = memory;
  // Large areas are looked at here and there: if anything moved in them, it is a lot.
  const thinning = memory.count(tileStates.differs) > LARGE_TILES ? 4 : 1;
  let found = 0;
  for (const sampling of SAMPLINGS) {
    found = kernels.findMoves(
      at.frame,
      at.reference,
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

function applyVector(memory: PictureMemory, { dx, dy }: Vector, moves: Move[], most: number): void {
  const { kernels, at, gridArguments, states, frame } = memory;
  const matched = kernels.matchMove(
    at.frame,
    at.reference,
    at.states,
    ...gridArguments,
    dx,
    dy,
    tileStates.marked,
  );
  if (matched === 0) return;
  const wanted = matched >= LEAST_TILES ? tileStates.check : tileStates.differs;
  const { rects } = selectTiles(states, frame, [tileStates.marked, wanted]);
  if (matched < LEAST_TILES) return;
  const ordered = inOrder(rects, dx, dy).slice(0, most - moves.length);
  for (const rect of ordered) {
    const { xPx, yPx, widthPx, heightPx } = rect;
    const [fromXPx, fromYPx] = [xPx - dx, yPx - dy];
    kernels.moveRect(at.reference, frame.widthPx, fromXPx, fromYPx, xPx, yPx, widthPx, heightPx);
    moves.push({ rect, fromXPx, fromYPx });
  }
  if (ordered.length < rects.length || isEntangled(ordered, dx, dy)) memory.compare();
  else selectTiles(states, frame, [tileStates.check, tileStates.clean]);
}

/** So that as few rects as possible are written before another one reads there. */
function inOrder(rects: readonly Rect[], dx: number, dy: number): Rect[] {
  return [...rects].sort((a, b) =>
    dy !== 0 && a.yPx !== b.yPx
      ? Math.sign(dy) * (b.yPx + b.heightPx - a.yPx - a.heightPx)
      : Math.sign(dx) * (b.xPx - a.xPx),
  );
}

/** Whether a rect is written over where a later one still has to read: then it is not known what came out. */
function isEntangled(rects: readonly Rect[], dx: number, dy: number): boolean {
  if (rects.length > MOST_TO_DISENTANGLE) return true;
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
