/** Web Locks reach all of the browser's pages and workers of this origin; service-worker.ts asks for it by this name. */
const SESSION = 'session';

/** Tells all of this browser's consoles that a session has the line. @returns what ends it */
export function lockLine(): () => void {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  // Where the browser has or allows none (no secure context, no storage), there is no service worker either.
  navigator.locks?.request(SESSION, { mode: 'shared' }, () => ended).catch(() => {});
  return end;
}

/** @returns whether a console of this browser has a session */
export async function hasSession(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === SESSION);
}

/** Waits until no console of this browser has a session. */
export function lineIsFree(): Promise<void> {
  return navigator.locks.request(SESSION, () => {});
}
