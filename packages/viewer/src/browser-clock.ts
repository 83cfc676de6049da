import type { Clock } from '@fjernhjelp/protocol';

/** The browser's time, in a page or a worker. */
export const browserClock: Clock = {
  now: () => performance.now(),
  schedule(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};
