import { connect, createServer, type Server as NetServer, type Socket } from 'node:net';
import { freePort, type Resources } from './resources.ts';

/**
 * The line between the ends and the server, under the test's control: forwards TCP, counts and keeps what passes,
 * and can be cut as a pulled cable is: nothing passes, nobody is told.
 */
export class Line {
  readonly port: number;
  readonly #server: NetServer;
  readonly #sockets = new Set<Socket>();
  /** One list for each connection and direction. */
  readonly #recorded: Buffer[][] = [];
  readonly #record: boolean;
  forwardedBytes = 0;
  #cut = false;

  private constructor(port: number, targetPort: number, record: boolean) {
    this.port = port;
    this.#record = record;
    this.#server = createServer({ pauseOnConnect: true }, (near) => this.#join(near, targetPort));
  }

  static async open(
    resources: Resources,
    targetPort: number,
    options: { record?: boolean } = {},
  ): Promise<Line> {
    const line = new Line(await freePort(), targetPort, options.record ?? false);
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
        if (!to.write(bytes)) {
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
