import type { CursorShape, Obstacle, PointerPlace, Rect, ScreenPlace } from '@fjernhjelp/protocol';
import type { Captured, Capturer, Frame } from '../ports.ts';
import { copyRect, createFrame } from './frames.ts';
import { LaterDamage } from './later-damage.ts';

/** Of one viewer's screen: with more rects than that all of it has changed. */
const MOST_RECTS = 64;

/**
 * One desktop for several viewers (docs/decisions/0010-two-viewers.md): what changed is captured once, by whoever can take more first, and waits for each of the
 * others until that one can.
 */
export interface SharedCapturer {
  /** Another viewer's own capturer. Its `close` leaves the others alone. */
  open(): Capturer;
  /** Closes the one below, and what was opened. */
  close(): void;
}

/** @param capturer owned from here */
export function shareCapturer(capturer: Capturer): SharedCapturer {
  return new Sharing(capturer);
}

class Sharing implements SharedCapturer {
  readonly below: Capturer;
  readonly #views = new Set<View>();
  /** What was captured of each screen, for those that could not take it yet; none while there is one viewer. */
  readonly #frames = new Map<number, Frame>();
  #cursor: CursorShape | undefined;
  #pointer: PointerPlace | undefined;
  #lost: Error | undefined;
  #isWatching = false;

  constructor(below: Capturer) {
    this.below = below;
  }

