import { limits } from '@fjernhjelp/protocol/signalling';
import type { Connection } from '../sockets/connection.ts';
import { PackedQueue } from './packed-queue.ts';

/** What one message on its way out costs in memory beyond its bytes (measured for one byte: 0.4 KiB of heap, 1 KiB resident). */
const MESSAGE_COST_BYTES = 1024;
/** What may still arrive when nothing more is sent: the rest of one read of a socket, which is at most this long (libuv's 64 KiB). */
const OVERFLOW_BYTES = 2 * limits.relayMessageBytes;
const LOW_WATER_BYTES = limits.relayHighWaterBytes / 4;

/**
 * One direction of a link: forwards each message as it is, and pauses the source while the target is slower (SG14, SG15).
 * Holds at most `limits.relayHighWaterBytes` on its way out (or one message) and two messages' bytes that had been read when the
 * pause began.
 */
export class Direction {
  readonly #source: Connection;
  readonly #target: Connection;
  /** Under TLS a message is there twice on its way out: plain until it is taken, and encrypted. */
  readonly #copies: number;
  readonly #overflow = new PackedQueue(OVERFLOW_BYTES);
  #flyingBytes = 0;

  constructor(source: Connection, target: Connection, encrypted: boolean) {
    this.#source = source;
    this.#target = target;
    this.#copies = encrypted ? 2 : 1;
  }

  /** Memory that this direction takes. */
  get heldBytes(): number {
    return this.#flyingBytes + this.#overflow.heldBytes;
  }

  /** @returns false when more arrives than can be held, which a paused source cannot cause: the link must end */
  forward(message: Buffer): boolean {
    if (this.#overflow.empty && this.#fits(message.length)) this.#send(message);
    else if (!this.#overflow.append(message)) return false;
    if (!this.#overflow.empty || this.#full) this.#source.pause();
    return true;
  }

  /** Sends all that is left, whatever it weighs: the source has ended and the target is closed next. */
  flush(): void {
    for (let message = this.#overflow.shift(); message; message = this.#overflow.shift()) this.#send(message);
  }

  /**
   * Whether one more read could bring more than there is room for. It may complete a message that was half there, and that one must
   * fit on its way out; what follows it fits in the overflow. A read under TLS is one record, 16 KiB: both fit in the overflow.
   */
  get #full(): boolean {
    const room = limits.relayHighWaterBytes - this.#flyingBytes;
    return room < (this.#copies === 1 ? this.#cost(limits.relayMessageBytes) : 1);
  }

  #fits(length: number): boolean {
    return this.#flyingBytes === 0 || this.#flyingBytes + this.#cost(length) <= limits.relayHighWaterBytes;
  }

  #cost(length: number): number {
    return length * this.#copies + MESSAGE_COST_BYTES;
  }

  #send(message: Buffer): void {
    const cost = this.#cost(message.length);
    this.#flyingBytes += cost;
    this.#target.sendBinary(message, () => this.#sent(cost));
  }

  #sent(cost: number): void {
    this.#flyingBytes -= cost;
    if (!this.#source.paused) return;
    // The target's system made room, so the target took bytes: a slow end is not a dead one (SG17).
    this.#target.heard();
    while (!this.#overflow.empty && this.#fits(this.#overflow.nextLength)) {
      const message = this.#overflow.shift();
      if (message) this.#send(message);
    }
    if (this.#overflow.empty && this.#flyingBytes <= LOW_WATER_BYTES) this.#source.resume();
  }
}
