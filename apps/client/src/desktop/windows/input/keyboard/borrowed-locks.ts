import type { Locks } from '@fjernhjelp/protocol';

/** The lock keys to press and let go of, one after the other. */
export type LockKeys = readonly ('CapsLock' | 'NumLock')[];

/**
 * Brings CapsLock and NumLock in step with the helper's for as long as the helper types, and gives the user's own state back
 * (PROTOCOL.md IN12). Asks the system once until then: what it says of a key that was just pressed may be old.
 */
export class BorrowedLocks {
  readonly #read: () => Locks;
  #before: Locks | undefined;
  #now: Locks | undefined;

  constructor(read: () => Locks) {
    this.#read = read;
  }

  get now(): Locks {
    return this.#now ?? this.#read();
  }

  /** @returns what to press for that */
  follow({ capsLock, numLock }: Locks): LockKeys {
    const keys = difference(this.now, { capsLock, numLock });
    this.#before ??= this.now;
    this.#now = { capsLock, numLock };
    return keys;
  }

  /** @returns what to press for that */
  giveBack(): LockKeys {
    const keys = this.#before === undefined ? [] : difference(this.now, this.#before);
    this.#before = undefined;
    this.#now = undefined;
    return keys;
  }
}

function difference(a: Locks, b: Locks): LockKeys {
  return [
    ...(a.capsLock === b.capsLock ? [] : (['CapsLock'] as const)),
    ...(a.numLock === b.numLock ? [] : (['NumLock'] as const)),
  ];
}
