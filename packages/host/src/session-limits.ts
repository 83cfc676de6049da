import { type Clock, type EndingWhy, limits } from '@fjernhjelp/protocol';

export interface SessionLimitsOptions {
  clock: Clock;
  /** The longest that a session takes, and the longest that nobody does anything in it; undefined for no bound. Milliseconds. */
  longestMs: number | undefined;
  idleMs: number | undefined;
  /** `ending` is another. */
  changed: () => void;
  over: (why: EndingWhy) => void;
}

/** Ends a session that takes too long or in which nobody does anything, and says so two minutes before (PROTOCOL.md EN5). */
export interface SessionLimits {
  /** Why it will be over, and in how many milliseconds; undefined while that is far. */
  readonly ending: { readonly why: EndingWhy; readonly inMs: number } | undefined;
  /** The first helper is in. May be called again, which changes nothing. */
  begin(): void;
  /** Somebody did something. Called often. */
  active(): void;
  /** The user wants to go on: both times begin anew. */
  goOn(): void;
  /** Nothing is measured any more. */
  stop(): void;
}

interface Bound {
  readonly why: EndingWhy;
  readonly lastsMs: number;
  fromMs: number;
}

export function createSessionLimits(options: SessionLimitsOptions): SessionLimits {
  const { clock, longestMs, idleMs, changed, over } = options;
  let bounds: Bound[] = [];
  let ending: EndingWhy | undefined;
  let cancel = () => {};

  const leftMs = ({ lastsMs, fromMs }: Bound) => fromMs + lastsMs - clock.now();
  /** Never more than half of the time, so that a short bound is not one long warning. */
  const warningMs = ({ lastsMs }: Bound) => Math.min(limits.endingWarningMs, lastsMs / 2);

  function nearest(): Bound | undefined {
    return bounds.reduce<Bound | undefined>(
      (first, bound) => (first === undefined || leftMs(bound) < leftMs(first) ? bound : first),
      undefined,
    );
  }

  function check(): void {
    cancel();
    const next = nearest();
    if (next === undefined) return;
    const left = leftMs(next);
    if (left <= 0) {
      stop();
      over(next.why);
      return;
    }
    const isNear = left <= warningMs(next);
    cancel = clock.schedule(isNear ? left : left - warningMs(next), check);
    const before = ending;
    ending = isNear ? next.why : undefined;
    if (ending !== before) changed();
  }

  function restart(which: readonly EndingWhy[]): void {
    for (const bound of bounds) if (which.includes(bound.why)) bound.fromMs = clock.now();
  }

  function stop(): void {
    cancel();
    bounds = [];
    ending = undefined;
  }

  return {
    get ending() {
      const bound = bounds.find(({ why }) => why === ending);
      return bound && { why: bound.why, inMs: Math.max(0, Math.round(leftMs(bound))) };
    },
    begin() {
      if (bounds.length > 0) return;
      const fromMs = clock.now();
      bounds = [
        ...(longestMs === undefined ? [] : [{ why: 'time-over' as const, lastsMs: longestMs, fromMs }]),
        ...(idleMs === undefined ? [] : [{ why: 'idle' as const, lastsMs: idleMs, fromMs }]),
      ];
      check();
    },
    active() {
      restart(['idle']);
      // The timer looks again by itself; only a warning that no longer holds is taken back at once.
      if (ending === 'idle') check();
    },
    goOn() {
      if (ending === undefined) return;
      restart(['idle', 'time-over']);
      check();
    },
    stop,
  };
}
