/** Time as an argument, so that tests own it. */
export interface Clock {
  /** Milliseconds of a monotonic clock. */
  now(): number;
  /** Runs the task once after that time; the answer cancels it and may be called at any time. */
  schedule(delayMs: number, task: () => void): () => void;
}
