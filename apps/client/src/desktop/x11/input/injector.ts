import type { DesktopInput, Injector } from '@fjernhjelp/host';
import type { Locks } from '@fjernhjelp/protocol';
import { DesktopUnavailable } from '../../errors.ts';
import { XConnection } from '../connection.ts';
import { Keyboard } from './keyboard/keyboard.ts';
import { Pointer } from './pointer.ts';

type Action = Exclude<DesktopInput, { type: 'release-all' }>;

/** Messages that wait behind one that waits for a spare key. At the bound, nothing waits any longer. */
const MAX_WAITING = 512;

/**
 * Acts through XTEST. Everything is done at once and in order, but for characters that need a spare key when all of
 * those were in use a moment ago: they, and all after them, follow within `SPARE_REST_MS`.
 */
export class X11Injector implements Injector {
  readonly #connection: XConnection;
  readonly #keyboard: Keyboard;
  readonly #pointer: Pointer;
  #waiting: Action[] = [];
  readonly #lockListeners = new Set<(locks: Locks) => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  /** @throws DesktopUnavailable "missing-library" | "no-display" */
  constructor(displayName?: string) {
    this.#connection = new XConnection(displayName);
    const { x, display } = this.#connection;
    // A menu that grabs the server must not lock the helper out.
    x.XTestGrabControl(display, 1);
    this.#keyboard = new Keyboard(this.#connection, () => performance.now());
    this.#pointer = new Pointer(this.#connection);
  }

  /** @throws DesktopUnavailable "display-lost" | "closed" */
  inject(message: Action): void {
    this.#connection.check();
    this.#waiting.push(message);
    if (this.#timer === undefined || this.#waiting.length > MAX_WAITING) this.#work();
  }

  watchLocks(heard: (locks: Locks) => void): () => void {
    this.#connection.check();
    this.#lockListeners.add(heard);
    if (this.#lockListeners.size === 1) this.#connection.watch(() => this.#tellLocks('arrived'));
    heard(this.#keyboard.locks());
    return () => {
      this.#lockListeners.delete(heard);
      if (this.#lockListeners.size === 0) this.#connection.unwatch();
    };
  }

  releaseAll(): void {
    this.#forgetWaiting();
    if (!this.#connection.usable) return;
    this.#pointer.releaseAll();
    this.#keyboard.releaseAll();
    this.#flush();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.releaseAll();
    this.#keyboard.close();
    this.#connection.close();
  }

  /** Does what waits, up to a message that has to wait still. */
  #work(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#waiting.length > 0) {
      const [message] = this.#waiting as [Action, ...Action[]];
      const left = this.#act(message, this.#waiting.length > MAX_WAITING);
      if (left) {
        this.#waiting[0] = left.message;
        this.#timer = setTimeout(() => this.#workLater(), left.waitMs);
        break;
      }
      this.#waiting.shift();
    }
    this.#flush();
  }

  #workLater(): void {
    try {
      this.#work();
    } catch (error) {
      if (!(error instanceof DesktopUnavailable)) throw error;
      // The display is gone: there is nobody here to tell, the next `inject` says so.
      this.#forgetWaiting();
    }
  }

  /** @returns what is left of the message and when to go on, undefined when it is done */
  #act(message: Action, hurry: boolean): { message: Action; waitMs: number } | undefined {
    switch (message.type) {
      case 'pointer':
        this.#pointer.move(message.xPx, message.yPx, message.buttons);
        return undefined;
      case 'wheel':
        this.#pointer.wheel(message.deltaX, message.deltaY);
        return undefined;
      case 'key': {
        if (!message.down) this.#keyboard.up(message);
        const waitMs = message.down ? this.#keyboard.down(message, hurry) : 0;
        return waitMs > 0 ? { message, waitMs } : undefined;
      }
      case 'text': {
        let text = this.#keyboard.type(message.text, hurry);
        while (hurry && text !== '') text = this.#keyboard.type(text, hurry);
        return text === '' ? undefined : { message: { ...message, text }, waitMs: this.#keyboard.restMs() };
      }
    }
  }

  #forgetWaiting(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
  }

  #flush(): void {
    this.#connection.x.XFlush(this.#connection.display);
    this.#connection.check();
    // What was read along with answers makes nobody wake up.
    this.#tellLocks('read');
  }

  #tellLocks(mode: 'arrived' | 'read'): void {
    if (this.#lockListeners.size === 0) return;
    try {
      if (!this.#keyboard.locksChanged(mode)) return;
      const locks = this.#keyboard.locks();
      for (const heard of this.#lockListeners) heard(locks);
    } catch (error) {
      if (!(error instanceof DesktopUnavailable)) throw error;
      // The display is gone: the next `inject` says so.
      this.#connection.unwatch();
    }
  }
}
