import { useState } from 'react';

/** What of the page is fetched only when it is wanted. */
export interface Part<T> {
  /** undefined until it is here. */
  readonly loaded: T | undefined;
  /** The last try did not bring it. */
  readonly hasFailed: boolean;
  /** Fetches it, also after a try that failed; nothing when it is here or on its way. */
  fetch(): void;
}

/**
 * A part in a file of its own. Not `lazy` of React: that holds a part back that is here at once, and never tries again.
 * @param load imports it
 */
export function usePart<T extends object>(load: () => Promise<T>): Part<T> {
  const [state, setState] = useState<T | 'none' | 'under-way' | 'failed'>('none');
  return {
    loaded: typeof state === 'string' ? undefined : state,
    hasFailed: state === 'failed',
    fetch() {
      if (state !== 'none' && state !== 'failed') return;
      setState('under-way');
      load().then(setState, () => setState('failed'));
    },
  };
}
