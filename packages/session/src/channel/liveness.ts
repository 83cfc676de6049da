import { type Clock, limits } from '@fjernhjelp/protocol';
import { createTimer } from './timer.ts';

/** Keeps a line from falling silent, and notices when the other end does (PROTOCOL.md CH4). */
export interface Liveness {
  start(): void;
  stop(): void;
  /** Something authentic came. */
  heard(): void;
  /** Something was sent. */
  sent(): void;
}

export function createLiveness(options: {
  clock: Clock;
  /** Nothing was sent for `limits.keepAliveMs`. */
  keepAlive: () => void;
  /** Nothing was heard for `limits.silenceMs`. */
  silent: () => void;
}): Liveness {
  const { clock, keepAlive, silent } = options;
  let heardAt = 0;
  let sentAt = 0;

  // One timer for both looks again, instead of being set anew for every record: each look wakes a process that sleeps.
  const look = createTimer(clock, () => {
    const silenceMs = heardAt + limits.silenceMs - clock.now();
    if (silenceMs <= 0) {
      silent();
      return;
    }
    if (sentAt + limits.keepAliveMs <= clock.now()) keepAlive();
    look.start(Math.max(1, Math.min(silenceMs, sentAt + limits.keepAliveMs - clock.now())));
  });

  return {
    start() {
      heardAt = sentAt = clock.now();
      look.start(limits.keepAliveMs);
    },
    stop: () => look.stop(),
    heard() {
      heardAt = clock.now();
    },
    sent() {
      sentAt = clock.now();
    },
  };
}
