import type { Clock } from '@fjernhjelp/protocol';

/** What is used of the worker. */
interface ClockWorker {
  postMessage(message: { number: number; delayMs: number | null }): void;
  onmessage: ((event: MessageEvent<number>) => void) | null;
}

/** The page's clock with the timers of a worker (`clock-worker.ts`), which no browser slows down. */
export function createDoorClock(worker: ClockWorker): Clock {
  const tasks = new Map<number, () => void>();
  let last = 0;
  worker.onmessage = ({ data: number }) => {
    const task = tasks.get(number);
    tasks.delete(number);
    task?.();
  };
  return {
    now: () => performance.now(),
    schedule(delayMs, task) {
      const number = ++last;
      tasks.set(number, task);
      worker.postMessage({ number, delayMs });
      return () => {
        if (tasks.delete(number)) worker.postMessage({ number, delayMs: null });
      };
    },
  };
}
