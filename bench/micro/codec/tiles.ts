import { randomFillSync } from 'node:crypto';
import { totalAreaPx } from '@fjernhjelp/protocol';
import { HASH_KEY_BYTES, PictureMemory } from '../../../packages/codec/src/encoder/picture-memory.ts';
import { tileRect, tileStates } from '../../../packages/codec/src/tile-grid.ts';
import { TextPage } from '../text-screen.ts';
import { type Measure, must, nothing } from './measuring.ts';
import { fullHd, paintFilm, SCROLL_PX, wholeOf } from './screens.ts';

const { check, clean, differs, marked, filled } = tileStates;
/** Of `heatTiles`, as the encoder has them. */
const HEAT_MS = { now: 1000, soon: 200, late: 600 } as const;
/** Of `uncoverTiles`, as the encoder has it. */
const LEAST_PX = 24;

/** What the encoder does with all tiles of a screen. */
export function measureTiles(measure: Measure): void {
  const memory = new PictureMemory(fullHd);
  const { kernels, at, frame, states, gridArguments: grid, reference } = memory;
  const { widthPx, heightPx, pixels } = frame;
  const page = new TextPage(widthPx, 400);
  const copy = (from: number, to: number) => kernels.copyRect(from, to, widthPx, ...wholeOf(frame));
  const compare = () => kernels.compareTiles(at.frame, reference, at.states, ...grid);
  const all = (state: number) => () => states.fill(state);

  page.paint(pixels, widthPx, heightPx, 0);
  measure('copyRect: the whole screen', nothing, () => copy(at.frame, reference));
  must(measure('compareTiles: all equal', all(check), compare) === 0, 'what was copied is equal');
  page.paint(pixels, widthPx, heightPx, SCROLL_PX);
  const differing = measure('compareTiles: scrolled', all(check), compare);
  must(differing > states.length / 2, 'most of a scrolled page differs');

  const compared = states.slice();
  const reset = () => states.set(compared);
  const counted = measure('countTiles', nothing, () => memory.count(differs));
  must(counted === differing, 'as many differ as were found to');
  measure('replaceTiles', reset, () => memory.replace(differs, marked));
  must(memory.count(marked) === differing, 'those in one state are all in the other');
  const selected = measure('selectTiles: to rects', reset, () => memory.select(differs, clean));
  must(selected.tiles === differing && memory.count(differs) === 0, 'all that differs is selected');
  const trimmed = measure(`trimRect: each of those ${selected.rects.length}`, nothing, () =>
    memory.trimmed(selected.rects),
  );
  const area = totalAreaPx(trimmed);
  must(area > 0 && area < totalAreaPx(selected.rects), 'trimmed rects are smaller');

  randomFillSync(memory.bytes(at.hashKey, HASH_KEY_BYTES));
  measure('hashTiles: all', all(filled), () =>
    kernels.hashTiles(at.frame, at.states, filled, ...grid, at.hashKey, at.hashes),
  );
  const lastHash = memory.hashes.subarray(-4);
  must(
    lastHash.some((word) => word !== 0),
    'the last tile has a hash',
  );
  const { now, soon, late } = HEAT_MS;
  const sentJustNow = () => {
    memory.heat.fill(0);
    memory.paintedAtMs.fill(now - soon);
  };
  measure('heatTiles: all', sentJustNow, () =>
    kernels.heatTiles(at.heat, at.paintedAtMs, 0, states.length, now, soon, late),
  );
  must(
    memory.heat.every((heat) => heat === 1),
    'what was sent just now gets warmer',
  );
  reset();
  const oldest = measure('oldestTile', nothing, () =>
    kernels.oldestTile(at.states, states.length, differs, at.paintedAtMs),
  );
  must(oldest === now, 'the oldest was sent just now');

  measureCovered(measure, memory, page);
}

/** A window with a photograph is closed: the page comes out from under it. */
function measureCovered(measure: Measure, memory: PictureMemory, page: TextPage): void {
  const { kernels, at, frame, states, grid, gridArguments, reference } = memory;
  const { widthPx, heightPx, pixels } = frame;
  page.paint(pixels, widthPx, heightPx, 0);
  paintFilm(frame);
  kernels.copyRect(at.frame, reference, widthPx, ...wholeOf(frame));
  page.paint(pixels, widthPx, heightPx, 0);
  kernels.copyRect(at.frame, at.under, widthPx, ...wholeOf(frame));
  states.fill(check);
  const differing = kernels.compareTiles(at.frame, reference, at.states, ...gridArguments);
  memory.replace(differs, marked);
  const covered = states.slice();
  const rects = memory
    .tilesIn(marked)
    .map((tile) => tileRect(frame, tile % grid.columns, Math.floor(tile / grid.columns)));
  const alike = measure(`countAlike: each of ${differing} tiles`, nothing, () =>
    rects.reduce(
      (sum, rect) =>
        sum +
        kernels.countAlike(reference, at.under, widthPx, rect.xPx, rect.yPx, rect.widthPx, rect.heightPx),
      0,
    ),
  );
  must(alike > 0 && alike < totalAreaPx(rects) / 4, 'only what the window left free is alike');
  const uncover = () =>
    kernels.uncoverTiles(
      at.frame,
      reference,
      at.under,
      at.states,
      marked,
      ...gridArguments,
      LEAST_PX,
      filled,
      at.tileRects,
    );
  const came = measure('uncoverTiles: the same', () => states.set(covered), uncover);
  must(came > differing * 0.9 && came <= differing, 'what was under the window comes out');
}
