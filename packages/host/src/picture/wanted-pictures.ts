import { fitWithin } from '@fjernhjelp/codec';
import { areaPx, limits, type ScreenPlace, type WatchedScreen } from '@fjernhjelp/protocol';

/** What is shown as small as that, and smaller than it is, is there for finding one's way: nothing of it is kept. */
const THUMBNAIL_PX = 320 * 200;

/** What the viewer asked for; undefined before it did: the first screen, as it is. */
export interface Watch {
  readonly screens: readonly WatchedScreen[];
  readonly cachePlaces: number;
}

/** A screen as its viewer is to have it. */
export interface WantedPicture extends WatchedScreen {
  /** How many of its tiles the viewer keeps. */
  readonly cachePlaces: number;
}

/** @returns of the screens that are there those that are watched, within what a viewer may hold of all (PROTOCOL.md UP2) */
export function wantedPictures(there: readonly ScreenPlace[], watch: Watch | undefined): WantedPicture[] {
  const watched = (watch?.screens ?? there.slice(0, 1).map(asItIs)).flatMap((wanted) => {
    const place = there.find(({ screen }) => screen === wanted.screen);
    if (place === undefined) return [];
    const size = fitWithin(place, wanted.maxWidthPx, wanted.maxHeightPx);
    return [{ wanted, size, isThumbnail: areaPx(size) <= THUMBNAIL_PX && areaPx(size) < areaPx(place) }];
  });
  const places = Math.min(watch?.cachePlaces ?? limits.cachedTiles, limits.cachedTiles);
  const keeping = watched.filter(({ isThumbnail }) => !isThumbnail).length;
  const share = Math.floor(places / Math.max(1, keeping));
  const totalPx = watched.reduce((sum, { size }) => sum + areaPx(size), 0);
  const factor = Math.sqrt(limits.screensTotalPx / totalPx);
  return watched.map(({ wanted, size, isThumbnail }) => ({
    ...wanted,
    ...(factor < 1 && {
      maxWidthPx: Math.max(1, Math.floor(size.widthPx * factor)),
      maxHeightPx: Math.max(1, Math.floor(size.heightPx * factor)),
    }),
    cachePlaces: isThumbnail ? 0 : share,
  }));
}

function asItIs({ screen }: ScreenPlace): WatchedScreen {
  return { screen, maxWidthPx: 0, maxHeightPx: 0 };
}
