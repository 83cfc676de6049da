import { hasSession, lineIsFree } from './line-lock.ts';

/** The console's service worker, as the page has it. */
export interface WorkerLink {
  /** Hears when a newer version of the console lies ready. @returns what ends it */
  onNewVersion(listener: () => void): () => void;
  /** The newer version takes over, and the page is loaded again. */
  takeOver(): void;
}

/** How often a page that stays open looks for a newer version. */
const LOOK_EVERY_MS = 3_600_000;

/**
 * The only place where the page registers a service worker; its address has to be allowed by `trustOwnScripts`. Where the browser has or
 * allows none (no secure context, an untrusted certificate, private windows), the console is the same without.
 */
export function openServiceWorker(): WorkerLink {
  const listeners = new Set<() => void>();
  let waiting: ServiceWorker | undefined;
  let followed: ServiceWorkerRegistration | undefined;
  let isTakingOver = false;

  function found(worker: ServiceWorker | null): void {
    // The very first one is no news.
    if (worker === null || navigator.serviceWorker.controller === null) return;
    waiting = worker;
    for (const listener of listeners) listener();
  }

  function follow(registration: ServiceWorkerRegistration): void {
    if (registration === followed) return;
    followed = registration;
    found(registration.waiting);
    registration.addEventListener('updatefound', () => {
      const { installing } = registration;
      installing?.addEventListener('statechange', () => {
        if (installing.state === 'installed') found(installing);
        else if (installing.state === 'redundant') void beginAfterSession();
      });
    });
  }

  /** It was given up for a session; after anything else the next look or page begins it anew. */
  async function beginAfterSession(): Promise<void> {
    if (await hasSession()) await register();
  }

  async function register(): Promise<void> {
    await lineIsFree();
    const options = { scope: '/hjelper', updateViaCache: 'none' } as const;
    const registration = await navigator.serviceWorker
      .register('/service-worker.js', options)
      .catch(() => undefined);
    if (registration === undefined) return;
    follow(registration);
    // A first one begins by itself; a newer one may have been given up before this page heard of it.
    if (registration.active !== null) await registration.update().catch(() => {});
  }

  /** The page comes first, with its texts and its font. */
  async function begin(): Promise<void> {
    if (document.readyState !== 'complete')
      await new Promise((resolve) => addEventListener('load', resolve, { once: true }));
    // What is being rendered now asks for the font only then.
    await new Promise((resolve) => setTimeout(resolve));
    await document.fonts.ready;
    await register();
    setInterval(async () => {
      if (!(await hasSession())) await followed?.update().catch(() => {});
    }, LOOK_EVERY_MS);
  }

  if ('serviceWorker' in navigator) {
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      // Only the page in which it was asked for: in another one a session may run.
      if (isTakingOver) location.reload();
    });
    // Where the browser allows none of it, the console is the same without.
    begin().catch(() => {});
  }

  return {
    onNewVersion(listener) {
      listeners.add(listener);
      if (waiting !== undefined) listener();
      return () => listeners.delete(listener);
    },
    takeOver() {
      isTakingOver = true;
      // Another window of the console may have let it.
      if (waiting?.state === 'installed') waiting.postMessage('take-over');
      else location.reload();
    },
  };
}

/** Names and words of the installed console are those of the page. */
export function linkManifest(language: string): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]');
  if (link !== null) link.href = `/console.${language}.webmanifest`;
}
