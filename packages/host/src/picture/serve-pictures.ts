import { type Compressor, PictureEncoder } from '@fjernhjelp/codec';
import type { Bytes, Rect } from '@fjernhjelp/protocol';
import type { Capturer } from '../ports.ts';
import { listenToPort, type MessagePortLike } from './message-port.ts';
import type { FromPictureWorker, ToPictureWorker } from './worker-messages.ts';

/** v1 shares one screen. */
const SCREEN = 0;

/**
 * The worker's half: captures and encodes one screen when the other half (`connectPictureSource`) asks, and tells it of
 * pointer shapes as they change. Closes the capturer when the screen is lost or the other half is gone.
 * @param capturer owned from here
 */
export function servePictures(port: MessagePortLike, capturer: Capturer, compressor: Compressor): void {
  const server = new PictureServer(port, capturer, compressor);
  listenToPort(port, {
    message: (value) => server.handle(value as ToPictureWorker),
    closed: () => server.close(),
  });
  void server.watch();
}

class PictureServer {
  readonly #port: MessagePortLike;
  readonly #capturer: Capturer;
  readonly #encoder: PictureEncoder;
  #request: { id: number; budgetBytes: number } | undefined;
  /** A resize must go before anything else. */
  #owesResize = true;
  /** Something may have changed since the last capture. */
  #changed = true;
  /** Of the next capture. */
  #captured = Promise.withResolvers<void>();
  #sequence = 0;
  #closed = false;

  constructor(port: MessagePortLike, capturer: Capturer, compressor: Compressor) {
    this.#port = port;
    this.#capturer = capturer;
    const { widthPx, heightPx } = capturer;
    this.#encoder = new PictureEncoder(SCREEN, { widthPx, heightPx }, compressor);
  }

  /** Follows the capturer until it is lost or closed. */
  async watch(): Promise<void> {
    try {
      this.#sendCursor();
      while (!this.#closed) {
        await this.#capturer.wait();
        if (this.#closed) return;
        this.#changed = true;
        this.#sendCursor();
        this.#answer();
        // A capturer whose damage nobody takes has nothing else to say: asking it again would only spin.
        if (this.#changed) await this.#captured.promise;
      }
    } catch (error) {
      this.#lose(error);
    }
  }

  handle(message: ToPictureWorker): void {
    if (this.#closed) return;
    if (message.type === 'pause') {
      this.#request = undefined;
      return;
    }
    this.#request = { id: message.request, budgetBytes: message.budgetBytes };
    if (message.restart) {
      this.#encoder.restart();
      this.#owesResize = true;
    }
    try {
      this.#answer();
    } catch (error) {
      this.#lose(error);
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#captured.resolve();
    this.#capturer.close();
  }

  /** Answers the waiting request if there is something to say; else it goes on waiting. */
  #answer(): void {
    if (this.#request === undefined) return;
    this.#sendCursor();
    const message = this.#nextMessage(this.#request.budgetBytes);
    if (message === undefined) return;
    this.#post({ type: 'picture', request: this.#request.id, message }, [message.buffer]);
    this.#request = undefined;
  }

  #nextMessage(budgetBytes: number): Bytes | undefined {
    const encoder = this.#encoder;
    let damage: readonly Rect[] = [];
    if (!this.#owesResize && this.#changed) {
      const captured = this.#capturer.capture(encoder.frame);
      if (captured === 'resized') {
        encoder.resize({ widthPx: this.#capturer.widthPx, heightPx: this.#capturer.heightPx });
        this.#owesResize = true;
      } else {
        damage = captured;
        this.#changed = false;
        this.#captured.resolve();
        this.#captured = Promise.withResolvers();
      }
    }
    if (this.#owesResize) {
      this.#owesResize = false;
      return encoder.encodeResize();
    }
    const update = encoder.encode(damage, budgetBytes, this.#sequence + 1);
    if (update !== undefined) this.#sequence++;
    return update;
  }

  #sendCursor(): void {
    const shape = this.#capturer.takeCursor();
    if (shape !== undefined) this.#post({ type: 'cursor', shape }, []);
  }

  #lose(error: unknown): void {
    if (this.#closed) return;
    this.#post({ type: 'lost', error: error instanceof Error ? error : new Error(String(error)) }, []);
    this.close();
  }

  #post(message: FromPictureWorker, transfer: readonly ArrayBuffer[]): void {
    this.#port.postMessage(message, [...transfer]);
  }
}
