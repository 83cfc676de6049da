/** Not by doubling: a queue is short-lived and bounded, and what it has too much is there once for each direction of each link. */
const STEP_BYTES = 16 * 1024;

/**
 * Messages in order, packed end to end in one buffer: a thousand tiny ones cost what their bytes cost.
 * Bounded; `append` refuses what does not fit.
 */
export class PackedQueue {
  readonly #maxBytes: number;
  #bytes: Buffer | undefined;
  #lengths: number[] = [];
  #first = 0;
  #start = 0;
  #end = 0;

  /** @param maxBytes of all messages since the queue was last empty */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get empty(): boolean {
    return this.#first === this.#lengths.length;
  }

  /** Bytes that the queue holds. */
  get heldBytes(): number {
    return this.#bytes?.length ?? 0;
  }

  /** Length of the next message; 0 when there is none. */
  get nextLength(): number {
    return this.#lengths[this.#first] ?? 0;
  }

  /** Copies a message in. @returns false when it does not fit: nothing is kept of it */
  append(message: Uint8Array): boolean {
    const end = this.#end + message.length;
    if (end > this.#maxBytes || this.#lengths.length >= this.#maxBytes) return false;
    if (this.#bytes === undefined || end > this.#bytes.length) {
      const steps = Math.ceil(end / STEP_BYTES);
      const grown = Buffer.allocUnsafeSlow(Math.min(this.#maxBytes, steps * STEP_BYTES));
      this.#bytes?.copy(grown, 0, 0, this.#end);
      this.#bytes = grown;
    }
    this.#bytes.set(message, this.#end);
    this.#end = end;
    this.#lengths.push(message.length);
    return true;
  }

  /** @returns a copy of the next message, owned by the caller; undefined when there is none */
  shift(): Buffer | undefined {
    const length = this.#lengths[this.#first];
    if (length === undefined || this.#bytes === undefined) return undefined;
    const message = Buffer.from(this.#bytes.subarray(this.#start, this.#start + length));
    this.#start += length;
    this.#first++;
    if (this.empty) this.clear();
    return message;
  }

  clear(): void {
    this.#bytes = undefined;
    this.#lengths = [];
    this.#first = 0;
    this.#start = 0;
    this.#end = 0;
  }
}
