import type { Duplex } from 'node:stream';
import { type Clock, closeCodes } from '@fjernhjelp/protocol/signalling';
import type { WebSocket } from 'ws';
import { Connection } from './connection.ts';

/** How long ends may take to answer the close before their sockets are dropped. */
const STOP_MS = 2000;

/** All sockets of the server, so that a stop can tell every one of them. */
export class OpenSockets {
  readonly #clock: Clock;
  readonly #connections = new Set<Connection>();
  #allGone: () => void = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#connections.size;
  }

  /** Pings that are not answered yet. */
  get pingsUnderWay(): number {
    let pings = 0;
    for (const connection of this.#connections) if (connection.pingUnderWay) pings++;
    return pings;
  }

  /** @param socket what the WebSocket reads from */
  add(webSocket: WebSocket, socket: Duplex): Connection {
    const connection = new Connection(webSocket, socket, this.#clock);
    this.#connections.add(connection);
    webSocket.on('close', () => {
      this.#connections.delete(connection);
      if (this.#connections.size === 0) this.#allGone();
    });
    return connection;
  }

  /** Closes all with "restart"; those that do not answer are dropped. Resolves when none is left. */
  async closeAll(): Promise<void> {
    if (this.#connections.size === 0) return;
    const allGone = new Promise<void>((resolve) => {
      this.#allGone = resolve;
    });
    for (const connection of this.#connections) connection.close(closeCodes.restart);
    const cancel = this.#clock.schedule(STOP_MS, () => {
      for (const connection of this.#connections) connection.terminate();
    });
    await allGone;
    cancel();
  }
}
