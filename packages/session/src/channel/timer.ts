import type { Clock } from '@fjernhjelp/protocol';

/** One thing that happens later, unless it is put off or stopped. */
export interface Timer {
  readonly running: boolean;
  /** Starts over when it runs. */
  start(delayMs: number): void;
  stop(): void;
}

export function createTimer(clock: Clock, task: () => void): Timer {
  let cancel: (() => void) | undefined;
  const timer: Timer = {
    get running() {
      return cancel !== undefined;
    },
    start(delayMs) {
      timer.stop();
      cancel = clock.schedule(delayMs, () => {
        cancel = undefined;
        task();
      });
    },
    stop() {
      cancel?.();
      cancel = undefined;
    },
  };
  return timer;
}
