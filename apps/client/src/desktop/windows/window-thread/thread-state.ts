/** WM_APP: the main thread has asked for something, or has set the state. */
export const WAKE = 0x8000;

/**
 * What both threads see at any moment: the window's handle once there is one, and 1 when the thread is to end. Each end sets its own and
 * looks at the other's after that, so that neither waits for a word that the other had no way to give.
 */
export const threadState = { window: 0, closed: 1 } as const;

/** Shared between the two threads, by the places of `threadState`. */
export type ThreadState = BigUint64Array<SharedArrayBuffer>;

export function createThreadState(): ThreadState {
  return new BigUint64Array(new SharedArrayBuffer(2 * BigUint64Array.BYTES_PER_ELEMENT));
}
