import {
  type Bytes,
  type CursorMessage,
  encodeCursor,
  type RecordingEntry,
  type RecordingEvent,
  type Rect,
  type ScreenSize,
} from '@fjernhjelp/protocol';
import { createChunkWriter } from './chunk-writer.ts';
import { deflate } from './deflate.ts';
import { createPictureCopy, type Patch } from './picture-copy.ts';

/** A whole picture comes again after so long, or after so much, when anything has changed: for seeking. */
const KEY_MS = 10_000;
const KEY_BYTES = 16 * 1024 * 1024;

export interface RecorderPorts {
  /** Milliseconds since the recording began. */
  now(): number;
  key: CryptoKey;
  /** Puts bytes at the end of the file. */
  write(bytes: Bytes): void | Promise<void>;
}

/** Writes what is shown into a recording, however often it changes: at most once for each `tick`. */
export interface Recorder {
  resize(size: ScreenSize): void;
  /** @param buffer RGBA of the rects, one after the other; read before the return */
  put(rects: readonly Rect[], buffer: ArrayBuffer): void;
  cursor(message: CursorMessage): void;
  event(event: RecordingEvent): void;
  /** Writes what has changed since the last one. One that comes while the one before still writes does nothing. */
  tick(): Promise<void>;
  /** Writes what is left and closes the file. Rejects, as `tick`, with what `write` threw. */
  stop(): Promise<void>;
}

/** Writes chunks only: the file's header (PROTOCOL.md RF4) must be there already. */
export function createRecorder({ now, key, write }: RecorderPorts): Recorder {
  const picture = createPictureCopy();
  const writer = createChunkWriter(key, write);
  /** Bounded by what people do: events are few, and each tick takes them all. */
  let events: { timeMs: number; event: RecordingEvent }[] = [];
  let shape: Bytes | undefined;
  let place: Bytes | undefined;
  let hasNewShape = false;
  let hasNewPlace = false;
  let hasPixels = false;
  let mustKey = true;
  let keyMs = 0;
  let bytesSinceKey = 0;
  let writing: Promise<void> | undefined;

  /** Everything is taken before the first wait, so that it has one time. */
  async function writeAll(): Promise<void> {
    const timeMs = now();
    const told = events;
    events = [];
    const { size } = picture;
    const isKey =
      size !== undefined &&
      hasPixels &&
      (mustKey || (bytesSinceKey > 0 && (timeMs - keyMs >= KEY_MS || bytesSinceKey >= KEY_BYTES)));
    const patches = isKey ? picture.takeAll() : mustKey ? [] : picture.takeChanges();
    const cursors = [...(isKey || hasNewShape ? [shape] : []), ...(isKey || hasNewPlace ? [place] : [])];
    hasNewShape = false;
    hasNewPlace = false;
    if (isKey) {
      mustKey = false;
      keyMs = timeMs;
      bytesSinceKey = 0;
    }
    const add = (entry: RecordingEntry, first = false) => writer.add({ ...entry, timeMs }, first);
    for (const { timeMs: eventMs, event } of told)
      await writer.add({ type: 'event', event, timeMs: eventMs }, false);
    if (isKey) await add({ type: 'size', widthPx: size.widthPx, heightPx: size.heightPx }, true);
    for (const patch of patches) bytesSinceKey += await addPatch(patch, add, isKey);
    for (const message of cursors) if (message !== undefined) await add({ type: 'cursor', message });
    await writer.rest(timeMs);
  }

  return {
    resize(size) {
      picture.resize(size);
      hasPixels = false;
      mustKey = true;
    },
    put(rects, buffer) {
      picture.put(rects, buffer);
      hasPixels = true;
    },
    cursor(message) {
      if (message.type === 'shape') {
        shape = encodeCursor(message);
        hasNewShape = true;
      } else if (message.type === 'place') {
        place = encodeCursor(message);
        hasNewPlace = true;
      }
    },
    event: (event) => void events.push({ timeMs: now(), event }),
    async tick() {
      if (writing !== undefined) return;
      writing = writeAll();
      await writing.finally(() => {
        writing = undefined;
      });
    },
    async stop() {
      await writing;
      await writeAll();
      await writer.finish(now());
    },
  };
}

/** @returns how much it adds to what must be played before the next whole picture */
async function addPatch(
  { rect, rgb }: Patch,
  add: (entry: RecordingEntry) => Promise<void>,
  isKey: boolean,
): Promise<number> {
  const packed = await deflate(rgb);
  await add({ type: 'pixels', rect, packed });
  return isKey ? 0 : packed.length;
}
