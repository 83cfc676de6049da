import type { Clock } from '@fjernhjelp/protocol';
import { createTimer } from './timer.ts';

/** An acknowledgement goes out after so much has come … */
const ACK_BYTES = 64 * 1024;
/** … or so long after something came: both ends are woken by it, and all that waits for it is memory. */
const ACK_DELAY_MS = 10_000;

/** Counts what came and decides when to say so (PROTOCOL.md CH3). */
export interface Acknowledger {
  /** Counted records since the session began. */
  readonly received: number;
  count(sizeBytes: number): void;
  /** The count was told to the other end. */
  told(): void;
  stop(): void;
}

/** @param send tells the count; may do nothing while there is no line, because a resumption tells it too */
export function createAcknowledger(clock: Clock, send: () => void): Acknowledger {
  // Not stopped when the count is told otherwise: a timer that is stopped wakes a Node process all the same.
  const later = createTimer(clock, () => {
    if (untoldBytes > 0) send();
  });
  let received = 0;
  let untoldBytes = 0;
  return {
    get received() {
      return received;
    },
    count(sizeBytes) {
      received++;
      untoldBytes += sizeBytes;
      if (untoldBytes >= ACK_BYTES) send();
      else if (!later.running) later.start(ACK_DELAY_MS);
    },
    told() {
      untoldBytes = 0;
    },
    stop: () => later.stop(),
  };
}
