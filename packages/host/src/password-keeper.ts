import { createPassword, limits, type Password } from '@fjernhjelp/protocol';

/** The password of the moment and the wrong tries against it (PROTOCOL.md EN3, PW4). */
export interface PasswordKeeper {
  readonly password: Password;
  readonly wrongTries: number;
  /** True when too many wrong tries made this password; until `renew`. */
  readonly replaced: boolean;
  /**
   * Counts one wrong password; the last that is allowed makes a new one.
   * @returns how many more tries the tried password has
   */
  wrongTry(): number;
  /** Makes a new password because the old one is used up. */
  renew(): void;
}

/** @param randomInt a uniform integer in 0 … bound − 1 from a cryptographic source */
export function createPasswordKeeper(randomInt: (bound: number) => number): PasswordKeeper {
  let password = createPassword(randomInt);
  let wrongTries = 0;
  let replaced = false;

  return {
    get password() {
      return password;
    },
    get wrongTries() {
      return wrongTries;
    },
    get replaced() {
      return replaced;
    },
    wrongTry() {
      wrongTries++;
      const triesLeft = limits.passwordTries - wrongTries;
      if (triesLeft > 0) return triesLeft;
      password = createPassword(randomInt);
      wrongTries = 0;
      replaced = true;
      return 0;
    },
    renew() {
      password = createPassword(randomInt);
      wrongTries = 0;
      replaced = false;
    },
  };
}
