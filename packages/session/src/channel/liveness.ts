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

  // A timer looks again instead of being set anew for every record.
  const silence = createTimer(clock, () => {
    const leftMs = heardAt + limits.silenceMs - clock.now();
    if (leftMs <= 0) silent();
    else silence.start(leftMs);
  });
  const idle = createTimer(clock, () => {
    if (sentAt + limits.keepAliveMs - clock.now() <= 0) keepAlive();
    idle.start(Math.max(1, sentAt + limits.keepAliveMs - clock.now()));
  });

  return {
    start() {
      heardAt = sentAt = clock.now();
      silence.start(limits.silenceMs);
      idle.start(limits.keepAliveMs);
    },
    stop() {
      silence.stop();
      idle.stop();
    },
    heard() {
      heardAt = clock.now();
    },
    sent() {
      sentAt = clock.now();
    },
  };
}
