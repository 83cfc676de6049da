import type { Captured, Capturer, Frame } from '@fjernhjelp/host';
import { LaterDamage } from '@fjernhjelp/host/later-damage';
import type { Bytes, Clock, Obstacle, Rect, ScreenPlace, ScreenSize } from '@fjernhjelp/protocol';
import { comparePictures, wordsOf } from './compare.ts';
import type { FrameSource, RawPicture, SharedFrame } from './frames.ts';

const BYTES_PER_PIXEL = 4;
/** Browsers deliver frames though nothing moves. After so many equal ones the next is looked at later, … */
const CALM = { equalFrames: 30, restMs: 66 } as const;
/** … and after so many the browser is asked for fewer, or where it cannot be, looked at later still. */
const RESTING = { equalFrames: 90, restMs: 300 } as const;

export interface FrameCapturer extends Capturer {
  /** What the user shares from now on; the earlier source is closed. */
  setSource(source: FrameSource): void;
  /** The browser says that it has no picture just now: a window that is minimised. */
  setMuted(isMuted: boolean): void;
  /** Resolves with the first picture: from then on there is a screen. */
  readonly ready: Promise<void>;
}

/**
 * What a browser shares, as a desktop of one screen. The pointer is in the picture. A frame is read only when the last one was
 * taken: nobody watching costs nothing.
 */
export function createFrameCapturer(clock: Clock): FrameCapturer {
  const ready = Promise.withResolvers<void>();
  let screens: readonly ScreenPlace[] = [];
  let pixels: Bytes = new Uint8Array();
  /** For the colours of a picture that can be compared in no other way. */
  let spare: Bytes = new Uint8Array();
  let looks = createRawLooks();
  let damage: readonly Rect[] = [];
  let later = new LaterDamage();
  let source: FrameSource | undefined;
  let obstacle: Obstacle | undefined;
  let isTaken = true;
  let isClosed = false;
  let lost: Error | undefined;
  let wanted = Promise.withResolvers<void>();
  let news: PromiseWithResolvers<void> | undefined;
  let hasNews = true;

  function tell(): void {
    hasNews = true;
    if (news === undefined) return;
    hasNews = false;
    news.resolve();
    news = undefined;
  }

  function lose(error: Error): void {
    lost ??= error;
    news?.reject(lost);
    news = undefined;
  }

  const rest = (ms: number) => new Promise<void>((rested) => clock.schedule(ms, rested));

  async function follow(followed: FrameSource): Promise<void> {
    const isFollowed = () => source === followed && !isClosed;
    let equal = 0;
    let isResting = false;
    while (isFollowed()) {
      if (isResting !== equal > RESTING.equalFrames) {
        isResting = !isResting;
        followed.setResting?.(isResting);
      }
      if (isResting && followed.setResting === undefined) await rest(RESTING.restMs);
      else if (equal > CALM.equalFrames) await rest(CALM.restMs);
      if (!isTaken) await wanted.promise;
      const frame = isFollowed() ? await followed.next() : undefined;
      if (frame === undefined) return;
      try {
        equal = isFollowed() && (await take(frame, isFollowed)) ? 0 : equal + 1;
      } finally {
        frame.close();
      }
    }
  }

  /** @returns whether it shows anything new */
  async function take(frame: SharedFrame, isFollowed: () => boolean): Promise<boolean> {
    const { widthPx, heightPx } = frame;
    const [before] = screens;
    const isResized = before?.widthPx !== widthPx || before.heightPx !== heightPx;
    const differing = await looks.differing(frame);
    const isWhole = isResized || differing === undefined;
    const changed = isWhole ? await readWhole(frame, isResized) : await readParts(frame, differing);
    if (!isFollowed()) {
      // What it wrote may stand among the pixels of what is shared now.
      looks = createRawLooks();
      return false;
    }
    if (changed.length === 0) return false;
    if (isWhole) [pixels, spare] = [spare, pixels];
    if (isResized) {
      screens = [{ screen: 0, ...wholeOf(frame), name: '' }];
      later = new LaterDamage();
    }
    damage = changed;
    isTaken = false;
    wanted = Promise.withResolvers<void>();
    ready.resolve();
    tell();
    return true;
  }

  /** @returns what changed, told by the colours, which are in `spare` now */
  async function readWhole(frame: SharedFrame, isResized: boolean): Promise<readonly Rect[]> {
    const stride = frame.widthPx * BYTES_PER_PIXEL;
    const lengthBytes = stride * frame.heightPx;
    if (spare.length !== lengthBytes) spare = new Uint8Array(lengthBytes);
    await frame.read(spare, wholeOf(frame));
    if (isResized) return [wholeOf(frame)];
    return comparePictures(pixels, spare, [{ offset: 0, stride, rows: frame.heightPx }], frame);
  }

  async function readParts(frame: SharedFrame, parts: readonly Rect[]): Promise<readonly Rect[]> {
    for (const part of parts) await frame.read(pixels, part);
    return parts;
  }

  return {
    ready: ready.promise,
    get screens() {
      return screens;
    },
    get obstacle() {
      return obstacle;
    },
    setSource(next) {
      source?.close();
      source = next;
      follow(next).catch(lose);
    },
    setMuted(isMuted) {
      obstacle = isMuted ? 'no-picture' : undefined;
      tell();
    },
    wait() {
      if (lost !== undefined) return Promise.reject(lost);
      news ??= Promise.withResolvers<void>();
      const { promise } = news;
      if (hasNews) tell();
      return promise;
    },
    capture(screen: number, frame: Frame, isFresh: boolean, mostPx?: number): Captured | 'resized' | 'gone' {
      const [place] = screens;
      if (place === undefined || screen !== place.screen) return 'gone';
      const { widthPx, heightPx } = place;
      if (frame.widthPx !== widthPx || frame.heightPx !== heightPx) return 'resized';
      const changed = isFresh ? [wholeOf(place)] : damage;
      const captured = later.take({ damage: changed, moves: [] }, mostPx);
      for (const rect of captured.damage) copyRect(wordsOf(pixels), wordsOf(frame.pixels), widthPx, rect);
      damage = [];
      isTaken = true;
      wanted.resolve();
      return captured;
    },
    takeCursor: () => undefined,
    takePointer: () => undefined,
    close() {
      isClosed = true;
      source?.close();
      source = undefined;
      wanted.resolve();
      lose(new Error('closed'));
    },
  };
}

