import type { Compressor } from '@fjernhjelp/codec';
import type { Clock, Obstacle } from '@fjernhjelp/protocol';
import type { Capturer } from '../ports.ts';
import { listenToPort, type MessagePortLike } from './message-port.ts';
import { PictureServer } from './picture-server.ts';
import { type PictureRequest, RequestSlot } from './request-slot.ts';
import type { FromPictureWorker, ToPictureWorker } from './worker-messages.ts';

/** A program that shows a film paints a picture in several steps: it is captured when they are done, or so long after the first. */
const SETTLE_MS = 5;
/** A viewer's screen shows sixty pictures a second: of two that came nearer to each other, nobody would see the first (docs/decisions/0022-host-cpu.md). */
const APART_MS = 16;

/**
 * The worker's half: captures and encodes what the viewer watches when the other half (`connectPictureSource`) asks, and
 * tells it of pointer shapes, places and obstacles as they change. Closes the capturer when the screens are lost or the other half is gone.
 * @param capturer owned from here
 */
export function servePictures(
  port: MessagePortLike,
  capturer: Capturer,
  parts: { compressor: Compressor; clock: Clock },
): void {
  const service = new PictureService(port, capturer, parts);
  listenToPort(port, {
    message: (value) => service.handle(value as ToPictureWorker),
    closed: () => service.close(),
  });
  void service.watch();
}

class PictureService {
  readonly #port: MessagePortLike;
  readonly #capturer: Capturer;
  readonly #clock: Clock;
  readonly #server: PictureServer;
  #request: PictureRequest | undefined;
  #slot: RequestSlot | undefined;
  /** The number of the newest request that came. */
  #newest = 0;
  /** When the oldest damage was told that no picture holds yet. */
  #toldAtMs: number | undefined;
  #toldObstacle: Obstacle | undefined;
  #cancelDue = () => {};
  /** When the last picture was captured. */
  #capturedAtMs = Number.NEGATIVE_INFINITY;
  /** Undefined while nothing is waited for. */
  #cancelSettling: (() => void) | undefined;
  #closed = false;

  constructor(port: MessagePortLike, capturer: Capturer, parts: { compressor: Compressor; clock: Clock }) {
    this.#port = port;
    this.#capturer = capturer;
    this.#clock = parts.clock;
    this.#server = new PictureServer(capturer, parts);
  }

  /** Follows the capturer until it is lost or closed. */
  async watch(): Promise<void> {
    try {
      this.#sendObstacle();
      this.#sendCursor();
      while (!this.#closed) {
        await this.#capturer.wait();
        if (this.#closed) return;
        this.#toldAtMs ??= this.#clock.now();
        this.#server.notice();
        this.#sendObstacle();
        this.#sendCursor();
        // What else is painted meanwhile belongs to the same picture, and would only wake this thread.
        if (this.#server.isMoving) await this.#settle();
        else this.#answer();
      }
    } catch (error) {
      this.#lose(error);
    }
  }

  handle(message: ToPictureWorker): void {
    if (this.#closed) return;
    try {
      switch (message.type) {
        case 'slot':
          this.#slot = new RequestSlot(message.memory);
          break;
        case 'asked':
          this.#answer();
          break;
        case 'pause':
          this.#slot?.take(false);
          this.#request = undefined;
          this.#cancelDue();
          break;
        case 'watch':
          this.#server.watch(message);
          this.#answer();
          break;
        case 'next':
          this.#ask(message);
          if (message.restart) this.#server.restart();
          this.#answer();
      }
    } catch (error) {
      this.#lose(error);
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#cancelDue();
    this.#cancelSettling?.();
    this.#capturer.close();
  }

  /** Looks for a request that was laid down; with none there, the worker is told of the next. */
  #look(): void {
    let laid = this.#slot?.take(true);
    // One that a message has overtaken may lie there still.
    while (laid !== undefined && laid.request <= this.#newest) laid = this.#slot?.take(true);
    if (laid !== undefined) this.#ask(laid);
  }

  #ask(request: PictureRequest): void {
    this.#newest = request.request;
    this.#request = request;
  }

  /** Answers the waiting request if there is something to say; else it goes on waiting. */
  #answer(): void {
    if (this.#cancelSettling !== undefined) return;
    if (this.#request === undefined) this.#look();
    if (this.#request === undefined) return;
    this.#cancelDue();
    const startMs = this.#clock.now();
    const message = this.#server.next(this.#request.budgetBytes);
    const nowMs = this.#clock.now();
    const toldAtMs = this.#toldAtMs ?? startMs;
    this.#toldAtMs = undefined;
    if (message === undefined) {
      this.#awaitDue(nowMs);
      return;
    }
    this.#capturedAtMs = startMs;
    const { request } = this.#request;
    this.#request = undefined;
    const times = { ageMs: nowMs - toldAtMs, encodeMs: nowMs - startMs };
    this.#post({ type: 'picture', request, message, ...times }, [message.buffer]);
    if (this.#server.hasMore) this.#answer();
    else this.#awaitDue(nowMs);
  }

  /** Ends when the picture was captured; never when this is closed before. */
  #settle(): Promise<void> {
    const untilApartMs = this.#capturedAtMs + APART_MS - this.#clock.now();
    return new Promise((resolve) => {
      this.#cancelSettling = this.#clock.schedule(Math.max(SETTLE_MS, untilApartMs), () => {
        this.#cancelSettling = undefined;
        this.#answerLater();
        resolve();
      });
    });
  }

  #answerLater(): void {
    try {
      this.#answer();
    } catch (error) {
      this.#lose(error);
    }
  }

  /** What is about right is made exact when it is quiet, though nothing new is told. */
  #awaitDue(nowMs: number): void {
    const dueAtMs = this.#server.dueAtMs;
    if (dueAtMs === undefined) return;
    this.#cancelDue();
    this.#cancelDue = this.#clock.schedule(Math.max(1, dueAtMs - nowMs), () => this.#answerLater());
  }

  #sendObstacle(): void {
    const { obstacle } = this.#capturer;
    if (obstacle === this.#toldObstacle) return;
    this.#toldObstacle = obstacle;
    this.#post({ type: 'obstacle', obstacle }, []);
  }

  #sendCursor(): void {
    const shape = this.#capturer.takeCursor();
    if (shape !== undefined) this.#post({ type: 'cursor', shape }, []);
    const place = this.#capturer.takePointer();
    if (place === undefined) return;
    this.#server.pointerAt(place);
    this.#post({ type: 'pointer', place }, []);
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
