import { WebSocket } from 'ws';

/** What a socket has received: a text as JSON, bytes, or the close code. */
export type Received = { readonly json: unknown } | { readonly bytes: Buffer } | { readonly closed: number };

/** A WebSocket client that keeps what it received until the test asks for it. */
export class TestSocket {
  readonly webSocket: WebSocket;
  /** How often the broker said "alive", which `next` leaves out. */
  aliveMessages = 0;
  readonly #received: Received[] = [];
  #wake: () => void = () => {};

  private constructor(webSocket: WebSocket) {
    this.webSocket = webSocket;
    webSocket.on('message', (data: Buffer, isBinary) =>
      isBinary ? this.#push({ bytes: data }) : this.#text(JSON.parse(data.toString())),
    );
    webSocket.on('close', (code) => this.#push({ closed: code }));
    webSocket.on('error', () => {});
  }

  /** @throws Error "Unexpected server response: 403" and the like when the server refuses it */
  static open(
    url: string,
    path: string,
    options: ConstructorParameters<typeof WebSocket>[2] = {},
  ): Promise<TestSocket> {
    return new Promise((resolve, reject) => {
      const webSocket = new WebSocket(url.replace(/^http/, 'ws') + path, options);
      const socket = new TestSocket(webSocket);
      webSocket.once('open', () => resolve(socket));
      webSocket.once('error', reject);
    });
  }

  send(message: object | Uint8Array): void {
    this.webSocket.send(message instanceof Uint8Array ? message : JSON.stringify(message));
  }

  async next(): Promise<Received> {
    for (;;) {
      const received = this.#received.shift();
      if (received) return received;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** @returns the next message, which must be JSON */
  async json(): Promise<Record<string, unknown>> {
    const received = await this.next();
    if (!('json' in received)) throw new Error(`no JSON but ${JSON.stringify(received)}`);
    return received.json as Record<string, unknown>;
  }

  /** @returns the next message, which must be binary */
  async bytes(): Promise<Buffer> {
    const received = await this.next();
    if (!('bytes' in received)) throw new Error(`no bytes but ${JSON.stringify(received)}`);
    return received.bytes;
  }

  /** @returns the close code; nothing may come before it */
  async closed(): Promise<number> {
    const received = await this.next();
    if (!('closed' in received)) throw new Error(`not closed but ${JSON.stringify(received)}`);
    return received.closed;
  }

  /** Drops the line without a word. */
  drop(): void {
    this.webSocket.terminate();
  }

  #text(json: { readonly type?: unknown }): void {
    if (json.type === 'alive') this.aliveMessages++;
    else this.#push({ json });
  }

  #push(received: Received): void {
    this.#received.push(received);
    this.#wake();
  }
}
