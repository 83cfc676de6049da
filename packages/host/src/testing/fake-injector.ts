import type { Locks } from '@fjernhjelp/protocol';
import type { DesktopInput, Injector } from '../ports.ts';

export interface FakeInjector extends Injector {
  /** All that was injected, oldest first; "release-all" where everything was let go. */
  readonly seen: readonly DesktopInput[];
  readonly closed: boolean;
  /** Who hears of the lock keys. */
  readonly lockListeners: ReadonlySet<(locks: Locks) => void>;
}

/** An injector that only writes down. */
export function createFakeInjector(): FakeInjector {
  const seen: DesktopInput[] = [];
  const lockListeners = new Set<(locks: Locks) => void>();
  let closed = false;
  return {
    seen,
    lockListeners,
    watchLocks(heard) {
      lockListeners.add(heard);
      heard({ capsLock: false, numLock: true });
      return () => void lockListeners.delete(heard);
    },
    get closed() {
      return closed;
    },
    inject: (message) => void seen.push(message),
    releaseAll: () => void seen.push({ type: 'release-all' }),
    close: () => {
      closed = true;
    },
  };
}
