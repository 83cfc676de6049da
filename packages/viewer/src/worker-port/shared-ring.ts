import { type Bytes, InvariantError } from '@fjernhjelp/protocol';

/** What a writer and a reader share: how far each has come, and the bytes between them. */
const WRITTEN = 0;
const READ = 1;
const CELLS_BYTES = 16;
/** A message's number, and the sizes of its head and its body. */
const HEADER_WORDS = 3;
const WORD_BYTES = 4;

/** One message of a ring. */
export interface RingMessage {
  readonly number: number;
  readonly head: Bytes;
  readonly body: Bytes;
}

/** @param capacityBytes a power of two @returns memory for one writer and one reader, in two threads */
export function createRingMemory(capacityBytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(CELLS_BYTES + capacityBytes);
}

/** Writes messages into shared memory, for the one thread that reads them. */
export interface RingWriter {
  /** @returns false when there is no room just now, and nothing was written */
  write(message: RingMessage): boolean;
  /** Wakes the reader. */
  notify(): void;
}

export function createRingWriter(memory: SharedArrayBuffer): RingWriter {
  const { cells, words, bytes } = viewsOf(memory);
  let written = Atomics.load(cells, WRITTEN);

  /** @param from a place in all that was ever written */
  function put(part: Bytes, from: number): void {
    const at = (from >>> 0) % bytes.length;
    const first = Math.min(part.length, bytes.length - at);
    bytes.set(part.subarray(0, first), at);
    bytes.set(part.subarray(first), 0);
  }

  return {
    write({ number, head, body }) {
      const used = (written - Atomics.load(cells, READ)) >>> 0;
      const sizeBytes = sizeOf(head.length, body.length);
      if (sizeBytes > bytes.length - used) return false;
      [number, head.length, body.length].forEach((word, i) => {
        words[wordAt(written + i * WORD_BYTES, words)] = word;
      });
      const headFrom = written + HEADER_WORDS * WORD_BYTES;
      put(head, headFrom);
      put(body, headFrom + head.length);
      written = (written + sizeBytes) | 0;
      // What was put above is there for whoever sees this.
      Atomics.store(cells, WRITTEN, written);
      return true;
    },
    notify: () => void Atomics.notify(cells, WRITTEN),
  };
}

/** Reads what a writer in another thread has written. */
export interface RingReader {
  /**
   * @returns copies, the caller's; undefined when all is read
   * @throws InvariantError what stands there is no message
   */
  read(): RingMessage | undefined;
  /** Resolves when more has been written than is read, or somebody has notified. */
  more(): Promise<unknown>;
  /** Lets a `more` that waits resolve. */
  notify(): void;
}

export function createRingReader(memory: SharedArrayBuffer): RingReader {
  const { cells, words, bytes } = viewsOf(memory);
  let read = Atomics.load(cells, READ);

  function copy(from: number, length: number): Bytes {
    const at = (from >>> 0) % bytes.length;
    const copied = new Uint8Array(length);
    const first = bytes.subarray(at, at + length);
    copied.set(first);
    copied.set(bytes.subarray(0, length - first.length), first.length);
    return copied;
  }

  return {
    read() {
      const waitingBytes = (Atomics.load(cells, WRITTEN) - read) >>> 0;
      if (waitingBytes === 0) return undefined;
      if (waitingBytes > bytes.length) throw new InvariantError('more is written than the memory holds');
      const [number, headBytes, bodyBytes] = [0, 1, 2].map(
        (i) => words[wordAt(read + i * WORD_BYTES, words)]!,
      ) as [number, number, number];
      if (sizeOf(headBytes, bodyBytes) > waitingBytes)
        throw new InvariantError('a message is longer than what is written');
      const headFrom = read + HEADER_WORDS * WORD_BYTES;
      const message = {
        number,
        head: copy(headFrom, headBytes),
        body: copy(headFrom + headBytes, bodyBytes),
      };
      read = (read + sizeOf(headBytes, bodyBytes)) | 0;
      Atomics.store(cells, READ, read);
      return message;
    },
    async more() {
      const waiting = Atomics.waitAsync(cells, WRITTEN, read);
      if (waiting.async) await waiting.value;
    },
    notify: () => void Atomics.notify(cells, WRITTEN),
  };
}

function viewsOf(memory: SharedArrayBuffer) {
  return {
    cells: new Int32Array(memory, 0, CELLS_BYTES / WORD_BYTES),
    words: new Uint32Array(memory, CELLS_BYTES),
    bytes: new Uint8Array(memory, CELLS_BYTES),
  };
}

/** Whole words, so that a number never lies across the end. */
function sizeOf(headBytes: number, bodyBytes: number): number {
  return Math.ceil((HEADER_WORDS * WORD_BYTES + headBytes + bodyBytes) / WORD_BYTES) * WORD_BYTES;
}

function wordAt(place: number, words: Uint32Array): number {
  return ((place >>> 0) / WORD_BYTES) % words.length;
}
