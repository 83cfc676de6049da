import type { Rect, ScreenSize } from '@fjernhjelp/protocol';

/** Full width, as a line that is written is: letters that follow stay in theirs. */
const BAND_HEIGHT_PX = 64;
/** So many may change while the rest stands still; each is copied by the browser for each of its frames. */
const MOST_BANDS = 3;
/** Making a still picture of the rest costs as much CPU as showing the whole picture costs more for some six small changes (docs/decisions/0007). */
const STILL_AFTER_CHANGES = 6;

/**
 * Tells when all of a picture but a few bands of it stands still: then only those need to be drawn. Bands are rows of `BAND_HEIGHT_PX`, counted
 * from the top.
 */
export interface QuietBands {
  /** @param own as `bandsOf` tells them @returns whether all but a few bands has stood still for long enough */
  changed(own: ReadonlySet<number>): boolean;
  /** All of it has changed. */
  reset(): void;
}

export function createQuietBands(): QuietBands {
  let bands: ReadonlySet<number> = new Set();
  let changes = 0;

  function reset(): void {
    bands = new Set();
    changes = 0;
  }

  return {
    changed(own) {
      if (own.size > MOST_BANDS) {
        reset();
        return false;
      }
      const all = new Set([...bands, ...own]);
      const isMore = all.size > MOST_BANDS;
      bands = isMore ? own : all;
      changes = isMore ? 1 : changes + 1;
      return changes > STILL_AFTER_CHANGES;
    },
    reset,
  };
}

/** @returns where a band lies in the picture */
export function placeOfBand(band: number, picture: ScreenSize): Rect {
  const yPx = band * BAND_HEIGHT_PX;
  return {
    xPx: 0,
    yPx,
    widthPx: picture.widthPx,
    heightPx: Math.min(BAND_HEIGHT_PX, picture.heightPx - yPx),
  };
}

/** @returns the bands that these lie in; more than `MOST_BANDS` are as good as all, and the rest is not counted */
export function bandsOf(rects: readonly Rect[]): Set<number> {
  const bands = new Set<number>();
  for (const { yPx, heightPx } of rects) {
    const last = Math.floor((yPx + heightPx - 1) / BAND_HEIGHT_PX);
    for (let band = Math.floor(yPx / BAND_HEIGHT_PX); band <= last && bands.size <= MOST_BANDS; band++)
      bands.add(band);
  }
  return bands;
}
