import type { Clock } from '@fjernhjelp/protocol';

/** Of whatever it runs in: in a worker its timers are in time also while the page is in the background. */
export const workerClock: Clock = {
  now: () => performance.now(),
  schedule(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};
