import type { XConnection } from '../connection.ts';

/** What somebody who waits wants to hear of. */
export type NewsKind = 'damage' | 'cursor' | 'pointer' | 'screens';

/** Ends a wait when there is something new: each thing once, whether it is then taken or not. */
export class News {
  readonly #connection: XConnection;
  readonly #readEvents: (mode: 'arrived' | 'read') => void;
  /** At first everything is new but the screens, which anybody can read. */
  readonly #untold = new Set<NewsKind>(['damage', 'cursor', 'pointer']);
  #waiter: PromiseWithResolvers<void> | undefined;

  /** @param readEvents reads what has arrived, or what is read already, and calls `add` for what is new */
  constructor(connection: XConnection, readEvents: (mode: 'arrived' | 'read') => void) {
    this.#connection = connection;
    this.#readEvents = readEvents;
  }

  /** @returns the same promise until it ends; rejects with DesktopUnavailable "display-lost" | "closed" */
  wait(): Promise<void> {
    if (this.#waiter) return this.#waiter.promise;
    const waiter = Promise.withResolvers<void>();
    this.#waiter = waiter;
    this.look();
    if (this.#waiter) this.#connection.watch(() => this.look());
    return waiter.promise;
  }

  add(kind: NewsKind): void {
    this.#untold.add(kind);
  }

  /** It was taken before anybody was told of it. */
  take(kind: NewsKind): void {
    this.#untold.delete(kind);
  }

  /** Looks through the events, and ends the wait if there is something to hear of. */
  look(mode: 'arrived' | 'read' = 'arrived'): void {
    if (!this.#waiter) return;
    try {
      this.#readEvents(mode);
      this.#connection.check();
    } catch (error) {
      this.fail(error as Error);
      return;
    }
    if (this.#untold.size === 0) return;
    this.#untold.clear();
    this.#connection.unwatch();
    this.#waiter.resolve();
    this.#waiter = undefined;
  }

  fail(error: Error): void {
    this.#connection.unwatch();
    this.#waiter?.reject(error);
    this.#waiter = undefined;
  }
}
