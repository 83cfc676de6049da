import type { UserInput } from '../ports.ts';

export interface FakeUserInput extends UserInput {
  /** The user does something. */
  act(): void;
}

/** A user whose hand the test moves. */
export function createFakeUserInput(): FakeUserInput {
  const listeners = new Set<() => void>();
  return {
    act() {
      for (const heard of listeners) heard();
    },
    listen(heard) {
      listeners.add(heard);
      return () => void listeners.delete(heard);
    },
    close: () => listeners.clear(),
  };
}
