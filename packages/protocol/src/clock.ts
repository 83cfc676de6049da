/** Time as an argument, so that tests own it. */
export interface Clock {
  /** Milliseconds of a monotonic clock. */
  now(): number;
  /** Runs the task once after that time; the answer cancels it and may be called at any time. */
  schedule(delayMs: number, task: () => void): () => void;
}

// Declared here and not for all neutral code: there, time is an argument.
declare const performance: { now(): number };
declare function setTimeout(task: () => void, delayMs: number): unknown;
declare function clearTimeout(timer: unknown): void;

/** The clock of Node, a page or a worker, for whoever puts a program together. */
export const systemClock: Clock = {
  now: () => performance.now(),
  schedule(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};
