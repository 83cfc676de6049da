import type { Clock } from '@fjernhjelp/protocol';
import type { UserInput } from './ports.ts';

export interface UserActivityOptions {
  clock: Clock;
  userInput: UserInput | undefined;
  /** How long the user counts as active after the last that they did. */
  lastsMs: number;
  /** The user did something; called often, also where nothing waits for it. */
  acted: () => void;
  changed: () => void;
}

/** Whether the user's own hand is on the mouse or keyboard: then the helper's input waits (PROTOCOL.md IN11). */
export interface UserActivity {
  readonly isActive: boolean;
  close(): void;
}

export function createUserActivity({
  clock,
  userInput,
  lastsMs,
  acted,
  changed,
}: UserActivityOptions): UserActivity {
  let untilMs = Number.NEGATIVE_INFINITY;
  let isActive = false;
  let cancel = () => {};

  /** One timer however busy the hand is: it is set again for what is left. */
  function check(): void {
    const leftMs = untilMs - clock.now();
    if (leftMs > 0) {
      cancel = clock.schedule(leftMs, check);
      return;
    }
    isActive = false;
    changed();
  }

  function heard(): void {
    acted();
    untilMs = clock.now() + lastsMs;
    if (isActive || lastsMs === 0) return;
    isActive = true;
    cancel = clock.schedule(lastsMs, check);
    changed();
  }

  const unsubscribe = userInput?.listen(heard);
  return {
    get isActive() {
      return isActive;
    },
    close() {
      unsubscribe?.();
      cancel();
    },
  };
}
