import type { Capturer, Frame } from '@fjernhjelp/host';
import type { CursorShape, Rect } from '@fjernhjelp/protocol';
import { DesktopUnavailable } from '../errors.ts';
import { XConnection } from './connection.ts';
import { CursorWatch } from './cursor.ts';
import { DamageRegion } from './damage.ts';
import { type Grabber, openGrabber } from './grabber.ts';
import { clipRect, joinRects } from './rects.ts';

const CONFIGURE_NOTIFY = 22;
const STRUCTURE_NOTIFY_MASK = 1 << 17;
/** XConfigureEvent. */
const configure = { window: 40, width: 56, height: 60 };

/** Without XDamage the whole screen may have changed so long after it was last captured. */
const BLIND_INTERVAL_MS = 250;

interface Waiter {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(error: Error): void;
}

/** The root window as one screen. One X connection, for the thread that opened it. */
export class X11Capturer implements Capturer {
  readonly #connection: XConnection;
  readonly #damage: DamageRegion | undefined;
  readonly #cursor: CursorWatch | undefined;
  #grabber: Grabber;
  #widthPx = 0;
  #heightPx = 0;
  /** All of the screen is to be captured: at first, after a change of size, after a fetch that failed. */
  #everything = true;
  #damaged = false;
  #waiter: Waiter | undefined;
  #closed = false;
  #blindTimer: ReturnType<typeof setTimeout> | undefined;

  /** @throws DesktopUnavailable "missing-library" | "no-display" | "unsupported-screen" */
  constructor(displayName?: string) {
    this.#connection = new XConnection(displayName);
    try {
      const { x, display, root } = this.#connection;
      x.XSelectInput(display, root, STRUCTURE_NOTIFY_MASK);
      this.#damage = DamageRegion.open(this.#connection);
      this.#cursor = CursorWatch.open(this.#connection);
      [this.#widthPx, this.#heightPx] = this.#readSize();
      this.#grabber = openGrabber(this.#connection, this.#widthPx, this.#heightPx);
    } catch (error) {
      this.#connection.close();
      throw error;
    }
  }

  get widthPx(): number {
    return this.#widthPx;
  }

  get heightPx(): number {
    return this.#heightPx;
  }

  wait(): Promise<void> {
    if (this.#waiter) return this.#waiter.promise;
    const waiter: Waiter = Promise.withResolvers<void>();
    this.#waiter = waiter;
    this.#settle();
    if (this.#waiter) this.#connection.watch(() => this.#settle());
    return waiter.promise;
  }

  /** @throws DesktopUnavailable "display-lost" | "closed" | "unsupported-screen" */
  capture(frame: Frame): readonly Rect[] | 'resized' {
    this.#readEvents();
    this.#connection.check();
    if (frame.widthPx !== this.#widthPx || frame.heightPx !== this.#heightPx) {
      this.#everything = true;
      return 'resized';
    }
    const rects = this.#takeDamage();
    const captured = rects.every((rect) => this.#grabber.grab(rect, frame)) || this.#recover();
    // The replies that were just read may have brought events along, which the descriptor does not show any more.
    this.#settle();
    return captured ? rects : 'resized';
  }

  takeCursor(): CursorShape | undefined {
    this.#readEvents();
    const shape = this.#connection.usable ? this.#cursor?.take() : undefined;
    this.#settle();
    return shape;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#blindTimer);
    this.#grabber.close();
    this.#connection.close();
    this.#fail(new DesktopUnavailable('closed'));
  }

  /** What to fetch now. The damage is emptied first: what is painted while we fetch is damage again. */
  #takeDamage(): Rect[] {
    const whole = { xPx: 0, yPx: 0, widthPx: this.#widthPx, heightPx: this.#heightPx };
    if (this.#everything || (this.#damaged && !this.#damage)) {
      this.#damage?.clear();
      this.#forgetDamage();
      return [whole];
    }
    if (!this.#damaged || !this.#damage) return [];
    const damage = this.#damage.take();
    this.#forgetDamage();
    return joinRects(damage.flatMap((rect) => clipRect(rect, this.#widthPx, this.#heightPx) ?? []));
  }

  #forgetDamage(): void {
    this.#everything = false;
    this.#damaged = false;
    if (this.#damage || this.#blindTimer) return;
    this.#blindTimer = setTimeout(() => {
      this.#blindTimer = undefined;
      this.#damaged = true;
      this.#settle();
    }, BLIND_INTERVAL_MS);
  }

  #readEvents(): void {
    for (let event = this.#connection.nextEvent(); event; event = this.#connection.nextEvent()) {
      const type = event.readInt32LE(0) & 0x7f;
      if (type === this.#damage?.eventType) this.#damaged = true;
      else if (type === this.#cursor?.eventType) this.#cursor.notice();
      else if (type === CONFIGURE_NOTIFY && event.readUInt32LE(configure.window) === this.#connection.root)
        this.#resize(event.readInt32LE(configure.width), event.readInt32LE(configure.height));
    }
  }

  /** Ends the wait when there is something to hear of. */
  #settle(): void {
    if (!this.#waiter) return;
    this.#readEvents();
    try {
      this.#connection.check();
    } catch (error) {
      this.#fail(error as Error);
      return;
    }
    if (!this.#everything && !this.#damaged && !this.#cursor?.changed) return;
    this.#connection.unwatch();
    this.#waiter.resolve();
    this.#waiter = undefined;
  }

  #fail(error: Error): void {
    this.#connection.unwatch();
    this.#waiter?.reject(error);
    this.#waiter = undefined;
  }

  /**
   * The server refused a fetch: the screen became smaller, and the event that says so is still under way.
   * @throws DesktopUnavailable "display-lost" when that is not why
   */
  #recover(): false {
    const [widthPx, heightPx] = this.#readSize();
    if (widthPx === this.#widthPx && heightPx === this.#heightPx)
      throw new DesktopUnavailable('display-lost');
    this.#resize(widthPx, heightPx);
    return false;
  }

  #resize(widthPx: number, heightPx: number): void {
    if (widthPx === this.#widthPx && heightPx === this.#heightPx) return;
    this.#grabber.close();
    this.#grabber = openGrabber(this.#connection, widthPx, heightPx);
    this.#widthPx = widthPx;
    this.#heightPx = heightPx;
    this.#everything = true;
  }

  /** @throws DesktopUnavailable "display-lost" */
  #readSize(): [widthPx: number, heightPx: number] {
    const { x, display, root } = this.#connection;
    const ids = new BigUint64Array(1);
    const [left, top, width, height] = [0, 0, 0, 0].map(() => new Int32Array(1)) as [Out, Out, Out, Out];
    const there = x.XGetGeometry(
      display,
      root,
      ids,
      left,
      top,
      width,
      height,
      new Int32Array(1),
      new Int32Array(1),
    );
    this.#connection.check();
    if (!there) throw new DesktopUnavailable('display-lost');
    return [width[0]!, height[0]!];
  }
}

type Out = Int32Array;
