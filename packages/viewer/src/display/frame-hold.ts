import { type Bytes, boundsOf, type Clock, overlapOf, type Rect, totalAreaPx } from '@fjernhjelp/protocol';

/** Smaller ones are not held and hold nothing back: what a key writes is never late. */
const LARGE_PX = 128 * 128;
/** So many large updates, no further apart than that, are something that moves. */
const MOVING_UPDATES = 3;
const MOVING_GAP_MS = 100;
/** A browser that shows no frame meanwhile (a window that is covered, a tab behind) holds nothing back. */
const FRAME_WITHIN_MS = 50;
/** Of what no frame has shown yet; the oldest are forgotten. */
const MOST_UNSHOWN = 16;
/** What is in more pieces is taken for all that lies between them: pieces are compared with pieces. */
const MOST_PIECES = 64;

/** The frames in which a browser shows its page. */
export interface PageFrames {
  /**
   * @param shown is called once, when a frame has taken all that was on the screen's canvas when it began
   * @returns false when no frame is coming: nobody can see the canvas
   */
  next(screen: number, shown: () => void): boolean;
}

interface Covered {
  readonly screen: number;
  readonly pieces: readonly Rect[];
  readonly areaPx: number;
}

/** Some of an update's pixels, on their way to the canvas. */
export interface PixelPart {
  readonly rects: readonly Rect[];
  readonly pixels: Bytes;
  /** The pixels' buffer is the paint worker's, and goes back to it. */
  readonly isGiven: boolean;
}

/** What one update changes of a screen. */
export interface PixelPut {
  readonly screen: number;
  readonly parts: readonly PixelPart[];
}

/**
 * Keeps a picture of something that moves from being hidden by the next one before anybody saw it, as a film's two pictures that come within one
 * of the browser's frames would be: the second is held until a frame has shown the first. At most one update is held, and for one frame; whatever comes after it
 * puts both at once, so that the newest state is never late by more than that (docs/decisions/0022).
 */
export interface FrameHold {
  /** Puts it now or holds it. Order stays. */
  put(update: PixelPut): void;
  /** What is held is put now. */
  release(): void;
  /** What is held is dropped. */
  close(): void;
}

/** @param put puts an update on the canvas */
export function createFrameHold(
  put: (update: PixelPut) => void,
  frames: PageFrames,
  clock: Clock,
): FrameHold {
  /** Large ones that no frame has shown yet. */
  let unshown: Covered[] = [];
  let held: PixelPut | undefined;
  let isAsked = false;
  /** Large updates without a gap between them, the one that is put included. */
  let moving = 0;
  let largeAtMs = Number.NEGATIVE_INFINITY;
  /** Answers of frames that were asked for before do not count. */
  let asked = 0;
  let cancel = () => {};

  function shown(): void {
    cancel();
    asked += 1;
    isAsked = false;
    unshown = [];
    release();
  }

  function ask(screen: number): void {
    if (isAsked) return;
    const own = asked;
    isAsked = frames.next(screen, () => own === asked && shown());
    if (!isAsked) unshown = [];
  }

  function putNow(update: PixelPut): void {
    put(update);
    if (moving < MOVING_UPDATES - 1) return;
    const covered = coveredBy(update);
    if (!isLarge(covered)) return;
    unshown.push(covered);
    if (unshown.length > MOST_UNSHOWN) unshown.shift();
    ask(update.screen);
  }

  function release(): void {
    cancel();
    const due = held;
    held = undefined;
    if (due !== undefined) putNow(due);
  }

  function countMoving(): void {
    const nowMs = clock.now();
    moving = nowMs - largeAtMs < MOVING_GAP_MS ? moving + 1 : 1;
    largeAtMs = nowMs;
  }

  return {
    put(update) {
      const covered = coveredBy(update);
      if (isLarge(covered)) countMoving();
      if (held === undefined && isAsked && moving >= MOVING_UPDATES && hides(covered, unshown)) {
        held = update;
        cancel = clock.schedule(FRAME_WITHIN_MS, shown);
        return;
      }
      release();
      putNow(update);
    },
    release,
    close() {
      cancel();
      asked += 1;
      held = undefined;
    },
  };
}

function coveredBy({ screen, parts }: PixelPut): Covered {
  const rects = parts.flatMap(({ rects }) => rects);
  const pieces = rects.length > MOST_PIECES ? [boundsOf(rects)] : rects;
  return { screen, pieces, areaPx: totalAreaPx(rects) };
}

function isLarge({ areaPx }: Covered): boolean {
  return areaPx >= LARGE_PX;
}

/** Parts of one screen, that come one by one, do not. */
function hides({ screen, pieces }: Covered, unshown: readonly Covered[]): boolean {
  const hidden = unshown
    .filter((before) => before.screen === screen)
    .flatMap((before) => before.pieces)
    .flatMap((below) => pieces.flatMap((piece) => overlapOf(piece, below) ?? []));
  return totalAreaPx(hidden) >= LARGE_PX;
}
