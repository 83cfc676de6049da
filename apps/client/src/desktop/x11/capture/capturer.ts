import type { Captured, Capturer, Frame } from '@fjernhjelp/host';
import type { CursorShape, PointerPlace, Rect, ScreenPlace } from '@fjernhjelp/protocol';
import { DesktopUnavailable } from '../../errors.ts';
import { XConnection } from '../connection.ts';
import { ScreenWatch, STRUCTURE_NOTIFY_MASK } from '../screen-watch.ts';
import { CursorWatch } from './cursor.ts';
import { DamageRegion } from './damage.ts';
import { type Grabber, openGrabber } from './grabber.ts';
import { News } from './news.ts';
import { POINTER_MOTION_MASK, PointerWatch } from './pointer-watch.ts';
import { ScreenDamage } from './screen-damage.ts';

/** Without XDamage all screens may have changed so long after one was last captured. */
const BLIND_INTERVAL_MS = 250;

/** The monitors of one X server. One X connection, for the thread that opened it. */
export class X11Capturer implements Capturer {
  /** X tells of none. */
  readonly obstacle = undefined;
  readonly #connection: XConnection;
  readonly #news: News;
  readonly #screens: ScreenWatch;
  #damage: DamageRegion | undefined;
  readonly #cursor: CursorWatch | undefined;
  readonly #pointer: PointerWatch | undefined;
  /** What was taken from the server and not yet captured. */
  readonly #waiting = new ScreenDamage();
  #grabber: Grabber;
  #largestPx = 0;
  #closed = false;
  #blindTimer: ReturnType<typeof setTimeout> | undefined;

