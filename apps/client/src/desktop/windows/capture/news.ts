type NewsKind = 'damage' | 'cursor' | 'pointer' | 'screens' | 'obstacle';

/** What `Capturer.wait` waits for. Each news resolves it once, whether it is then taken or not. */
export class News {
  /** At first everything is new but the screens, which anybody can read. */
  readonly #untold = new Set<NewsKind>(['damage', 'cursor', 'pointer']);
  #waiter: PromiseWithResolvers<void> | undefined;
  #failure: Error | undefined;

  /** @returns the same promise until it ends; rejects with what `fail` was given */
  wait(): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    this.#waiter ??= Promise.withResolvers<void>();
    const { promise } = this.#waiter;
    this.#tell();
    return promise;
  }

  add(kind: NewsKind): void {
    this.#untold.add(kind);
    this.#tell();
  }

  /** It was taken before anybody was told of it. */
  take(kind: NewsKind): void {
    this.#untold.delete(kind);
  }

  fail(error: Error): void {
    this.#failure ??= error;
    this.#waiter?.reject(this.#failure);
    this.#waiter = undefined;
  }

  #tell(): void {
    if (this.#waiter === undefined || this.#untold.size === 0) return;
    this.#untold.clear();
    this.#waiter.resolve();
    this.#waiter = undefined;
  }
}
