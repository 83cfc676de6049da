import { type Clock, limits } from '@fjernhjelp/protocol';

/** How much longer than necessary a round trip may be because of files: what a key press waits behind (PROTOCOL.md, Files). */
const QUEUE_MS = 15;
const FIRST_WINDOW_BYTES = 16 * 1024;
const LEAST_WINDOW_BYTES = 4 * 1024;
/** One message may go beyond the window. */
const MOST_WINDOW_BYTES = limits.fileUnhandledBytes - limits.filePieceBytes - 1024;
const LEAST_PIECE_BYTES = 1024;
/** With what its message and the frames weigh, two whole records: a rest would be a record more. */
const MOST_PIECE_BYTES = limits.filePieceBytes - 64;
/** A shortest round trip that nothing came near for so long is measured again. */
const SHORTEST_HOLDS_MS = 10_000;
/**
 * More than the line has carried in so long, and in two round trips, is not under way: where the speed changes from one moment to the
 * next (an end that other programs keep from its processor), one quick round trip says too much.
 */
const UNDERWAY_MS = 2 * QUEUE_MS;
/** What the line carries is averaged over so long, and one round counts for half of it at the most. */
const RATE_MS = 500;
/** While the window has never been too large it grows by this each round. */
const OPENING_GROWTH = 1.6;

/** How much of files may be under way, so that the line's queues stay short. One for each end that sends. */
export interface FilePace {
  /** At most so much of a file is sent in one piece. */
  readonly pieceBytes: number;
  /** @returns whether one more message may go while so much is under way */
  hasRoom(underwayBytes: number): boolean;
  /**
   * Messages were handled by the receiver.
   * @param sentAtMs of the last of them; undefined when its round trip says nothing
   * @param weightBytes of all of them
   */
  handled(sentAtMs: number | undefined, weightBytes: number): void;
  /** The line is another one: nothing is known of it. */
  restart(): void;
}

export function createFilePace(clock: Clock): FilePace {
  let windowBytes = FIRST_WINDOW_BYTES;
  let shortestMs = Number.POSITIVE_INFINITY;
  let shortestAtMs = clock.now();
  /** running dry, so that the next message has the line for itself; alone: that one is under way */
  let measuring: 'no' | 'draining' | 'alone' = 'no';
  let isOpening = true;
  let wasFull = false;
  let roundStartMs = clock.now();
  let roundShortestMs = Number.POSITIVE_INFINITY;
  let roundBytes = 0;
  let bytesPerMs = 0;

  /** @param roundMs more than 0 */
  function takeRate(roundMs: number): void {
    const isFirst = bytesPerMs === 0;
    bytesPerMs += (roundBytes / roundMs - bytesPerMs) * (isFirst ? 1 : Math.min(roundMs / RATE_MS, 0.5));
  }

  function startRound(nowMs: number): void {
    wasFull = false;
    roundStartMs = nowMs;
    roundShortestMs = Number.POSITIVE_INFINITY;
    roundBytes = 0;
  }

  function takeShortest(tookMs: number, nowMs: number): void {
    if (measuring === 'alone') {
      measuring = 'no';
      shortestMs = tookMs;
      shortestAtMs = nowMs;
    } else if (tookMs <= shortestMs) {
      shortestMs = tookMs;
      shortestAtMs = nowMs;
    } else if (measuring === 'no' && nowMs - shortestAtMs > SHORTEST_HOLDS_MS) measuring = 'draining';
  }

  function endRound(nowMs: number): void {
    const queueMs = roundShortestMs - shortestMs;
    if (queueMs > QUEUE_MS / 2) isOpening = false;
    const wanted = isOpening ? OPENING_GROWTH : (shortestMs + QUEUE_MS) / Math.max(roundShortestMs, 0.1);
    const factor = Math.min(Math.max(wanted, 0.5), OPENING_GROWTH);
    // A round that had too little to send says nothing of what the line could carry.
    if (wasFull && nowMs > roundStartMs) takeRate(nowMs - roundStartMs);
    const carriedBytes = isOpening ? MOST_WINDOW_BYTES : bytesPerMs * (2 * shortestMs + UNDERWAY_MS);
    const mostBytes = Math.min(MOST_WINDOW_BYTES, Math.max(carriedBytes, FIRST_WINDOW_BYTES));
    if (factor < 1 || wasFull)
      windowBytes = Math.min(Math.max(windowBytes * factor, LEAST_WINDOW_BYTES), mostBytes);
    startRound(nowMs);
  }

  return {
    get pieceBytes() {
      return Math.max(LEAST_PIECE_BYTES, Math.min(Math.floor(windowBytes / 16), MOST_PIECE_BYTES));
    },
    hasRoom(underwayBytes) {
      if (measuring !== 'no') {
        if (underwayBytes > 0) return false;
        measuring = 'alone';
        return true;
      }
      if (underwayBytes < windowBytes) return true;
      wasFull = true;
      return false;
    },
    handled(sentAtMs, weightBytes) {
      roundBytes += weightBytes;
      if (sentAtMs === undefined) return;
      const nowMs = clock.now();
      const tookMs = nowMs - sentAtMs;
      takeShortest(tookMs, nowMs);
      roundShortestMs = Math.min(roundShortestMs, tookMs);
      if (sentAtMs >= roundStartMs) endRound(nowMs);
    },
    restart() {
      windowBytes = Math.min(windowBytes, FIRST_WINDOW_BYTES);
      shortestMs = Number.POSITIVE_INFINITY;
      measuring = 'no';
      isOpening = true;
      bytesPerMs = 0;
      startRound(clock.now());
    },
  };
}
