import { PictureMemory } from '../../../packages/codec/src/encoder/picture-memory.ts';
import { tilePx, tileStates } from '../../../packages/codec/src/tile-grid.ts';
import { TextPage } from '../text-screen.ts';
import { type Measure, must } from './measuring.ts';
import { film, fullHd, paintFilm } from './screens.ts';

const { check, differs, photo } = tileStates;
/** As `encoder/rough-tiles.ts` has them. */
const colours = { many: 100, few: 60, edge: 24 } as const;
const heats = { hot: 3, warm: 1 } as const;
const nowMs = 1000;
const soonMs = 200;

/** A film among text is told from it, and known again in its next picture. */
export function measurePhotos(measure: Measure): void {
  const memory = new PictureMemory(fullHd);
  const { kernels, at, frame, states, heat, known, gridArguments: grid } = memory;
  new TextPage(frame.widthPx, 400).paint(frame.pixels, frame.widthPx, frame.heightPx, 0);
  paintFilm(frame);
  heat.fill(heats.hot);
  memory.paintedAtMs.fill(nowMs);
  const { xPx, yPx, widthPx, heightPx } = film;
  const edges = [xPx, yPx, xPx + widthPx, yPx + heightPx] as const;
  const filmTiles = (widthPx * heightPx) / (tilePx.width * tilePx.height);
  const { frame: frameAt, states: statesAt, heat: heatAt, known: knownAt, scratch, paintedAtMs } = at;

  const marked = measure(
    `markPhotos: a film among ${states.length} tiles`,
    () => states.fill(differs),
    () =>
      kernels.markPhotos(
        frameAt,
        statesAt,
        heatAt,
        ...grid,
        colours.many,
        colours.few,
        heats.hot,
        heats.warm,
        knownAt,
        scratch,
        photo,
      ),
  );
  must(marked > filmTiles * 0.8 && marked < filmTiles * 1.2, 'the film is marked, and no text');
  const whole = states.slice();
  measure(
    'markBesidePhotos: its edges',
    () => states.set(whole),
    () =>
      kernels.markBesidePhotos(
        frameAt,
        statesAt,
        heatAt,
        ...grid,
        ...edges,
        colours.edge,
        heats.warm,
        knownAt,
        scratch,
        photo,
      ),
  );
  const withEdges = memory.count(photo);
  must(withEdges > marked && withEdges < filmTiles * 1.2, 'edges are marked that were not, and no text');

  memory.replace(photo, check);
  const [written, times] = [states.slice(), known.slice()];
  const nextPicture = () => {
    states.set(written);
    known.set(times);
  };
  measure('markKnown: its next picture', nextPicture, () =>
    kernels.markKnown(
      frameAt,
      statesAt,
      paintedAtMs,
      ...grid,
      ...edges,
      nowMs - soonMs,
      colours.few,
      colours.edge,
      knownAt,
      scratch,
      photo,
    ),
  );
  must(memory.count(photo) > withEdges * 0.9, 'nearly all of it is known again');
}
