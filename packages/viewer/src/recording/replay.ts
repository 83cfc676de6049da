import { inflate } from '@fjernhjelp/codec/recording';
import {
  type Bytes,
  type CursorShape,
  decodeCursor,
  type PointerPlace,
  type Rect,
  type ScreenSize,
  type TimedEntry,
} from '@fjernhjelp/protocol';
import { RecordingError, type RecordingFile } from './recording-file.ts';

/** Where the picture of a recording goes. */
export interface ReplayTarget {
  /** The picture has this size from here on, and is black. */
  resize(size: ScreenSize): void;
  /** @param rgb row by row; good until the return */
  put(rect: Rect, rgb: Bytes): void;
  /** undefined: not known. */
  pointer(place: PointerPlace | undefined, shape: CursorShape | undefined): void;
}

/** Brings the target to any moment of a recording: on from where it is, or from the last whole picture before. */
export interface Replay {
  readonly timeMs: number;
  /**
   * @returns whether the target is another than before
   * @throws RecordingError "damaged"; the target is somewhere before that then
   */
  goTo(timeMs: number): Promise<boolean>;
}

/** Calls must not overlap. */
export function createReplay(file: RecordingFile, target: ReplayTarget): Replay {
  let atMs = 0;
  let chunk = -1;
  let entries: readonly TimedEntry[] = [];
  let at = 0;
  let size: ScreenSize | undefined;
  let place: PointerPlace | undefined;
  let shape: CursorShape | undefined;

  /** @returns the entry that comes next, after reading on where needed */
  async function peek(): Promise<TimedEntry | undefined> {
    while (at >= entries.length) {
      if (chunk + 1 >= file.chunkCount) return undefined;
      entries = await file.read(chunk + 1);
      chunk += 1;
      at = 0;
    }
    return entries[at];
  }

  async function apply(entry: TimedEntry): Promise<void> {
    switch (entry.type) {
      case 'size':
        size = { widthPx: entry.widthPx, heightPx: entry.heightPx };
        target.resize(size);
        break;
      case 'pixels': {
        const { rect } = entry;
        const isInside =
          size !== undefined &&
          rect.xPx + rect.widthPx <= size.widthPx &&
          rect.yPx + rect.heightPx <= size.heightPx;
        const rgb = isInside ? await inflate(entry.packed, rect.widthPx * rect.heightPx * 3) : undefined;
        if (rgb === undefined) throw new RecordingError('damaged');
        target.put(rect, rgb);
        break;
      }
      case 'cursor':
        hear(entry.message);
        break;
      case 'event':
        break;
    }
  }

  function hear(message: Bytes): void {
    try {
      const told = decodeCursor(message);
      if (told.type === 'place') place = told.place;
      if (told.type === 'shape') shape = told.shape;
    } catch (cause) {
      throw new RecordingError('damaged', { cause });
    }
    target.pointer(place, shape);
  }

  return {
    get timeMs() {
      return atMs;
    },
    async goTo(timeMs) {
      let isOther = false;
      const key = file.keyBefore(timeMs);
      // Back, or so far on that a whole picture lies between.
      if (timeMs < atMs || key > chunk) {
        chunk = key - 1;
        entries = [];
        at = 0;
        place = undefined;
        shape = undefined;
        target.pointer(undefined, undefined);
        isOther = true;
      }
      for (;;) {
        const entry = await peek();
        if (entry === undefined || entry.timeMs > timeMs) break;
        await apply(entry);
        at += 1;
        isOther ||= entry.type !== 'event';
      }
      atMs = timeMs;
      return isOther;
    },
  };
}
