import koffi from 'koffi';
import { DesktopUnavailable } from '../errors.ts';
import { type Libraries, loadLibraries, type Pointer, type Xid } from './libraries.ts';

/** Bytes of an XEvent. */
const EVENT_BYTES = 192;
const QUEUED_ALREADY = 0;

/**
 * One connection to the X server, for one thread. Xlib's default handlers, which end the process, are replaced:
 * a failed request shows in its own reply, a lost server in `lost` and in what `check` throws.
 */
export class XConnection {
  readonly x: Libraries;
  readonly display: Pointer;
  readonly root: Xid;
  readonly screen: number;
  readonly #event = Buffer.alloc(EVENT_BYTES);
  readonly #onLost: Pointer;
  #poll: ReturnType<typeof koffi.node.poll> | undefined;
  #state: 'open' | 'lost' | 'closed' = 'open';

  /**
   * @param displayName as in DISPLAY, which it defaults to
   * @throws DesktopUnavailable "missing-library" | "no-display"
   */
  constructor(displayName?: string) {
    this.x = loadLibraries();
    const display = this.x.XOpenDisplay(displayName ?? null);
    if (display === null) throw new DesktopUnavailable('no-display');
    this.display = display;
    this.#onLost = koffi.register(() => {
      this.#state = 'lost';
    }, this.x.exitHandler);
    this.x.XSetIOErrorExitHandler?.(display, this.#onLost, null);
    this.root = this.x.XDefaultRootWindow(display);
    this.screen = this.x.XDefaultScreen(display);
  }

  get usable(): boolean {
    return this.#state === 'open';
  }

  /** @throws DesktopUnavailable "display-lost" | "closed" */
  check(): void {
    if (this.#state === 'lost') throw new DesktopUnavailable('display-lost');
    if (this.#state === 'closed') throw new DesktopUnavailable('closed');
  }

  /**
   * Sends what is buffered and takes the next event that has arrived, without waiting.
   * @param mode "read": only one that has been read from the server already, along with replies; that asks nobody
   * @returns the XEvent, valid until the next call; undefined when there is none
   */
  nextEvent(mode: 'arrived' | 'read' = 'arrived'): Buffer | undefined {
    if (!this.usable) return undefined;
    const isThere = this.x.XEventsQueued(this.display, QUEUED_ALREADY) > 0;
    if (!isThere && (mode === 'read' || this.x.XPending(this.display) <= 0 || !this.usable)) return undefined;
    this.x.XNextEvent(this.display, this.#event);
    return this.#event;
  }

  /** Calls back on the event loop whenever the server has sent something or is gone, until `unwatch`. */
  watch(readable: () => void): void {
    const events = { readable: true, disconnect: true };
    // The callback comes straight from libuv, outside of Node's own scopes: promises settle from the immediate.
    const callback = () => {
      setImmediate(readable);
    };
    if (this.#poll === undefined)
      this.#poll = koffi.node.poll(this.x.XConnectionNumber(this.display), events, callback);
    else this.#poll.start(events, callback);
  }

  unwatch(): void {
    this.#poll?.stop();
  }

  /** The event base of an extension, or undefined when the server lacks it. */
  extensionEvents(name: string): number | undefined {
    const [opcode, eventBase, errorBase] = [new Int32Array(1), new Int32Array(1), new Int32Array(1)];
    const there = this.x.XQueryExtension(this.display, name, opcode, eventBase, errorBase);
    return there ? eventBase[0] : undefined;
  }

  /** May be called twice, and after the server is gone. */
  close(): void {
    if (this.#state === 'closed') return;
    this.#poll?.close();
    this.#poll = undefined;
    this.x.XCloseDisplay(this.display);
    koffi.unregister(this.#onLost);
    this.#state = 'closed';
  }
}
