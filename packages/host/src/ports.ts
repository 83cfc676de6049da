import type { Bytes, CursorShape, InputMessage, Rect } from '@fjernhjelp/protocol';

/**
 * What the host role needs of a desktop. `apps/client` has these for X11 (later Windows), the browser door its own.
 */

/** Where a capturer writes pixels: BGRX, 4 bytes each, rows from the top without padding (`widthPx * 4`). */
export interface Frame {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixels: Uint8Array;
}

/** Reads one screen. Lives in the worker that encodes. */
export interface Capturer {
  readonly widthPx: number;
  readonly heightPx: number;
  /**
   * Resolves when something may have changed since the last `capture` or `takeCursor`: picture, size or pointer shape.
   * Costs nothing meanwhile. Rejects with an Error when the screen is lost.
   */
  wait(): Promise<void>;
  /**
   * Writes what changed since the last call (everything, on the first call and after a change of size) into the frame.
   * @param frame of the capturer's present size; only the rects that are returned were written
   * @returns the rects that may have changed, within the screen, possibly none; "resized" when the size is no longer
   *   the frame's: call again with a frame of the new size
   */
  capture(frame: Frame): readonly Rect[] | 'resized';
  /** @returns the pointer's shape when it changed since the last call */
  takeCursor(): CursorShape | undefined;
  close(): void;
}

/** Acts on the desktop as the user would. Everything that reaches it is allowed and within the screen. */
export interface Injector {
  inject(message: Exclude<InputMessage, { type: 'release-all' }>): void;
  /** Lets go of every key and button that it holds down. */
  releaseAll(): void;
  close(): void;
}

/** Shows the user where the helper points, without touching the user's own pointer. */
export interface PointerMark {
  show(xPx: number, yPx: number): void;
  hide(): void;
  close(): void;
}

/** The main thread's view of the worker that captures and encodes (apps/client: a worker thread). */
export interface PictureSource {
  /**
   * @param budgetBytes about how much the message may hold; what does not fit waits as damage
   * @returns the next picture message, once there is something new. At most one call is under way.
   *   Rejects with an Error when the screen is lost.
   */
  next(budgetBytes: number): Promise<Bytes>;
  /** Hears of pointer shapes; called once. The newest shape is delivered at once when there is one. */
  onCursor(listener: (shape: CursorShape) => void): void;
  /** Forgets what the viewer has: the next message starts from nothing. */
  restart(): void;
  /** Nobody watches: nothing is captured until `next` is called again. */
  close(): void;
}
