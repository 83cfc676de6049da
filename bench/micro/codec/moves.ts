import { type Rect, type ScreenSize, totalAreaPx } from '@fjernhjelp/protocol';
import { thinningOf } from '../../../packages/codec/src/encoder/find-moves.ts';
import {
  closeness,
  MOST_VECTORS,
  PictureMemory,
} from '../../../packages/codec/src/encoder/picture-memory.ts';
import { tilePx, tileStates } from '../../../packages/codec/src/tile-grid.ts';
import { TextPage } from '../text-screen.ts';
import { type Measure, must, nothing } from './measuring.ts';
import { SCROLL_PX, wholeOf } from './screens.ts';

const { check, clean, differs, marked, filled, close } = tileStates;
/** As `encoder/find-moves.ts` has them. */
const SAMPLING = 32;
const LEAST_TILES = 3;

/** A page that was scrolled is found to be, and moved. */
export function measureMoves(measure: Measure, size: ScreenSize): void {
  const memory = new PictureMemory(size);
  const { kernels, at, frame, states, gridArguments: grid, reference } = memory;
  const { widthPx, heightPx, pixels } = frame;
  const screen = `${widthPx}×${heightPx}`;
  const page = new TextPage(widthPx, 400);
  page.paint(pixels, widthPx, heightPx, 0);
  kernels.copyRect(at.frame, reference, widthPx, ...wholeOf(size));
  page.paint(pixels, widthPx, heightPx, SCROLL_PX);
  const compare = () => kernels.compareTiles(at.frame, reference, at.states, ...grid);
  states.fill(check);
  const differing = compare();
  const compared = states.slice();
  const reset = () => states.set(compared);

  const thinning = thinningOf(differing);
  const found = measure(`findMoves: a page scrolled by ${SCROLL_PX} px, ${screen}`, reset, () =>
    kernels.findMoves(
      at.frame,
      reference,
      at.states,
      ...grid,
      SAMPLING,
      thinning,
      at.scratch,
      at.vectors,
      MOST_VECTORS,
    ),
  );
  const [dx, dy] = new Int32Array(kernels.buffer, at.vectors, 2);
  must(found > 0 && dx === 0 && dy === -SCROLL_PX, `it moved up by ${SCROLL_PX} px`);

  const vector = [0, -SCROLL_PX] as const;
  const matched = measure(`matchMove: the same, ${screen}`, reset, () =>
    kernels.matchMove(
      at.frame,
      reference,
      at.states,
      ...grid,
      ...vector,
      LEAST_TILES,
      closeness.most,
      closeness.onAverage,
      closeness.colours,
      at.scratch,
      close,
      marked,
      filled,
    ),
  );
  must(matched > differing * 0.9 && matched <= differing, 'nearly all tiles only moved');

  const { rects } = memory.select(marked, clean);
  const most = [tilePx.width - 1, tilePx.height - 1, tilePx.width - 1, tilePx.height - 1] as const;
  const grow = (rect: Rect) =>
    memory.changed(rect, () =>
      kernels.growMove(at.frame, reference, widthPx, heightPx, at.rect, ...vector, ...most),
    );
  const grown = measure(`growMove: ${rects.length} rect(s) of the same, ${screen}`, nothing, () =>
    rects.map(grow),
  );
  must(totalAreaPx(grown) > totalAreaPx(rects), 'what moved ends beyond whole tiles');

  const movedPx = heightPx - SCROLL_PX;
  const move = () => kernels.moveRect(reference, widthPx, 0, SCROLL_PX, 0, 0, widthPx, movedPx);
  move();
  states.fill(check);
  must(compare() < differing / 10, 'what was moved is as the frame');
  measure(`moveRect: the same, ${screen}`, nothing, move);
  must(memory.count(differs) > 0, 'what came into view at the bottom is new');
}