/** Where a picture differs from the one that was looked at before it, told without its colours. */
interface RawLooks {
  /** @returns undefined where the browser lets it be seen by its colours alone */
  differing(frame: SharedFrame): Promise<readonly Rect[] | undefined>;
}

function createRawLooks(): RawLooks {
  let last: (RawPicture & ScreenSize) | undefined;
  let spare: Bytes | undefined;
  return {
    async differing(frame) {
      const raw = await frame.readRaw(spare);
      const { widthPx, heightPx } = frame;
      const before = last;
      spare = before?.bytes;
      last = raw && { ...raw, widthPx, heightPx };
      if (last === undefined) return undefined;
      const isAlike = before !== undefined && isLaidOutAs(before, last);
      return isAlike ? comparePictures(before.bytes, last.bytes, last.planes, last) : [wholeOf(last)];
    },
  };
}

const wholeOf = ({ widthPx, heightPx }: ScreenSize): Rect => ({ xPx: 0, yPx: 0, widthPx, heightPx });

function isLaidOutAs(one: RawPicture & ScreenSize, other: RawPicture & ScreenSize): boolean {
  if (one.widthPx !== other.widthPx || one.heightPx !== other.heightPx) return false;
  return (
    one.bytes.length === other.bytes.length &&
    one.planes.length === other.planes.length &&
    one.planes.every(({ offset, stride }, at) => {
      const plane = other.planes[at];
      return plane?.offset === offset && plane.stride === stride;
    })
  );
}

/** RGBA to BGRX, on a machine that writes the low byte first as all that have WebAssembly do. */
function copyRect(from: Uint32Array, to: Uint32Array, rowPx: number, rect: Rect): void {
  const { xPx, yPx, widthPx, heightPx } = rect;
  for (let y = yPx; y < yPx + heightPx; y++) {
    const end = y * rowPx + xPx + widthPx;
    for (let at = y * rowPx + xPx; at < end; at++) {
      const colour = from[at]!;
      to[at] = (colour & 0x00_ff00) | ((colour >>> 16) & 0xff) | ((colour & 0xff) << 16);
    }
  }
}
