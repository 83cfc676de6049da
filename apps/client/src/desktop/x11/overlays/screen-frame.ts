import type { ScreenFrame } from '@fjernhjelp/host';
import { FRAME_COLOUR, frameEdges } from '../../frame-edges.ts';
import { XConnection } from '../connection.ts';
import { ScreenWatch, STRUCTURE_NOTIFY_MASK } from '../screen-watch.ts';
import { OverlayWindow } from './overlay-window.ts';

const SUBSTRUCTURE_NOTIFY_MASK = 1 << 19;
/** How soon the frame comes above what was opened over it; the longer, the more often that happens in a row. */
const raiseAfter = { leastMs: 200, mostMs: 2000 };

/**
 * Four thin windows at the edges of each screen. They stand still and are of one colour, so that they cost the picture
 * nothing after its first; X11 cannot leave them out of it. They go with this program, however it ends.
 */
export class X11ScreenFrame implements ScreenFrame {
  readonly #connection: XConnection;
  readonly #screens: ScreenWatch;
  #windows: OverlayWindow[] = [];
  #isShown = false;
  #raising: ReturnType<typeof setTimeout> | undefined;
  #raiseMs = raiseAfter.leastMs;
  #raisedAtMs = Number.NEGATIVE_INFINITY;
  #isClosed = false;

  /** @throws DesktopUnavailable "missing-library" | "no-display" | "display-lost" */
  constructor(displayName?: string) {
    this.#connection = new XConnection(displayName);
    this.#screens = new ScreenWatch(this.#connection);
    const { x, display, root } = this.#connection;
    x.XSelectInput(display, root, STRUCTURE_NOTIFY_MASK | SUBSTRUCTURE_NOTIFY_MASK);
    x.XFlush(display);
  }

  show(): void {
    if (this.#isShown || !this.#isUsable) return;
    this.#isShown = true;
    // What happened meanwhile was about no frame.
    while (this.#connection.nextEvent());
    this.#guard(() => {
      this.#screens.refresh();
      this.#build();
    });
    this.#connection.watch(() => this.#look());
  }

  hide(): void {
    if (!this.#isShown) return;
    this.#isShown = false;
    clearTimeout(this.#raising);
    this.#raising = undefined;
    if (!this.#isUsable) return;
    this.#connection.unwatch();
    this.#clear();
    this.#flush();
  }

  close(): void {
    this.hide();
    this.#isClosed = true;
    this.#connection.close();
  }

  get #isUsable(): boolean {
    return !this.#isClosed && this.#connection.usable;
  }

  #look(): void {
    if (!this.#isShown || !this.#isUsable) return;
    const own = new Set(this.#windows.map(({ id }) => id));
    let isCovered = false;
    for (let event = this.#connection.nextEvent(); event; event = this.#connection.nextEvent()) {
      this.#screens.notice(event.readInt32LE(0) & 0x7f, event);
      // The window that an event of the root's children is about, in all of them that are selected.
      isCovered ||= !own.has(event.readUInt32LE(40));
    }
    if (!this.#connection.usable) return;
    this.#guard(() => {
      if (this.#screens.isStale && this.#screens.refresh()) this.#build();
    });
    if (isCovered) this.#raiseSoon();
  }

  #raiseSoon(): void {
    if (this.#raising !== undefined) return;
    // Another program may want the same place as stubbornly: then each lets the other be for longer.
    const isAgain = performance.now() - this.#raisedAtMs < 2 * this.#raiseMs;
    this.#raiseMs = isAgain ? Math.min(this.#raiseMs * 2, raiseAfter.mostMs) : raiseAfter.leastMs;
    this.#raising = setTimeout(() => {
      this.#raising = undefined;
      if (!this.#isShown || !this.#isUsable) return;
      this.#raisedAtMs = performance.now();
      for (const window of this.#windows) window.raise();
      this.#flush();
    }, this.#raiseMs);
  }

  #build(): void {
    this.#clear();
    this.#windows = this.#screens.screens
      .flatMap(frameEdges)
      .map((edge) => new OverlayWindow(this.#connection, edge, FRAME_COLOUR));
    for (const window of this.#windows) window.show();
    this.#flush();
  }

  #clear(): void {
    for (const window of this.#windows) window.destroy();
    this.#windows = [];
  }

  #flush(): void {
    this.#connection.x.XFlush(this.#connection.display);
  }

  /** A display that is lost is the capturer's to report. */
  #guard(task: () => void): void {
    try {
      task();
    } catch (error) {
      if (this.#connection.usable) throw error;
    }
  }
}
