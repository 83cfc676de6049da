import {
  type Clock,
  limits,
  type PictureAnswer,
  type PictureStatistics,
  type ScreenSize,
} from '@fjernhjelp/protocol';
import { createLineJudge, isShownSmall, type Sharpness, type Shown, unbounded } from './picture-bound.ts';

/** A window that is being resized, and a line that is being judged, come to rest first. */
const REST_MS = 500;

export interface WatchPorts {
  readonly clock: Clock;
  /** To the host, on the picture stream (PROTOCOL.md UP18). */
  send(answer: Extract<PictureAnswer, { type: 'watch' }>): void;
}

/** Tells the host what the viewer shows, whenever that is something else than it was told last. */
export interface Watch {
  /** This screen is shown, and so large it is. */
  setScreen(screen: number, size: ScreenSize): void;
  /** So large it is shown. */
  setShown(shown: Shown): void;
  setSharpness(sharpness: Sharpness): void;
  /** Somebody looks at the statistics. */
  setCounted(isCounted: boolean): void;
  statistics(statistics: PictureStatistics): void;
  close(): void;
}

export function createWatch({ clock, send }: WatchPorts): Watch {
  const line = createLineJudge();
  let screen: (ScreenSize & { readonly number: number }) | undefined;
  let shown: Shown | undefined;
  let sharpness: Sharpness = 'automatic';
  let isCounted = false;
  let isSmall = false;
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
    if (screen === undefined || isClosed) return;
    // The line is judged by the statistics: they are needed as soon as it matters.
    const statistics = isCounted || maySeeScaled();
    const answer = {
      type: 'watch',
      screens: [{ screen: screen.number, maxWidthPx: bound.widthPx, maxHeightPx: bound.heightPx }],
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
    if (screen !== undefined && shown !== undefined) isSmall = isShownSmall(screen, shown, isSmall);
    rest();
    tell();
  }

  return {
    setScreen(number, size) {
      // Until the first watch the host shows the first screen as it is: there is nothing to say.
      if (screen === undefined)
        sent = JSON.stringify({
          type: 'watch',
          screens: [{ screen: number, maxWidthPx: 0, maxHeightPx: 0 }],
          cachePlaces: limits.cachedTiles,
          statistics: false,
        });
      screen = { number, widthPx: size.widthPx, heightPx: size.heightPx };
      look();
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
      line.tell(bytesPerSecond);
      // A rest that runs already is left to run: this comes every second.
      if (cancelRest === undefined) rest();
    },
    close() {
      isClosed = true;
      cancelRest?.();
      cancelRest = undefined;
    },
  };
}
