import { limits, type Password } from '@fjernhjelp/protocol';
import type { HelperSession } from './helper-session.ts';
import type { Helpers } from './helpers.ts';
import { createPasswordKeeper } from './password-keeper.ts';

export interface DoorOptions {
  /** A uniform integer in 0 … bound − 1 from a cryptographic source. */
  randomInt: (bound: number) => number;
  helpers: Helpers;
  /** There is an ID that helpers can enter. */
  isHostOpen: () => boolean;
}

/** The way in with the password: when it is open, with which password, and who waits for one more helper (PROTOCOL.md EN3, PW4). */
export interface Door {
  /** Undefined while nobody may come in. */
  readonly password: Password | undefined;
  readonly wrongTries: number;
  /** True when too many wrong tries made this password. */
  readonly passwordReplaced: boolean;
  /** The user waits for one more helper of their own accord; a helper's invitation is their grant. */
  readonly isInviting: boolean;
  /** @returns how many more tries the tried password has */
  wrongTry(): number;
  /** @returns whether that is new */
  setInviting(next: boolean): boolean;
  /** That helper brings in a colleague, and nobody else does. */
  invitedBy(helper: HelperSession): void;
  /** The one who was waited for is in. */
  entered(): void;
  /** @param wasAdmitted whether the user had let in the helper who is gone */
  left(wasAdmitted: boolean): void;
  /** The session is over: nobody is waited for. */
  shut(): void;
  /** What was given out is used up. */
  renewPassword(): void;
}

export function createDoor({ randomInt, helpers, isHostOpen }: DoorOptions): Door {
  const keeper = createPasswordKeeper(randomInt);
  let isInviting = false;

  function isOpen(): boolean {
    if (!isHostOpen() || helpers.isSomebodyAtTheDoor || helpers.count >= limits.helpers) return false;
    return helpers.admitted.length === 0 || isInviting || helpers.inviter !== undefined;
  }

  return {
    get password() {
      return isOpen() ? keeper.password : undefined;
    },
    get wrongTries() {
      return keeper.wrongTries;
    },
    get passwordReplaced() {
      return keeper.replaced;
    },
    get isInviting() {
      return isInviting;
    },
    wrongTry() {
      const triesLeft = keeper.wrongTry();
      helpers.inviter?.tellInvitation(keeper.password);
      return triesLeft;
    },
    setInviting(next) {
      if (!isHostOpen() || helpers.admitted.length === 0 || next === isInviting) return false;
      isInviting = next;
      helpers.takeBackInvitations();
      keeper.renew();
      return true;
    },
    invitedBy(helper) {
      helpers.takeBackInvitations(helper.person);
      isInviting = false;
      keeper.renew();
      helper.tellInvitation(keeper.password);
    },
    entered() {
      isInviting = false;
      helpers.inviter?.revokeGrant('invite');
    },
    left(wasAdmitted) {
      // What they knew is used up; whoever invites next, or waits, gets another.
      if (!wasAdmitted) keeper.renew();
      helpers.inviter?.tellInvitation(keeper.password);
    },
    shut() {
      isInviting = false;
    },
    renewPassword: keeper.renew,
  };
}
