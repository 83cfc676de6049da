import type { ScreenSize } from '@fjernhjelp/protocol';
import type { Scale } from '../display/place-picture.ts';

/** Whether a scaled picture may be asked for on a thin line, or never. */
export type Sharpness = 'automatic' | 'always';

/** How large the shown screen is on the helper's, in device pixels. */
export interface Shown extends ScreenSize {
  readonly scale: Scale;
}

/** Nothing is bounded: the picture has the screen's pixels. */
export const unbounded: ScreenSize = { widthPx: 0, heightPx: 0 };

/** Below this, a screen is shown so small that its own pixels are mostly lost on the way to the eye. */
const SMALL_SCALE = 0.75;
/** And up to here it stays so, so that a window on the edge does not go to and fro. */
const STILL_SMALL_SCALE = 0.8;
/** A line that carries less is thin; one that is thin stays so until it carries twice that. */
const THIN_BYTES_PER_SECOND = 1_000_000;
const GOOD_BYTES_PER_SECOND = 2 * THIN_BYTES_PER_SECOND;
/** Seconds in a row that have to say the same. */
const AGREEING_SECONDS = 3;
/** A second in which less than this of the line was used: how little it carries is in nobody's way, and what was estimated may be old. */
const IDLE_SHARE = 1 / 4;
/** How long the whole picture, sent because the line had become idle, may keep it busy without being held against it. */
const MOST_REFRESH_SECONDS = 10;

/** @returns whether the screen is shown clearly smaller than it is, and so in "fit" */
export function isShownSmall(screen: ScreenSize, shown: Shown, wasSmall: boolean): boolean {
  const scale = Math.min(shown.widthPx / screen.widthPx, shown.heightPx / screen.heightPx);
  return shown.scale === 'fit' && scale < (wasSmall ? STILL_SMALL_SCALE : SMALL_SCALE);
}

/**
 * Judges a line by what the host takes it to carry, told once a second (PROTOCOL.md UP20), and by how much of that is used. A line that hardly
 * anything is sent on is not thin: what stands still is seen as it is.
 */
export interface LineJudge {
  /** @param bytesPerSecond 0: not known yet @param cameBytes of pictures, since the last call */
  tell(bytesPerSecond: number, cameBytes: number): void;
  readonly isThin: boolean;
}

export function createLineJudge(): LineJudge {
  let isThin = false;
  let disagreeing = 0;
  /** The whole picture that was asked for last may still keep the line busy for so long, and has begun to. */
  let refreshSeconds = 0;
  let isRefreshing = false;
  return {
    tell(bytesPerSecond, cameBytes) {
      if (bytesPerSecond === 0) return;
      const isIdle = cameBytes < bytesPerSecond * IDLE_SHARE;
      refreshSeconds = isIdle && isRefreshing ? 0 : Math.max(0, refreshSeconds - 1);
      isRefreshing ||= !isIdle;
      const disagrees = isThin
        ? isIdle || bytesPerSecond > GOOD_BYTES_PER_SECOND
        : !isIdle && refreshSeconds === 0 && bytesPerSecond < THIN_BYTES_PER_SECOND;
      disagreeing = disagrees ? disagreeing + 1 : 0;
      if (disagreeing < AGREEING_SECONDS) return;
      if (isThin && isIdle) [refreshSeconds, isRefreshing] = [MOST_REFRESH_SECONDS, false];
      isThin = !isThin;
      disagreeing = 0;
    },
    get isThin() {
      return isThin;
    },
  };
}
