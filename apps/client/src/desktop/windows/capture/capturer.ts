import type { Captured, Capturer, Frame } from '@fjernhjelp/host';
import type { CursorShape, Obstacle, PointerPlace, ScreenPlace } from '@fjernhjelp/protocol';
import { DesktopUnavailable } from '../../errors.ts';
import { seeRealPixels } from '../dpi.ts';
import { type Libraries, loadLibraries } from '../libraries.ts';
import { MonitorWatch } from '../monitors.ts';
import { BestGrabber } from './best-grabber.ts';
import { CursorWatch } from './cursor-watch.ts';
import { GdiGrabber } from './gdi-grabber.ts';
import { lastInputTick } from './last-input.ts';
import { News } from './news.ts';
import { blindingObstacles, ObstacleWatch } from './obstacle-watch.ts';
import { Pace } from './pace.ts';

/** How often the pointer and the time for the next picture are looked at. */
const TICK_MS = 16;
/** The same while nobody takes pictures. */
const IDLE_TICK_MS = 100;
const IDLE_AFTER_MS = 1000;
/** How often screens and obstacles are looked up. */
const SURVEY_MS = 500;

const nothing: Captured = { damage: [], moves: [], hasMore: false };

/**
 * The monitors of the user's session, for the thread that opened it. Nothing wakes a program when pointer or pixels change: both are
 * asked for while somebody takes pictures. Where Windows keeps account of changes (Desktop Duplication) asking costs next to
 * nothing; with GDI it means looking (see `Pace`).
 */
export class WindowsCapturer implements Capturer {
  readonly #win: Libraries;
  readonly #news = new News();
  readonly #pace = new Pace();
  readonly #monitors: MonitorWatch;
  readonly #cursor: CursorWatch;
  readonly #obstacles: ObstacleWatch;
  readonly #grabber: BestGrabber;
  #gotPixels = true;
  #lastInput = 0;
  #surveyAtMs = 0;
  #takenAtMs = performance.now();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  /** @throws DesktopUnavailable "missing-library" | "no-display" */
  constructor() {
    this.#win = loadLibraries();
    seeRealPixels(this.#win);
    this.#monitors = new MonitorWatch(this.#win);
    const gdi = GdiGrabber.open(this.#win);
    if (gdi === undefined || this.screens.length === 0) throw new DesktopUnavailable('no-display');
    this.#grabber = new BestGrabber(gdi);
    this.#cursor = new CursorWatch(this.#win);
    this.#obstacles = new ObstacleWatch(this.#win);
    this.#tick();
  }

  get screens(): readonly ScreenPlace[] {
    return this.#monitors.screens;
  }

  get obstacle(): Obstacle | undefined {
    return this.#obstacles.obstacle;
  }

  wait(): Promise<void> {
    return this.#news.wait();
  }

  /** @throws DesktopUnavailable "closed" */
  capture(screen: number, frame: Frame, isFresh: boolean, mostPx?: number): Captured | 'resized' | 'gone' {
    if (this.#closed) throw new DesktopUnavailable('closed');
    const place = this.screens.find((each) => each.screen === screen);
    if (place === undefined) return 'gone';
    if (frame.widthPx !== place.widthPx || frame.heightPx !== place.heightPx) return 'resized';
    this.#news.take('damage');
    this.#takenAtMs = performance.now();
    const captured = this.#isBlind ? undefined : this.#grab(place, frame, isFresh, mostPx);
    const { damage, moves, hasMore } = captured ?? nothing;
    const hasChanged = damage.length + moves.length > 0 || hasMore;
    this.#pace.captured(performance.now(), hasChanged || this.#grabber.isCheap(screen));
    return captured ?? nothing;
  }

  takeCursor(): CursorShape | undefined {
    this.#news.take('cursor');
    return this.#closed ? undefined : this.#cursor.takeShape();
  }

  takePointer(): PointerPlace | undefined {
    this.#news.take('pointer');
    return this.#closed ? undefined : this.#cursor.takePlace(this.screens);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#grabber.close();
    this.#news.fail(new DesktopUnavailable('closed'));
  }

  get #isBlind(): boolean {
    return this.obstacle !== undefined && blindingObstacles.includes(this.obstacle);
  }

  /** What the system does not give is told as an obstacle, and tried again at the next look. */
  #grab(place: ScreenPlace, frame: Frame, isFresh: boolean, mostPx?: number): Captured | undefined {
    const captured = this.#grabber.grab(place, frame, isFresh, mostPx);
    if ((captured !== undefined) !== this.#gotPixels) {
      this.#gotPixels = captured !== undefined;
      this.#survey();
    }
    return captured;
  }

  #tick(): void {
    try {
      const nowMs = performance.now();
      const input = lastInputTick(this.#win);
      if (input !== this.#lastInput) this.#pace.touched();
      this.#lastInput = input;
      const cursor = this.#cursor.look();
      if (cursor.shape) this.#news.add('cursor');
      if (cursor.place) this.#news.add('pointer');
      if (nowMs >= this.#surveyAtMs) this.#survey();
      if (this.#pace.takeDue(nowMs)) this.#news.add('damage');
      const isIdle = nowMs - this.#takenAtMs > IDLE_AFTER_MS;
      this.#timer = setTimeout(() => this.#tick(), isIdle ? IDLE_TICK_MS : TICK_MS);
    } catch (error) {
      this.#news.fail(error as Error);
    }
  }

  #survey(): void {
    this.#surveyAtMs = performance.now() + SURVEY_MS;
    if (this.#monitors.refresh()) {
      this.#cursor.forget();
      this.#news.add('screens');
    }
    if (this.#obstacles.look(this.#gotPixels, this.#grabber.isMasked)) this.#news.add('obstacle');
  }
}
