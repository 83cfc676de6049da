import {
  type Bytes,
  type CursorShape,
  InvariantError,
  type Obstacle,
  type PointerPlace,
  type WatchedScreen,
} from '@fjernhjelp/protocol';
import type { PictureSource, PictureTimes } from '../ports.ts';
import { listenToPort, type MessagePortLike } from './message-port.ts';
import { RequestSlot } from './request-slot.ts';
import type { FromPictureWorker, ToPictureWorker } from './worker-messages.ts';

/** A `next` was under way when its source was paused or closed. */
export class PictureCancelled extends Error {
  override name = 'PictureCancelled';
}

/** The main thread's half of `servePictures`. */
export function connectPictureSource(port: MessagePortLike): PictureSource {
  return new WorkerPictureSource(port);
}

interface Waiting {
  readonly budgetBytes: number;
  resolve(message: Bytes): void;
  reject(error: Error): void;
}

class WorkerPictureSource implements PictureSource {
  readonly #port: MessagePortLike;
  times: PictureTimes = { ageMs: 0, encodeMs: 0 };
  #waiting: Waiting | undefined;
  /** Of the newest request; answers to older ones are of a life that is over. */
  #request = 0;
  readonly #slot: RequestSlot | undefined;
  #restart = true;
  /** What was posted last holds for the next request: laid into the slot, that would overtake it. */
  #mustFollow = false;
  #lost: Error | undefined;
  #cursor: CursorShape | undefined;
  #cursorListener: ((shape: CursorShape) => void) | undefined;
  #pointer: PointerPlace | undefined;
  #pointerListener: ((place: PointerPlace) => void) | undefined;

  #obstacle: Obstacle | undefined;
  #obstacleListener: ((obstacle: Obstacle | undefined) => void) | undefined;

  constructor(port: MessagePortLike) {
    this.#port = port;
    listenToPort(port, {
      message: (value) => this.#handle(value as FromPictureWorker),
      closed: (error) => this.#lose(error),
    });
    const memory = RequestSlot.createMemory();
    if (memory === undefined) return;
    this.#slot = new RequestSlot(memory);
    this.#post({ type: 'slot', memory });
  }

  next(budgetBytes: number): Promise<Bytes> {
    if (this.#lost !== undefined) return Promise.reject(this.#lost);
    if (this.#waiting !== undefined)
      return Promise.reject(new InvariantError('a picture is asked for already'));
    return new Promise((resolve, reject) => {
      this.#waiting = { budgetBytes, resolve, reject };
      this.#ask(budgetBytes);
    });
  }

  onCursor(listener: (shape: CursorShape) => void): void {
    this.#cursorListener = listener;
    if (this.#cursor !== undefined) listener(this.#cursor);
  }

  onPointer(listener: (place: PointerPlace) => void): void {
    this.#pointerListener = listener;
    if (this.#pointer !== undefined) listener(this.#pointer);
  }

  onObstacle(listener: (obstacle: Obstacle | undefined) => void): void {
    this.#obstacleListener = listener;
    if (this.#obstacle !== undefined) listener(this.#obstacle);
  }

  watch(screens: readonly WatchedScreen[], cachePlaces: number): void {
    this.#post({ type: 'watch', screens, cachePlaces });
    this.#mustFollow = true;
  }

  restart(): void {
    this.#restart = true;
    if (this.#waiting !== undefined) this.#ask(this.#waiting.budgetBytes);
  }

  pause(): void {
    // What the worker has encoded meanwhile will not reach the viewer: it has to begin anew.
    this.#restart = true;
    if (this.#waiting === undefined) return;
    this.#request++;
    this.#post({ type: 'pause' });
    this.#takeWaiting()?.reject(new PictureCancelled('the picture source was paused'));
  }

  close(): void {
    this.pause();
    this.#port.close?.();
  }

  #ask(budgetBytes: number): void {
    const request = ++this.#request;
    const isPosted = this.#restart || this.#mustFollow || this.#slot === undefined;
    const laid = isPosted ? 'full' : this.#slot.put({ request, budgetBytes });
    if (laid === 'awaited') this.#post({ type: 'asked' });
    else if (laid === 'full') this.#post({ type: 'next', request, budgetBytes, restart: this.#restart });
    this.#restart = false;
    this.#mustFollow = false;
  }

  #handle(message: FromPictureWorker): void {
    switch (message.type) {
      case 'picture':
        if (message.request !== this.#request) break;
        this.times = { ageMs: message.ageMs, encodeMs: message.encodeMs };
        this.#takeWaiting()?.resolve(message.message);
        break;
      case 'cursor':
        this.#cursor = message.shape;
        this.#cursorListener?.(message.shape);
        break;
      case 'pointer':
        this.#pointer = message.place;
        this.#pointerListener?.(message.place);
        break;
      case 'obstacle':
        this.#obstacle = message.obstacle;
        this.#obstacleListener?.(message.obstacle);
        break;
      case 'lost':
        this.#lose(message.error);
        break;
    }
  }

  #lose(error: Error): void {
    if (this.#lost !== undefined) return;
    this.#lost = error;
    this.#takeWaiting()?.reject(error);
  }

  #takeWaiting(): Waiting | undefined {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    return waiting;
  }

  #post(message: ToPictureWorker): void {
    this.#port.postMessage(message, []);
  }
}
