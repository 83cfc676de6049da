/**
 * While somebody is helped the screen does not go dark, and the browser neither freezes nor throws away a page in the background.
 * @returns what ends it
 */
export function stayAwake(): () => void {
  const off = new AbortController();
  let lock: WakeLockSentinel | undefined;

  async function keepBright(): Promise<void> {
    if (!('wakeLock' in navigator) || document.hidden || off.signal.aborted) return;
    try {
      const taken = await navigator.wakeLock.request('screen');
      if (off.signal.aborted) await taken.release();
      else lock = taken;
    } catch {
      // Battery is low, or the organisation does not want it: the screen goes dark as it always does.
    }
  }

  // It is lost whenever the page is hidden.
  document.addEventListener('visibilitychange', () => void keepBright(), { signal: off.signal });
  void keepBright();
  // Browsers do not freeze a page that holds one.
  if ('locks' in navigator)
    void navigator.locks
      .request('fjernhjelp-door', { mode: 'shared', signal: off.signal }, () => until(off.signal))
      .catch(() => {});
  return () => {
    off.abort();
    void lock?.release();
  };
}

function until(signal: AbortSignal): Promise<void> {
  return new Promise((over) => signal.addEventListener('abort', () => over()));
}
