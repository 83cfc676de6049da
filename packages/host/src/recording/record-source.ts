import { type Decompressor, PictureDecoder } from '@fjernhjelp/codec';
import type { Recorder } from '@fjernhjelp/codec/recording';
import type { Bytes, CursorShape, PointerPlace, RecordingEvent, Rect } from '@fjernhjelp/protocol';
import type { PictureSource } from '../ports.ts';

const RGBA = 4;
/** Nothing is paced here: a whole picture fits. */
const BUDGET_BYTES = 64 * 1024 * 1024;

export interface RecordSourcePorts {
  /** For the recording alone; closed by it. */
  source: PictureSource;
  recorder: Recorder;
  decompressor: Decompressor;
}

/** The picture of one screen on its way into a recording. It takes a new one with each `tick`, and no more often. */
export interface SourceRecording {
  /** Which screen is recorded from here on; undefined: none, and the picture stands still. */
  show(screen: number | undefined): void;
  event(event: RecordingEvent): void;
  /** Writes what has changed; rejects with what the recorder threw, or a ProtocolViolation when a picture is none. */
  tick(): Promise<void>;
  /** Writes what is left and closes the file. */
  stop(): Promise<void>;
}

/** Runs in the worker that writes the recording. */
export function recordSource({ source, recorder, decompressor }: RecordSourcePorts): SourceRecording {
  const decoder = new PictureDecoder(decompressor);
  let shown: number | undefined;
  let isAsking = false;
  let isOver = false;
  let failure: unknown;

  let shape: CursorShape | undefined;
  let place: PointerPlace | undefined;

  source.onCursor((next) => {
    shape = next;
    if (shown !== undefined) recorder.cursor({ type: 'shape', shape });
  });
  source.onPointer((next) => {
    place = next;
    if (place.screen === shown) recorder.cursor({ type: 'place', place });
  });

  async function ask(): Promise<void> {
    if (isAsking || isOver || shown === undefined) return;
    isAsking = true;
    try {
      // What is no picture yet (which screens there are, how large) does not wait for the next tick.
      for (let isPicture = false; !isPicture && shown !== undefined && !isOver; ) {
        const message = await next();
        isPicture = message === undefined || take(message);
      }
    } catch (error) {
      failure = error;
    } finally {
      isAsking = false;
    }
  }

  /** @returns undefined when it was paused, or the screen is lost: the session has the same source, and ends with it */
  async function next(): Promise<Bytes | undefined> {
    try {
      return await source.next(BUDGET_BYTES);
    } catch {
      return undefined;
    }
  }

  /** @returns whether it was a picture */
  function take(message: Uint8Array): boolean {
    const applied = decoder.apply(message);
    if (applied.type === 'resize' && applied.screen === shown) recorder.resize(applied);
    if (applied.type !== 'update') return false;
    if (applied.screen === shown) put(applied.rects);
    return true;
  }

  function put(rects: readonly Rect[]): void {
    const picture = shown === undefined ? undefined : decoder.picture(shown);
    if (picture === undefined) return;
    const rowBytes = picture.widthPx * RGBA;
    for (const rect of rects) {
      const buffer = new Uint8Array(rect.widthPx * rect.heightPx * RGBA);
      for (let row = 0; row < rect.heightPx; row++) {
        const from = (rect.yPx + row) * rowBytes + rect.xPx * RGBA;
        buffer.set(picture.rgba.subarray(from, from + rect.widthPx * RGBA), row * rect.widthPx * RGBA);
      }
      recorder.put([rect], buffer.buffer);
    }
  }

  return {
    show(screen) {
      if (screen === shown) return;
      shown = screen;
      // Whatever was shown before, a whole picture comes next.
      source.pause();
      if (screen === undefined) return;
      if (shape !== undefined) recorder.cursor({ type: 'shape', shape });
      if (place?.screen === screen) recorder.cursor({ type: 'place', place });
      source.watch([{ screen, maxWidthPx: 0, maxHeightPx: 0 }], 0);
      void ask();
    },
    event: (event) => recorder.event(event),
    async tick() {
      if (failure !== undefined) throw failure;
      void ask();
      await recorder.tick();
    },
    async stop() {
      isOver = true;
      source.close();
      await recorder.stop();
    },
  };
}
