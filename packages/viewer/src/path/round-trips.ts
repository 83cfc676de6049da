import type { Clock } from '@fjernhjelp/protocol';

const KEPT = 5;
const TELLING = 3;
/** No two of a steady line's are further apart than by this and by half. */
const STEADY_MS = 20;

/** Round trips on the present line, the last few. One ping is under way at a time. */
export interface RoundTrips {
  /** The median; of one that is under way for longer, that. Milliseconds; undefined before the first. */
  readonly typicalMs: number | undefined;
  readonly shortestMs: number | undefined;
  /** Whether there are enough to compare lines by, and as many as are kept. */
  readonly isTelling: boolean;
  readonly isFull: boolean;
  /** There are enough to compare by, all about as long. */
  readonly isSteady: boolean;
  /** @returns the number to send; undefined while one is under way */
  begin(): number | undefined;
  /** @returns false when that ping is not under way on this line */
  end(ping: number): boolean;
  /** Another line. */
  reset(): void;
}

export function createRoundTrips(clock: Clock): RoundTrips {
  let kept: number[] = [];
  let last = 0;
  let sentAt: number | undefined;
  return {
    get typicalMs() {
      const median = [...kept].sort((a, b) => a - b)[kept.length >> 1];
      if (sentAt === undefined) return median;
      const waitedMs = clock.now() - sentAt;
      return waitedMs > (median ?? 1000) ? waitedMs : median;
    },
    get shortestMs() {
      return kept.length === 0 ? undefined : Math.min(...kept);
    },
    get isTelling() {
      return kept.length >= TELLING;
    },
    get isFull() {
      return kept.length === KEPT;
    },
    get isSteady() {
      return kept.length >= TELLING && Math.max(...kept) <= 1.5 * Math.min(...kept) + STEADY_MS;
    },
    begin() {
      if (sentAt !== undefined) return undefined;
      sentAt = clock.now();
      return ++last;
    },
    end(ping) {
      if (ping !== last || sentAt === undefined) return false;
      kept = [...kept, clock.now() - sentAt].slice(-KEPT);
      sentAt = undefined;
      return true;
    },
    reset() {
      kept = [];
      sentAt = undefined;
    },
  };
}
