import {
  type Clock,
  limits,
  type PictureAnswer,
  type PictureStatistics,
  type ScreenSize,
  type WatchedScreen,
} from '@fjernhjelp/protocol';
import { createLineJudge, isShownSmall, type Sharpness, type Shown, unbounded } from './picture-bound.ts';
import { boundedScreens, joinWatched } from './watched-screens.ts';

/** A window that is being resized, and a line that is being judged, come to rest first. */
const REST_MS = 500;

export interface WatchPorts {
  readonly clock: Clock;
  /** To the host, on the picture stream (PROTOCOL.md UP18). */
  send(answer: Extract<PictureAnswer, { type: 'watch' }>): void;
}

/** What of an area matters here. */
interface WatchedArea extends ScreenSize {
  readonly screens: readonly (ScreenSize & { readonly screen: number })[];
}

/** Tells the host what the viewer shows, whenever that is something else than it was told last. */
export interface Watch {
  /** These screens are shown in one piece. */
  setArea(area: WatchedArea): void;
  /** These are shown besides: in windows of their own, or small. */
  setOthers(others: readonly WatchedScreen[]): void;
  /** So large it is shown. */
  setShown(shown: Shown): void;
  setSharpness(sharpness: Sharpness): void;
  /** Somebody looks at the statistics. */
  setCounted(isCounted: boolean): void;
  statistics(statistics: PictureStatistics): void;
  /** So much of pictures has come. */
  came(bytes: number): void;
  close(): void;
}

export function createWatch({ clock, send }: WatchPorts): Watch {
  const line = createLineJudge();
  let area: WatchedArea | undefined;
  let others: readonly WatchedScreen[] = [];
  let shown: Shown | undefined;
  let sharpness: Sharpness = 'automatic';
  let isCounted = false;
  let isSmall = false;
  /** Since the statistics came last. */
  let cameBytes = 0;
  let bound = unbounded;
  let sent: string | undefined;
  let cancelRest: (() => void) | undefined;
  let isClosed = false;

  const maySeeScaled = () => sharpness === 'automatic' && isSmall;

  function wantedBound(): ScreenSize {
    if (shown === undefined || !maySeeScaled() || !line.isThin) return unbounded;
    return { widthPx: shown.widthPx, heightPx: shown.heightPx };
  }

  function tell(): void {
    if (area === undefined || isClosed) return;
    // The line is judged by the statistics: they are needed as soon as it matters.
    const statistics = isCounted || maySeeScaled();
    const answer = {
      type: 'watch',
      screens: joinWatched([...boundedScreens(area, bound), ...others]),
      cachePlaces: limits.cachedTiles,
      statistics,
    } as const;
    const key = JSON.stringify(answer);
    if (key === sent) return;
    sent = key;
    send(answer);
  }

  function rest(): void {
    cancelRest?.();
    cancelRest = undefined;
    if (isClosed) return;
    const wanted = wantedBound();
    if (wanted.widthPx === bound.widthPx && wanted.heightPx === bound.heightPx) return;
    cancelRest = clock.schedule(REST_MS, () => {
      cancelRest = undefined;
      bound = wantedBound();
      tell();
    });
  }

  function look(): void {
    if (area !== undefined && shown !== undefined) isSmall = isShownSmall(area, shown, isSmall);
    rest();
    tell();
  }

  function setArea(next: WatchedArea): void {
    // Until the first watch the host shows the first screen as it is: there is nothing to say.
    if (area === undefined)
      sent = JSON.stringify({
        type: 'watch',
        screens: boundedScreens(next, unbounded).slice(0, 1),
        cachePlaces: limits.cachedTiles,
        statistics: false,
      });
    area = next;
    look();
  }

  return {
    setArea,
    setOthers(next) {
      others = next;
      tell();
    },
    setShown(next) {
      shown = next;
      look();
    },
    setSharpness(next) {
      sharpness = next;
      look();
    },
    setCounted(next) {
      isCounted = next;
      tell();
    },
    statistics({ bytesPerSecond }) {
      line.tell(bytesPerSecond, cameBytes);
      cameBytes = 0;
      // A rest that runs already is left to run: this comes every second.
      if (cancelRest === undefined) rest();
    },
    came(bytes) {
      cameBytes += bytes;
    },
    close() {
      isClosed = true;
      cancelRest?.();
      cancelRest = undefined;
    },
  };
}
