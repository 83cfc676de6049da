import type { Clock } from '@fjernhjelp/protocol';

/** Promises that wait for each other are settled within so many turns. */
const TURNS = 6;

/** A clock that jumps from one thing that is due to the next. */
export interface SimulatedTime extends Clock {
  /** Lives through that time; promises that were settled are heard before it goes on. */
  pass(ms: number): Promise<void>;
}

/** @param startMs what `now` says first */
export function createSimulatedTime(startMs = 1000): SimulatedTime {
  let nowMs = startMs;
  /** Sorted, the next one last. */
  const due: { atMs: number; task: () => void }[] = [];

  async function settle(): Promise<void> {
    for (let turn = 0; turn < TURNS; turn++) await Promise.resolve();
  }

  return {
    now: () => nowMs,
    schedule(delayMs, task) {
      const entry = { atMs: nowMs + delayMs, task };
      let index = due.length;
      while (index > 0 && due[index - 1]!.atMs <= entry.atMs) index--;
      due.splice(index, 0, entry);
      return () => {
        const at = due.indexOf(entry);
        if (at >= 0) due.splice(at, 1);
      };
    },
    async pass(ms) {
      const untilMs = nowMs + ms;
      await settle();
      for (let next = due.at(-1); next !== undefined && next.atMs <= untilMs; next = due.at(-1)) {
        due.pop();
        nowMs = next.atMs;
        next.task();
        await settle();
      }
      nowMs = untilMs;
    },
  };
}
