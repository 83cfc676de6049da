import { setTimeout as sleep } from 'node:timers/promises';
import { comparePixels, type Display } from '../e2e/harness/display.ts';
import { exactAfterMs, type Figures } from './figures.ts';
import type { LineSpeed } from './line.ts';
import { carriedPerSecond, type LineRecord } from './line-record.ts';
import type { PageReport } from './reader/in-page.ts';
import { hashOf, type PictureReader } from './reader/picture-reader.ts';
import { QUIET_SHARE } from './rest.ts';

/** Fidelity is looked at so long after the last paint, and exactness waited for until then. */
const FIDELITY_AFTER_MS = 2000;
const EXACT_WITHIN_MS = 5000;
/** A picture that has not changed for so long, on a line that is free or at rest, stays as it is. */
const STILL_FOR_MS = 1500;
const LOOK_EVERY_MS = 50;

/** Whether the last hashes are the same for long enough. */
function isStill(hashes: PageReport['hashes']): boolean {
  const last = hashes.at(-1);
  const changed = hashes.findLast(({ hash }) => hash !== last?.hash) ?? hashes[0];
  return last !== undefined && last.atMs - (changed?.atMs ?? last.atMs) >= STILL_FOR_MS;
}

/** Compares the viewer's picture with the X server's, pixel by pixel, while nothing is painted. Ends the record. */
export async function lookClosely(
  { display, speed, record }: { display: Display; speed: LineSpeed; record: LineRecord },
  reader: PictureReader,
  lastPaintMs: number,
): Promise<Pick<Figures, 'exactShare' | 'exactAfterMs' | 'bytesPerSecondUntilExact'>> {
  const now = () => performance.timeOrigin + performance.now();
  const sincePaint = () => now() - lastPaintMs;
  // Not before: it would keep the machine from what is measured.
  await sleep(Math.max(0, FIDELITY_AFTER_MS - sincePaint()));
  await reader.keep();
  const screen = await display.screenshot();
  const expected = hashOf(screen);
  const isLineAtRest = async () => {
    if (speed.megabitsPerSecond === undefined) return true;
    const full = (speed.megabitsPerSecond * 1e6 * STILL_FOR_MS) / 8000;
    return (await record.since(now() - STILL_FOR_MS)) < full * QUIET_SHARE;
  };
  const isDone = async () => {
    const { hashes } = await reader.report();
    return hashes.at(-1)?.hash === expected || (isStill(hashes) && (await isLineAtRest()));
  };
  while (sincePaint() < EXACT_WITHIN_MS && !(await isDone())) await sleep(LOOK_EVERY_MS);
  const givenUpMs = now();
  await reader.stopHashing();
  const { hashes } = await reader.report();
  const exactAfter = exactAfterMs(hashes, expected, lastPaintMs);
  const { different } = comparePixels(screen, await reader.kept());
  const untilMs = exactAfter === null ? givenUpMs : lastPaintMs + exactAfter;
  return {
    exactShare: 1 - different / (screen.widthPx * screen.heightPx),
    exactAfterMs: exactAfter,
    bytesPerSecondUntilExact: carriedPerSecond(await record.stop(), lastPaintMs, untilMs) ?? 0,
  };
}