  /** @throws DesktopUnavailable "missing-library" | "no-display" | "unsupported-screen" */
  constructor(displayName?: string) {
    this.#connection = new XConnection(displayName);
    try {
      this.#news = new News(this.#connection, (mode) => this.#readEvents(mode));
      const { x, display, root } = this.#connection;
      x.XSelectInput(display, root, STRUCTURE_NOTIFY_MASK | POINTER_MOTION_MASK);
      this.#screens = new ScreenWatch(this.#connection);
      this.#cursor = CursorWatch.open(this.#connection);
      this.#pointer = PointerWatch.open(
        this.#connection,
        () => {
          this.#news.add('pointer');
          this.#news.look();
        },
        (isElsewhere) => {
          if (isElsewhere) this.#news.add('pointer');
          this.#news.look('read');
        },
      );
      this.#waiting.setScreens(this.screens);
      this.#largestPx = largestOf(this.screens);
      this.#grabber = openGrabber(this.#connection, this.#largestPx);
      this.#damage = DamageRegion.open(this.#connection, this.#grabber.isShared);
    } catch (error) {
      this.#connection.close();
      throw error;
    }
  }

  get screens(): readonly ScreenPlace[] {
    return this.#screens.screens;
  }

  wait(): Promise<void> {
    return this.#news.wait();
  }

  /** @throws DesktopUnavailable "display-lost" | "closed" | "unsupported-screen" */
  capture(screen: number, frame: Frame, isFresh: boolean, mostPx?: number): Captured | 'resized' | 'gone' {
    this.#readEvents();
    this.#connection.check();
    const { screens } = this;
    const place = screens.find((each) => each.screen === screen);
    if (place === undefined) return 'gone';
    if (frame.widthPx !== place.widthPx || frame.heightPx !== place.heightPx) {
      this.#waiting.addEverything(screen);
      return 'resized';
    }
    if (isFresh) this.#waiting.addEverything(screen);
    let damage = this.#grabWaiting(place, frame, mostPx);
    // A program paints in several requests, and a small change is heard of before the last of them is done: the rest belongs to the same picture,
    // unless a change of the screens was heard of meanwhile: what waits is then of the new ones.
    if (damage !== undefined && damage.length > 0 && this.#damage?.isSmall && this.screens === screens) {
      const rest = this.#grabWaiting(place, frame, mostPx);
      damage = rest && [...damage, ...rest];
    }
    if (damage === undefined) this.#recover(screen, screens);
    // The replies that were just read may have brought events along, which the descriptor does not show any more.
    this.#news.look('read');
    return damage === undefined ? 'resized' : { damage, moves: [], hasMore: this.#waiting.hasMore(screen) };
  }

  takeCursor(): CursorShape | undefined {
    this.#readEvents('read');
    this.#news.take('cursor');
    const shape = this.#connection.usable ? this.#cursor?.take() : undefined;
    this.#news.look('read');
    return shape;
  }

  takePointer(): PointerPlace | undefined {
    this.#readEvents('read');
    this.#news.take('pointer');
    const place = this.#connection.usable ? this.#pointer?.take(this.screens) : undefined;
    this.#news.look('read');
    return place;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#blindTimer);
    this.#pointer?.close();
    this.#grabber.close();
    this.#connection.close();
    this.#news.fail(new DesktopUnavailable('closed'));
  }

  /** @returns what was damaged on a screen and is in the frame now; undefined when the server refused */
  #grabWaiting(place: ScreenPlace, frame: Frame, mostPx: number | undefined): readonly Rect[] | undefined {
    this.#takeDamage();
    const damage = this.#waiting.take(place.screen, mostPx);
    if (!this.#waiting.isAnything) this.#news.take('damage');
    const isGrabbed = damage.every((rect) => this.#grabber.grab(rect, place, frame));
    if (damage.length > 0) {
      this.#readEvents('read');
      this.#damage?.answered();
    }
    return isGrabbed ? damage : undefined;
  }

  /** Sorts the server's damage by screens. It is emptied first: what is painted while we fetch is damage again. */
  #takeDamage(): void {
    if (this.#damage === undefined) this.#awaitBlindly();
    else if (this.#damage.isAnything) this.#waiting.add(this.#damage.take());
  }

  #awaitBlindly(): void {
    this.#blindTimer ??= setTimeout(() => {
      this.#blindTimer = undefined;
      this.#waiting.addEverything();
      this.#pointer?.suspect();
      this.#news.add('damage');
      this.#news.look();
    }, BLIND_INTERVAL_MS);
  }

  #readEvents(mode: 'arrived' | 'read' = 'arrived'): void {
    for (let event = this.#connection.nextEvent(mode); event; event = this.#connection.nextEvent(mode)) {
      const type = event.readInt32LE(0) & 0x7f;
      if (type === this.#damage?.eventType) {
        // More of what is told and not taken is no news.
        if (!this.#damage.isAnything) this.#news.add('damage');
        this.#damage.notice(event);
        this.#pointer?.doubt();
      } else if (type === this.#cursor?.eventType) {
        this.#cursor.notice();
        this.#pointer?.suspect();
        this.#news.add('cursor');
      } else if (this.#pointer?.notice(type, event)) this.#news.add('pointer');
      else this.#screens.notice(type, event);
    }
    if (this.#screens.isStale && this.#connection.usable) this.#followScreens();
  }

  #followScreens(): void {
    if (!this.#screens.refresh()) return;
    this.#waiting.setScreens(this.screens);
    this.#pointer?.forget();
    this.#news.add('screens');
    if (largestOf(this.screens) === this.#largestPx) return;
    this.#largestPx = largestOf(this.screens);
    this.#grabber.close();
    this.#grabber = openGrabber(this.#connection, this.#largestPx);
    if (this.#damage === undefined || this.#damage.tellsReach === this.#grabber.isShared) return;
    this.#damage.close();
    this.#damage = DamageRegion.open(this.#connection, this.#grabber.isShared);
    this.#waiting.addEverything();
  }

  /**
   * The server refused a fetch: the root window became smaller, and the event that says so came meanwhile or is still under way.
   * @param before the screens when the capture began
   * @throws DesktopUnavailable "display-lost" when that is not why
   */
  #recover(screen: number, before: readonly ScreenPlace[]): void {
    if (this.screens === before) this.#followScreens();
    if (this.screens === before) throw new DesktopUnavailable('display-lost');
    this.#waiting.addEverything(screen);
  }
}

function largestOf(screens: readonly ScreenPlace[]): number {
  return Math.max(...screens.map(({ widthPx, heightPx }) => widthPx * heightPx));
}
