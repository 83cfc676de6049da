import { createServer, type Server as HttpServer, request } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';
import { freePort, type Resources } from './resources.ts';

export type Direction = 'to-host' | 'to-viewer';

/**
 * What the relay does with one binary message: the messages that it passes on instead, to the end that the message was
 * for and, for reflection, back to the one that sent it.
 */
export interface Meddling {
  forward: readonly Buffer[];
  back?: readonly Buffer[];
}
export type Meddler = (message: Buffer, direction: Direction, index: number) => Meddling;

/**
 * A relay under the test's control, between both ends and the real server: pages and signalling pass as they are,
 * every binary message of a link goes through the meddler.
 */
export class HostileRelay {
  readonly port: number;
  readonly #targetPort: number;
  readonly #http: HttpServer;
  readonly #sockets = new Set<WebSocket>();
  /** Honest until told otherwise. */
  meddle: Meddler = (message) => ({ forward: [message] });
  /** Takes a socket over before it is joined; false leaves it to the relay. */
  intercept: (near: WebSocket, path: string) => boolean = () => false;
  /** Binary messages that passed so far, by direction. */
  readonly counts: Record<Direction, number> = { 'to-host': 0, 'to-viewer': 0 };

  private constructor(port: number, targetPort: number) {
    this.port = port;
    this.#targetPort = targetPort;
    this.#http = createServer((incoming, outgoing) => {
      const upstream = request(
        { port: targetPort, path: incoming.url, method: incoming.method, headers: incoming.headers },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        },
      );
      upstream.on('error', () => outgoing.destroy());
      incoming.pipe(upstream);
    });
    const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
    this.#http.on('upgrade', (incoming, socket, head) => {
      sockets.handleUpgrade(incoming, socket, head, (near) => {
        const path = incoming.url ?? '/';
        if (!this.intercept(near, path)) this.#join(near, path, incoming.headers.origin);
      });
    });
  }

  static async open(resources: Resources, targetPort: number): Promise<HostileRelay> {
    const relay = new HostileRelay(await freePort(), targetPort);
    await new Promise<void>((listening) => relay.#http.listen(relay.port, '127.0.0.1', listening));
    resources.add(() => relay.#close());
    return relay;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  #join(near: WebSocket, path: string, origin: string | undefined): void {
    const far = new WebSocket(`ws://localhost:${this.#targetPort}${path}`, {
      perMessageDeflate: false,
      ...(origin ? { origin: origin.replace(String(this.port), String(this.#targetPort)) } : {}),
    });
    // What the near end sends travels to the other end: a viewer's messages to the host, and the other way.
    const outward: Direction = path.startsWith('/api/viewer') ? 'to-host' : 'to-viewer';
    const early: { data: Buffer; isBinary: boolean }[] = [];
    this.#watch(near, far);
    this.#watch(far, near);
    near.on('message', (data: Buffer, isBinary) => {
      if (far.readyState === WebSocket.CONNECTING) early.push({ data, isBinary });
      else this.#pass(near, far, data, isBinary, outward);
    });
    far.on('open', () => {
      for (const { data, isBinary } of early) this.#pass(near, far, data, isBinary, outward);
    });
    far.on('message', (data: Buffer, isBinary) => near.send(data, { binary: isBinary }));
  }

  /** Each message is meddled with once: on its way from the end that made it. */
  #pass(from: WebSocket, to: WebSocket, data: Buffer, isBinary: boolean, direction: Direction): void {
    if (!isBinary) {
      to.send(data, { binary: false });
      return;
    }
    const { forward, back = [] } = this.meddle(data, direction, this.counts[direction]++);
    for (const message of forward) to.send(message);
    for (const message of back) from.send(message);
  }

  #watch(socket: WebSocket, other: WebSocket): void {
    this.#sockets.add(socket);
    socket.on('error', () => other.terminate());
    socket.on('close', (code, reason) => {
      this.#sockets.delete(socket);
      if (other.readyState !== WebSocket.OPEN) other.terminate();
      else if (code >= 3000 || code === 1000 || code === 1012) other.close(code, reason);
      else other.terminate();
    });
  }

  async #close(): Promise<void> {
    for (const socket of this.#sockets) socket.terminate();
    this.#http.closeAllConnections();
    await new Promise((closed) => this.#http.close(closed));
  }
}
