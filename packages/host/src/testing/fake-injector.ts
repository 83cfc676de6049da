import type { DesktopInput, Injector } from '../ports.ts';

export interface FakeInjector extends Injector {
  /** All that was injected, oldest first; "release-all" where everything was let go. */
  readonly seen: readonly DesktopInput[];
  readonly closed: boolean;
}

/** An injector that only writes down. */
export function createFakeInjector(): FakeInjector {
  const seen: DesktopInput[] = [];
  let closed = false;
  return {
    seen,
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
