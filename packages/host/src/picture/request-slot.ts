/** What a picture is asked for with. */
export interface PictureRequest {
  /** Counts up from 1. */
  readonly request: number;
  readonly budgetBytes: number;
}

/** Int32 each. */
const places = { isFull: 0, request: 1, budgetBytes: 2, isAwaited: 3, count: 4 } as const;

/**
 * Where the main thread lays its request for the worker, in memory that both see. A worker with nothing to say is not woken to hear
 * that it may say something: on a quiet screen that was a third of what an update woke for (docs/decisions/0022-host-cpu.md).
 */
export class RequestSlot {
  readonly #words: Int32Array;

  /** @param memory of `createMemory`, at both ends the same */
  constructor(memory: SharedArrayBuffer) {
    this.#words = new Int32Array(memory);
  }

  /** @returns undefined where threads share no memory: a page that is not isolated from others */
  static createMemory(): SharedArrayBuffer | undefined {
    const isThere = typeof SharedArrayBuffer !== 'undefined';
    return isThere ? new SharedArrayBuffer(places.count * Int32Array.BYTES_PER_ELEMENT) : undefined;
  }

  /**
   * The main thread's.
   * @returns "full" when the one before was not taken; "awaited" when the worker has to be told that there is one
   */
  put({ request, budgetBytes }: PictureRequest): 'put' | 'awaited' | 'full' {
    const words = this.#words;
    if (Atomics.load(words, places.isFull) === 1) return 'full';
    words[places.request] = request;
    words[places.budgetBytes] = budgetBytes;
    // Each end writes its own word first and reads the other's then: one of them sees both.
    Atomics.store(words, places.isFull, 1);
    return Atomics.exchange(words, places.isAwaited, 0) === 1 ? 'awaited' : 'put';
  }

  /** The worker's. @param isAwaited whether it wants to be told of one that comes from now on */
  take(isAwaited: boolean): PictureRequest | undefined {
    const words = this.#words;
    Atomics.store(words, places.isAwaited, isAwaited ? 1 : 0);
    if (Atomics.load(words, places.isFull) === 0) return undefined;
    const taken = { request: words[places.request]!, budgetBytes: words[places.budgetBytes]! };
    Atomics.store(words, places.isAwaited, 0);
    Atomics.store(words, places.isFull, 0);
    return taken;
  }
}
