import type { Clock } from '@fjernhjelp/protocol';

/** A clock that stands still until it is told to go on. */
export interface ManualClock extends Clock {
  /** Runs everything that is due within that time, in order, each at its own time. */
  advance(ms: number): void;
  /** Tasks that wait. */
  readonly pending: number;
}

/** @param startMs what `now` says first */
export function createManualClock(startMs = 1000): ManualClock {
  let nowMs = startMs;
  const tasks = new Set<{ dueMs: number; task: () => void }>();

  function nextDue(untilMs: number) {
    let next: { dueMs: number; task: () => void } | undefined;
    for (const entry of tasks)
      if (entry.dueMs <= untilMs && (next === undefined || entry.dueMs < next.dueMs)) next = entry;
    return next;
  }

  return {
    now: () => nowMs,
    schedule(delayMs, task) {
      const entry = { dueMs: nowMs + delayMs, task };
      tasks.add(entry);
      return () => void tasks.delete(entry);
    },
    advance(ms) {
      const untilMs = nowMs + ms;
      for (let entry = nextDue(untilMs); entry !== undefined; entry = nextDue(untilMs)) {
        tasks.delete(entry);
        nowMs = Math.max(nowMs, entry.dueMs);
        entry.task();
      }
      nowMs = untilMs;
    },
    get pending() {
      return tasks.size;
    },
  };
}
