import type { Clock } from '@fjernhjelp/protocol';

const SPAN_MS = 5000;
const STEP_MS = 250;

/** How fast something goes on, over the last seconds. */
export interface Progress {
  readonly doneBytes: number;
  /** Undefined while too little is known. */
  readonly bytesPerSecond: number | undefined;
  add(bytes: number): void;
  /** It stands still on purpose: that time does not count. */
  stop(): void;
}

export function createProgress(clock: Clock): Progress {
  let doneBytes = 0;
  let marks: { atMs: number; doneBytes: number }[] = [];

  return {
    get doneBytes() {
      return doneBytes;
    },
    get bytesPerSecond() {
      const first = marks[0];
      const tookMs = first === undefined ? 0 : clock.now() - first.atMs;
      if (first === undefined || tookMs < STEP_MS) return undefined;
      return ((doneBytes - first.doneBytes) * 1000) / tookMs;
    },
    add(bytes) {
      const atMs = clock.now();
      if (marks.length === 0 || atMs - marks.at(-1)!.atMs >= STEP_MS) marks.push({ atMs, doneBytes });
      while (marks.length > 1 && atMs - marks[0]!.atMs > SPAN_MS) marks.shift();
      doneBytes += bytes;
    },
    stop() {
      marks = [];
    },
  };
}
