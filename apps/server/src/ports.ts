import type { Clock, RandomBytes } from '@fjernhjelp/protocol/signalling';
import type { Logger } from 'pino';

/** What the server takes from its surroundings, so that tests own time, randomness and the log. */
export interface ServerPorts {
  readonly clock: Clock;
  /** Milliseconds since 1970, for what is written to the store. */
  readonly epochNow: () => number;
  readonly random: RandomBytes;
  readonly log: Logger;
}
