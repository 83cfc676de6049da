/** What is used of an AbortSignal: an attempt that its caller may call off. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/**
 * @param task called once, at once when it is too late already
 * @returns stops listening
 */
export function onCancel(signal: CancelSignal | undefined, task: () => void): () => void {
  if (signal === undefined) return () => {};
  if (signal.aborted) {
    task();
    return () => {};
  }
  signal.addEventListener('abort', task);
  return () => signal.removeEventListener('abort', task);
}
