// What the codec's parts cost, one by one: `node bench/micro/codec.ts [--json]`. Medians of repeated runs on synthetic screens of text,
// 1920×1080 where nothing else is said, and a photograph; times are wall time of this one thread. Each kernel is called as the encoder or the
// decoder calls it, and what it did is looked at. What codes pictures about right is in bench/micro/lossy.ts. docs/decisions/0004, 0008 and 0027
// quote it.
import { measurePhotograph, measureText } from './codec/exact.ts';
import { measureKept, measureScaling } from './codec/kept-and-scaled.ts';
import { createMeasuring } from './codec/measuring.ts';
import { measureMoves } from './codec/moves.ts';
import { measurePhotos } from './codec/photos.ts';
import { fourK, fullHd } from './codec/screens.ts';
import { measureTiles } from './codec/tiles.ts';
import { measureUpdates } from './codec/updates.ts';

const { figures, measure } = createMeasuring();
measureTiles(measure);
measureMoves(measure, fullHd);
measureMoves(measure, fourK);
measurePhotos(measure);
measurePhotograph(measure);
measureText(measure);
measureKept(measure);
measureScaling(measure);
measureUpdates(measure);
if (process.argv.includes('--json')) console.log(JSON.stringify(figures, undefined, 2));
else console.table(Object.fromEntries(figures.map(({ what, ...rest }) => [what, rest])));
