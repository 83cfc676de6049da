import { connect, createServer, type Server as NetServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort, type Resources } from './resources.ts';

const PACKET_BYTES = 1400;

export interface LineOptions {
  readonly record?: boolean;
  /** What each connection carries in each direction; all that comes when not given. */
  readonly megabitsPerSecond?: number;
}

/**
 * The line between the ends and the server, under the test's control: forwards TCP, counts and keeps what passes,
 * can be a slow one, and can be cut as a pulled cable is: nothing passes, nobody is told.
 */
export class Line {
  readonly port: number;
  readonly #server: NetServer;
  readonly #sockets = new Set<Socket>();
  /** One list for each connection and direction. */
  readonly #recorded: Buffer[][] = [];
  readonly #record: boolean;
  readonly #bytesPerMs: number;
  forwardedBytes = 0;
  #cut = false;

  private constructor(port: number, targetPort: number, { record = false, megabitsPerSecond }: LineOptions) {
    this.port = port;
    this.#record = record;
    this.#bytesPerMs = megabitsPerSecond === undefined ? Number.POSITIVE_INFINITY : megabitsPerSecond * 125;
    this.#server = createServer({ pauseOnConnect: true }, (near) => this.#join(near, targetPort));
  }

  static async open(resources: Resources, targetPort: number, options: LineOptions = {}): Promise<Line> {
    const line = new Line(await freePort(), targetPort, options);
    await new Promise<void>((listening) => line.#server.listen(line.port, '127.0.0.1', listening));
    resources.add(() => line.#close());
    return line;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** All that passed: a stream for each connection and direction. */
  get recorded(): Buffer[] {
    return this.#recorded.map((pieces) => Buffer.concat(pieces));
  }

  /** Pulls the cable. */
  cut(): void {
    this.#cut = true;
    for (const socket of this.#sockets) socket.pause();
  }

  /** Plugs it in again: what was open before is dead, as after a change of address. */
  restore(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#cut = false;
  }

  #join(near: Socket, targetPort: number): void {
    if (this.#cut) {
      // Held open and silent: neither refused nor answered, like packets that vanish.
      this.#watch(near);
      return;
    }
    const far = connect({ port: targetPort, host: '127.0.0.1' });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      const recorded: Buffer[] = [];
      if (this.#record) this.#recorded.push(recorded);
      this.#watch(from);
      from.setNoDelay(true);
      from.on('data', (bytes) => {
        this.forwardedBytes += bytes.length;
        if (this.#record) recorded.push(bytes);
        if (this.#bytesPerMs < Number.POSITIVE_INFINITY) void this.#carry(bytes, from, to);
        else if (!to.write(bytes)) {
          from.pause();
          to.once('drain', () => {
            if (!this.#cut) from.resume();
          });
        }
      });
      from.on('end', () => {
        if (!this.#cut) to.end();
      });
      from.on('close', () => {
        if (!this.#cut) to.destroy();
      });
    }
    near.resume();
  }

  /** Takes nothing more until this has gone, a packet at a time. */
  async #carry(bytes: Buffer, from: Socket, to: Socket): Promise<void> {
    from.pause();
    let freeAtMs = performance.now();
    for (let at = 0; at < bytes.length && !this.#cut; at += PACKET_BYTES) {
      const packet = bytes.subarray(at, at + PACKET_BYTES);
      freeAtMs += packet.length / this.#bytesPerMs;
      await delay(Math.max(0, freeAtMs - performance.now()));
      to.write(packet);
    }
    if (!this.#cut) from.resume();
  }

  #watch(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.#sockets.delete(socket));
  }

  async #close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((closed) => this.#server.close(closed));
  }
}
