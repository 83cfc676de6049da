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
/** While the window has never been too large it grows by this each round. */
const OPENING_GROWTH = 1.6;

/** How much of files may be under way, so that the line's queues stay short. One for each end that sends. */
export interface FilePace {
  /** At most so much of a file is sent in one piece. */
  readonly pieceBytes: number;
  /** @returns whether one more message may go while so much is under way */
  hasRoom(underwayBytes: number): boolean;
  /** A message was handled by the receiver. @param sentAtMs undefined when its round trip says nothing */
  handled(sentAtMs: number | undefined): void;
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
    if (factor < 1 || wasFull)
      windowBytes = Math.min(Math.max(windowBytes * factor, LEAST_WINDOW_BYTES), MOST_WINDOW_BYTES);
    wasFull = false;
    roundStartMs = nowMs;
    roundShortestMs = Number.POSITIVE_INFINITY;
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
    handled(sentAtMs) {
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
      wasFull = false;
      roundStartMs = clock.now();
      roundShortestMs = Number.POSITIVE_INFINITY;
    },
  };
}
