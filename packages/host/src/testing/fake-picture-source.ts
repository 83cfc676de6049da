import type { Bytes, CursorShape, PointerPlace, WatchedScreen } from '@fjernhjelp/protocol';
import type { PictureSource } from '../ports.ts';

export interface FakePictureSource extends PictureSource {
  /** How often `next` was called and how often `restart`. */
  readonly nexts: number;
  readonly restarts: number;
  readonly paused: boolean;
  readonly closed: boolean;
  /** Of the last call of `watch`. */
  readonly watched: readonly WatchedScreen[] | undefined;
  /** Answers the pending or next `next`. */
  paint(message: Bytes): void;
  setCursor(shape: CursorShape): void;
  movePointer(place: PointerPlace): void;
  /** Breaks the screen: the pending or next `next` rejects. */
  lose(error: Error): void;
}

/** A source whose pictures the test makes. */
export function createFakePictureSource(): FakePictureSource {
  let nexts = 0;
  let restarts = 0;
  let paused = false;
  let closed = false;
  let watched: readonly WatchedScreen[] | undefined;
  let pending: { resolve(message: Bytes): void; reject(error: Error): void } | undefined;
  const painted: Bytes[] = [];
  let lost: Error | undefined;
  let cursorListener: ((shape: CursorShape) => void) | undefined;
  let cursor: CursorShape | undefined;
  let pointerListener: ((place: PointerPlace) => void) | undefined;
  let pointer: PointerPlace | undefined;

  return {
    get nexts() {
      return nexts;
    },
    get restarts() {
      return restarts;
    },
    get paused() {
      return paused;
    },
    get closed() {
      return closed;
    },
    times: { ageMs: 3, encodeMs: 2 },
    get watched() {
      return watched;
    },
    watch(screens) {
      watched = screens;
    },
    next() {
      nexts++;
      closed = false;
      if (lost !== undefined) return Promise.reject(lost);
      const message = painted.shift();
      if (message !== undefined) return Promise.resolve(message);
      return new Promise((resolve, reject) => {
        pending = { resolve, reject };
      });
    },
    onCursor(listener) {
      cursorListener = listener;
      if (cursor !== undefined) listener(cursor);
    },
    onPointer(listener) {
      pointerListener = listener;
      if (pointer !== undefined) listener(pointer);
    },
    restart: () => {
      restarts++;
    },
    pause: () => {
      paused = true;
    },
    close: () => {
      closed = true;
    },
    paint(message) {
      if (pending === undefined) painted.push(message);
      else pending.resolve(message);
      pending = undefined;
    },
    setCursor(shape) {
      cursor = shape;
      cursorListener?.(shape);
    },
    movePointer(place) {
      pointer = place;
      pointerListener?.(place);
    },
    lose(error) {
      lost = error;
      pending?.reject(error);
      pending = undefined;
    },
  };
}
