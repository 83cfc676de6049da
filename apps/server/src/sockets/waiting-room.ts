import { type Clock, closeCodes, limits, ProtocolViolation } from '@fjernhjelp/protocol/signalling';
import type { Connection } from './connection.ts';

/** The part of the room that one address may take, so that it cannot keep all others out. */
const SHARE_OF_ONE_SOURCE = 1 / 4;

/** Sockets that have not said yet what they want: bounded in number, in all and from one address, and in time (SG4). */
export class WaitingRoom {
  readonly #maxSockets: number;
  readonly #clock: Clock;
  readonly #bySource = new Map<string, number>();
  #sockets = 0;

  constructor(maxSockets: number, clock: Clock) {
    this.#maxSockets = maxSockets;
    this.#clock = clock;
  }

  hasRoom(source: string): boolean {
    const ofSource = this.#bySource.get(source) ?? 0;
    return this.#sockets < this.#maxSockets && ofSource < this.#maxSockets * SHARE_OF_ONE_SOURCE;
  }

  /**
   * Waits for the first text. Anything else, or none within `limits.handshakeTimeoutMs`, closes the socket.
   * @param parse throws ProtocolViolation
   * @param entered takes the connection over, in the same turn
   */
  enter<T>(
    connection: Connection,
    source: string,
    parse: (text: string) => T,
    entered: (message: T) => void,
  ): void {
    this.#count(source, 1);
    let waiting = true;
    const leave = () => {
      if (!waiting) return;
      waiting = false;
      cancel();
      this.#count(source, -1);
    };
    const cancel = this.#clock.schedule(limits.handshakeTimeoutMs, () => {
      leave();
      connection.close(closeCodes.timeout);
    });
    connection.listen({
      text: (text) => {
        leave();
        const message = parsed(parse, text);
        if (message === undefined) refuseMalformed(connection);
        else entered(message);
      },
      binary: () => {
        leave();
        refuseMalformed(connection);
      },
      closed: leave,
    });
  }

  #count(source: string, change: 1 | -1): void {
    this.#sockets += change;
    const ofSource = (this.#bySource.get(source) ?? 0) + change;
    if (ofSource === 0) this.#bySource.delete(source);
    else this.#bySource.set(source, ofSource);
  }
}

/** @returns the message, or undefined when the text is none */
export function parsed<T>(parse: (text: string) => T, text: string): T | undefined {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof ProtocolViolation) return undefined;
    throw error;
  }
}

/** Says what was wrong and closes (SG7). */
export function refuseMalformed(connection: Connection): void {
  connection.sendText({ type: 'error', code: 'malformed' });
  connection.close(closeCodes.malformed);
}
