import type { PauseKey } from '../ports.ts';

export interface FakePauseKey extends PauseKey {
  press(): void;
}

/** A key that the test presses. */
export function createFakePauseKey(): FakePauseKey {
  const listeners = new Set<() => void>();
  return {
    press() {
      for (const pressed of listeners) pressed();
    },
    listen(pressed) {
      listeners.add(pressed);
      return () => void listeners.delete(pressed);
    },
    close: () => listeners.clear(),
  };
}
