import type {
  Bytes,
  CursorShape,
  InputMessage,
  Move,
  Obstacle,
  PointerPlace,
  Rect,
  ScreenPlace,
  WatchedScreen,
} from '@fjernhjelp/protocol';

/**
 * What the host role needs of a desktop. `apps/client` has these for X11 (later Windows), the browser door its own.
 */

/** Where a capturer writes pixels: BGRX, 4 bytes each, rows from the top without padding (`widthPx * 4`). */
export interface Frame {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixels: Uint8Array;
}

/** What a `capture` wrote: within the screen, in its pixels. */
export interface Captured {
  /** What may have changed; possibly nothing. Only this, and what the moves lie on, was written into the frame. */
  readonly damage: readonly Rect[];
  /** Copies that the system itself told of (Windows' Desktop Duplication; X11 has none), made before the damage. */
  readonly moves: readonly Move[];
}

/** Reads the screens of a desktop. Lives in the worker that encodes. */
export interface Capturer {
  /**
   * All screens that there are, at least one, the one to begin with first; at most `limits.screens`, none larger than
   * `limits` allow. A new array on each change. A number stays with a screen for as long as it is there.
   */
  readonly screens: readonly ScreenPlace[];
  /** What keeps the picture from being all that the user sees, or input from its window; undefined where nothing does or nothing tells. */
  readonly obstacle: Obstacle | undefined;
  /**
   * Resolves when something may have changed: picture, screens, obstacle, pointer shape or place. Each news resolves it once, taken
   * or not: damage that nobody takes does not hide a new pointer shape. Costs nothing meanwhile. Rejects with an Error
   * when the screens are lost.
   */
  wait(): Promise<void>;
  /**
   * Writes what changed on one screen since the last call for it into the frame. What changed on others stays theirs.
   * @param frame of the screen's present size
   * @param isFresh nothing of this screen is in the frame yet: everything is written
   * @returns "resized" when the frame's size is not the screen's (any more): call again with a frame of the new size;
   *   "gone" when there is no such screen (any more)
   */
  capture(screen: number, frame: Frame, isFresh: boolean): Captured | 'resized' | 'gone';
  /** @returns the pointer's shape when it changed since the last call */
  takeCursor(): CursorShape | undefined;
  /** @returns where the pointer is when it moved since the last call, whoever moved it; undefined where that is not told */
  takePointer(): PointerPlace | undefined;
  close(): void;
}

/** The helper's input, with the place of the pointer on the desktop instead of on one of its screens. */
export type DesktopInput =
  | Exclude<InputMessage, { type: 'pointer' }>
  | {
      readonly type: 'pointer';
      /** In the desktop's pixels, as `ScreenPlace` counts them: within one of the screens; may be negative. */
      readonly xPx: number;
      readonly yPx: number;
      /** DOM `buttons`. */
      readonly buttons: number;
    };

/** Acts on the desktop as the user would. Everything that reaches it is allowed and within a screen. */
export interface Injector {
  inject(message: Exclude<DesktopInput, { type: 'release-all' }>): void;
  /** Lets go of every key and button that it holds down. */
  releaseAll(): void;
  close(): void;
}

/** Shows the user where the helper points, without touching the user's own pointer. */
export interface PointerMark {
  /** @param xPx @param yPx in the desktop's pixels */
  show(xPx: number, yPx: number): void;
  hide(): void;
  close(): void;
}

/** What became of one picture message before it was sent. */
export interface PictureTimes {
  /** Since the oldest damage that it holds was told. */
  readonly ageMs: number;
  /** What capturing and encoding it took. */
  readonly encodeMs: number;
}

/** The main thread's view of the worker that captures and encodes (apps/client: a worker thread). */
export interface PictureSource {
  /**
   * @param budgetBytes about how much the message may hold; what does not fit waits as damage
   * @returns the next picture message, once there is something new. At most one call is under way.
   *   Rejects with an Error when the screen is lost.
   */
  next(budgetBytes: number): Promise<Bytes>;
  /** Of the message that came last. */
  readonly times: PictureTimes;
  /** What the viewer shows from here on; until the first call the first screen, as it is. */
  watch(screens: readonly WatchedScreen[], cachePlaces: number): void;
  /** Hears of pointer shapes; called once. The newest shape is delivered at once when there is one. */
  onCursor(listener: (shape: CursorShape) => void): void;
  /** Hears of where the pointer is, whoever moved it; called once. The newest place is told at once when there is one. */
  onPointer(listener: (place: PointerPlace) => void): void;
  /** Hears of obstacles, and of their end; called once. Told at once when there is one. */
  onObstacle(listener: (obstacle: Obstacle | undefined) => void): void;
  /** Forgets what the viewer has: the next message starts from nothing. */
  restart(): void;
  /** Nobody watches: nothing is captured until `next` is called again. */
  close(): void;
}
