import { type Clock, type FilesMessage, limits, ProtocolViolation } from '@fjernhjelp/protocol';
import { createTimer } from '../channel/timer.ts';
import { MESSAGE_WEIGHT_BYTES } from './outgoing.ts';

/** What comes while a write is under way goes with the next one, up to here. */
const WRITE_BYTES = 1024 * 1024;
/** Pieces wait for so many bytes to be written together, and said to be handled with one message … */
const LOT_BYTES = 256 * 1024;
/** … but no longer than this. */
const LOT_MS = 4;

/** What a sender may send only so much of before it is told that the first is handled. */
export type Counted = Extract<FilesMessage, { type: 'piece' | 'file-end' | 'file-failed' }>;

/** What has come of one transfer and waits to be written, in its order and in lots. */
export interface Arrivals {
  readonly isEmpty: boolean;
  /** @throws ProtocolViolation "out-of-range" when more comes than may be unhandled (PROTOCOL.md FT7) */
  add(message: Counted): void;
  /** @returns the pieces that follow one another, or one other message; undefined while that is too little: `due` is called later */
  nextLot(): readonly Counted[] | undefined;
  /**
   * The first of what has come is dealt with; its bytes are gone.
   * @param lot the answer of `nextLot`
   * @returns the bytes of the file that they carried
   */
  handled(lot: readonly Counted[]): number;
  clear(): void;
}

/** @param due there is a lot, however little it is */
export function createArrivals(clock: Clock, due: () => void): Arrivals {
  const queue: Counted[] = [];
  let queuedBytes = 0;
  /** What has come is written however little it is. */
  let isDue = false;
  const timer = createTimer(clock, () => {
    isDue = true;
    due();
  });

  const isLot = () => isDue || queuedBytes >= LOT_BYTES || queue.at(-1)?.type !== 'piece';

  return {
    get isEmpty() {
      return queue.length === 0;
    },
    add(message) {
      queue.push(message);
      if (message.type === 'piece') queuedBytes += message.bytes.length;
      const isTooMuch =
        queue.length > limits.fileUnhandledMessages ||
        queuedBytes > limits.fileUnhandledBytes + limits.filePieceBytes + MESSAGE_WEIGHT_BYTES;
      if (isTooMuch) throw new ProtocolViolation('out-of-range');
    },
    nextLot() {
      if (!isLot()) {
        if (!timer.running) timer.start(LOT_MS);
        return undefined;
      }
      isDue = false;
      timer.stop();
      return firstLot(queue);
    },
    handled(lot) {
      queue.splice(0, lot.length);
      const sizeBytes = letGo(lot);
      queuedBytes -= sizeBytes;
      return sizeBytes;
    },
    clear() {
      queue.length = 0;
      queuedBytes = 0;
      timer.stop();
    },
  };
}

function firstLot(queue: readonly Counted[]): readonly Counted[] {
  const lot: Counted[] = [];
  let sizeBytes = 0;
  for (const message of queue) {
    const last = lot.at(-1);
    const follows =
      last === undefined ||
      (message.type === 'piece' &&
        last.type === 'piece' &&
        message.entry === last.entry &&
        message.offset === last.offset + last.bytes.length);
    if (!follows) break;
    lot.push(message);
    if (message.type === 'piece') sizeBytes += message.bytes.length;
    if (message.type !== 'piece' || sizeBytes >= WRITE_BYTES) break;
  }
  return lot;
}

/**
 * Gives the memory of what is done with back at once: left to the collector, 64 MB of it make that look through all that the
 * program has, several times a second (docs/decisions/0012-files.md).
 * @returns the bytes of the file that they carried
 */
function letGo(messages: readonly Counted[]): number {
  let sizeBytes = 0;
  for (const message of messages) {
    if (message.type !== 'piece') continue;
    sizeBytes += message.bytes.length;
    message.bytes.buffer.transfer(0);
  }
  return sizeBytes;
}
