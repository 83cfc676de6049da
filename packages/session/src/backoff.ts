import { createRandomInt, type RandomBytes } from '@fjernhjelp/protocol';

const FIRST_MS = 250;
/** Both ends of a session are back within 5 s of the server's return: two such waits and two handshakes. */
const CAP_MS = 1500;

/** How long to wait before the next try: 250 ms, doubled up to 1.5 s, each cut to a random 50–100 %. */
export interface Backoff {
  next(): number;
  reset(): void;
}

export function createBackoff(random: RandomBytes): Backoff {
  const randomInt = createRandomInt(random);
  let tries = 0;
  return {
    next() {
      const fullMs = Math.min(CAP_MS, FIRST_MS * 2 ** tries);
      tries = Math.min(tries + 1, 16);
      return Math.ceil(fullMs / 2) + randomInt(Math.floor(fullMs / 2) + 1);
    },
    reset() {
      tries = 0;
    },
  };
}