  open(): Capturer {
    const view = new View(this, (closed) => this.#views.delete(closed));
    this.#views.add(view);
    this.#tell();
    view.tell(this.#cursor, this.#pointer);
    if (this.#lost !== undefined) view.lose(this.#lost);
    return view;
  }

  /** A viewer waits for something new: while none does, whatever is painted wakes nobody. */
  watch(): void {
    if (!this.#isWatching) void this.#watchOnce();
  }

  close(): void {
    this.#lose(new Error('closed'));
    this.below.close();
  }

  capture(
    view: View,
    screen: number,
    frame: Frame,
    { isFresh, mostPx }: { isFresh: boolean; mostPx: number | undefined },
  ): Captured | 'resized' | 'gone' {
    const isAlone = this.#views.size === 1 && !view.lacks(screen);
    if (isAlone) {
      this.#frames.delete(screen);
      return this.below.capture(screen, frame, isFresh, mostPx);
    }
    const captured = this.#captureForAll(view, screen);
    if (typeof captured === 'string') return captured;
    if (frame.widthPx !== captured.widthPx || frame.heightPx !== captured.heightPx) return 'resized';
    const whole = { xPx: 0, yPx: 0, widthPx: frame.widthPx, heightPx: frame.heightPx };
    if (isFresh) view.lacksEverything(screen);
    const taken = view.take(screen, whole, mostPx);
    for (const rect of taken.damage) copyRect(captured, frame, rect);
    return taken;
  }

  /** @param asking the others are told of what was new: it was taken before anybody was @returns the frame that all viewers' pixels are taken from */
  #captureForAll(asking: View, screen: number): Frame | 'resized' | 'gone' {
    const place = this.below.screens.find((each) => each.screen === screen);
    const before = this.#frames.get(screen);
    if (place === undefined) {
      this.#frames.delete(screen);
      return 'gone';
    }
    const fits = before?.widthPx === place.widthPx && before.heightPx === place.heightPx;
    const frame = fits ? before : createFrame(place);
    const captured = this.below.capture(screen, frame, !fits);
    if (typeof captured === 'string') {
      this.#frames.delete(screen);
      for (const view of this.#views) view.lacksEverything(screen);
      return captured;
    }
    this.#frames.set(screen, frame);
    const { damage, moves } = captured;
    const changed = [...damage, ...moves.map(({ rect }) => rect)];
    for (const view of this.#views) {
      if (fits) view.add(screen, changed);
      else view.lacksEverything(screen);
      if (view !== asking && (!fits || changed.length > 0)) view.tell(undefined, undefined);
    }
    return frame;
  }

  async #watchOnce(): Promise<void> {
    this.#isWatching = true;
    try {
      await this.below.wait();
    } catch (error) {
      this.#lose(error);
    }
    this.#isWatching = false;
    this.#tell();
  }

  /** Nothing is asked of the one below once it is lost or closed. */
  #tell(): void {
    if (this.#lost !== undefined) return;
    try {
      const cursor = this.below.takeCursor();
      const pointer = this.below.takePointer();
      this.#cursor = cursor ?? this.#cursor;
      this.#pointer = pointer ?? this.#pointer;
      for (const view of this.#views) view.tell(cursor, pointer);
    } catch (error) {
      this.#lose(error);
    }
  }

  #lose(error: unknown): void {
    this.#lost ??= error instanceof Error ? error : new Error(String(error));
    for (const view of this.#views) view.lose(this.#lost);
  }
}

/** One viewer's side of it. */
class View implements Capturer {
  readonly #sharing: Sharing;
  readonly #leave: (view: View) => void;
  /** Captured for another one, and not taken by this one. */
  readonly #waiting = new Map<number, Rect[] | 'everything'>();
  readonly #later = new Map<number, LaterDamage>();
  #cursor: CursorShape | undefined;
  #pointer: PointerPlace | undefined;
  #hasNews = true;
  #waiter: PromiseWithResolvers<void> | undefined;
  #lost: Error | undefined;

  constructor(sharing: Sharing, leave: (view: View) => void) {
    this.#sharing = sharing;
    this.#leave = leave;
  }

  get screens(): readonly ScreenPlace[] {
    return this.#sharing.below.screens;
  }

  get obstacle(): Obstacle | undefined {
    return this.#sharing.below.obstacle;
  }

  wait(): Promise<void> {
    if (this.#lost !== undefined) return Promise.reject(this.#lost);
    this.#waiter ??= Promise.withResolvers<void>();
    const { promise } = this.#waiter;
    if (this.#hasNews) this.#resolve();
    else this.#sharing.watch();
    return promise;
  }

  capture(screen: number, frame: Frame, isFresh: boolean, mostPx?: number): Captured | 'resized' | 'gone' {
    if (this.#lost !== undefined) throw this.#lost;
    return this.#sharing.capture(this, screen, frame, { isFresh, mostPx });
  }

  takeCursor(): CursorShape | undefined {
    const cursor = this.#cursor;
    this.#cursor = undefined;
    return cursor;
  }

  takePointer(): PointerPlace | undefined {
    const pointer = this.#pointer;
    this.#pointer = undefined;
    return pointer;
  }

  close(): void {
    this.#leave(this);
    this.lose(new Error('closed'));
  }

  tell(cursor: CursorShape | undefined, pointer: PointerPlace | undefined): void {
    this.#cursor = cursor ?? this.#cursor;
    this.#pointer = pointer ?? this.#pointer;
    this.#hasNews = true;
    if (this.#waiter !== undefined) this.#resolve();
  }

  lose(error: Error): void {
    this.#lost ??= error;
    this.#waiter?.reject(this.#lost);
    this.#waiter = undefined;
  }

  lacks(screen: number): boolean {
    return this.#waiting.has(screen) || this.#later.has(screen);
  }

  add(screen: number, rects: readonly Rect[]): void {
    if (rects.length === 0) return;
    const before = this.#waiting.get(screen) ?? [];
    const isTooMuch = before === 'everything' || before.length + rects.length > MOST_RECTS;
    this.#waiting.set(screen, isTooMuch ? 'everything' : [...before, ...rects]);
  }

  lacksEverything(screen: number): void {
    this.#waiting.set(screen, 'everything');
    this.#later.delete(screen);
  }

  /** @param whole the screen @param mostPx as in `capture` */
  take(screen: number, whole: Rect, mostPx: number | undefined): Captured {
    const waiting = this.#waiting.get(screen) ?? [];
    const later = this.#later.get(screen) ?? new LaterDamage();
    const damage = waiting === 'everything' ? [whole] : waiting;
    const taken = later.take({ damage, moves: [] }, mostPx);
    this.#waiting.delete(screen);
    if (taken.hasMore) this.#later.set(screen, later);
    else this.#later.delete(screen);
    return taken;
  }

  #resolve(): void {
    this.#hasNews = false;
    this.#waiter?.resolve();
    this.#waiter = undefined;
  }
}
