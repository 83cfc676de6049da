import type { Captured, Capturer, Frame } from '@fjernhjelp/host';
import { LaterDamage } from '@fjernhjelp/host/later-damage';
import type { Bytes, Clock, Obstacle, Rect, ScreenPlace } from '@fjernhjelp/protocol';
import { compareFrames } from './compare.ts';
import type { FrameSource, SharedFrame } from './frames.ts';

const BYTES_PER_PIXEL = 4;
/** Browsers deliver frames though nothing moves. After so many equal ones the next is looked at later, and later still after more. */
const RESTS = [
  { equalFrames: 90, restMs: 300 },
  { equalFrames: 30, restMs: 66 },
] as const;

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
  let spare: Bytes = new Uint8Array();
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
    let isAsLast = createRawComparison();
    let equal = 0;
    while (isFollowed()) {
      const restMs = RESTS.find(({ equalFrames }) => equal > equalFrames)?.restMs;
      if (restMs !== undefined) await rest(restMs);
      if (!isTaken) await wanted.promise;
      const frame = isFollowed() ? await followed.next() : undefined;
      if (frame === undefined) return;
      try {
        const isEqual = restMs !== undefined && (await isAsLast(frame));
        const isNew = !isEqual && isFollowed() && (await take(frame));
        equal = isNew ? 0 : equal + 1;
        // What it knows is no longer what was taken.
        if (isNew) isAsLast = createRawComparison();
      } finally {
        frame.close();
      }
    }
  }

  /** @returns whether it shows anything new */
  async function take(frame: SharedFrame): Promise<boolean> {
    const { widthPx, heightPx } = frame;
    const [before] = screens;
    const isResized = before?.widthPx !== widthPx || before.heightPx !== heightPx;
    if (isResized) spare = new Uint8Array(widthPx * heightPx * BYTES_PER_PIXEL);
    await frame.read(spare);
    if (isClosed) return false;
    const changed = isResized
      ? [{ xPx: 0, yPx: 0, widthPx, heightPx }]
      : compareFrames(words(pixels), words(spare), widthPx, heightPx);
    if (changed.length === 0) return false;
    [pixels, spare] = [spare, pixels];
    if (isResized) {
      spare = new Uint8Array(pixels.length);
      screens = [{ screen: 0, xPx: 0, yPx: 0, widthPx, heightPx, name: '' }];
      later = new LaterDamage();
    }
    damage = changed;
    isTaken = false;
    wanted = Promise.withResolvers<void>();
    ready.resolve();
    tell();
    return true;
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
      const changed = isFresh ? [{ xPx: 0, yPx: 0, widthPx, heightPx }] : damage;
      const captured = later.take({ damage: changed, moves: [] }, mostPx);
      for (const rect of captured.damage) copyRect(words(pixels), words(frame.pixels), widthPx, rect);
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

/**
 * @returns what tells whether a frame is equal to the one that it was asked about before, where the browser lets it be seen without making
 * colours of it
 */
function createRawComparison(): (frame: SharedFrame) => Promise<boolean> {
  let last: { readonly raw: Bytes; readonly widthPx: number; readonly heightPx: number } | undefined;
  let spare: Bytes = new Uint8Array();
  return async (frame) => {
    const raw = await frame.readRaw(spare);
    const before = last;
    spare = before?.raw ?? new Uint8Array();
    last = raw && { raw, widthPx: frame.widthPx, heightPx: frame.heightPx };
    return (
      before !== undefined &&
      last !== undefined &&
      before.widthPx === last.widthPx &&
      before.heightPx === last.heightPx &&
      equalBytes(before.raw, last.raw)
    );
  };
}

/** @param one @param other of arrays of their own */
function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  const [left, right] = [words(one), words(other)];
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return false;
  for (let at = left.length * BYTES_PER_PIXEL; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}

function words({ buffer, byteOffset, byteLength }: Uint8Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, Math.floor(byteLength / BYTES_PER_PIXEL));
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
