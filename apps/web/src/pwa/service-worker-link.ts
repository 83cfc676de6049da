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
  let isTakingOver = false;

  function found(worker: ServiceWorker | null): void {
    // The very first one is no news.
    if (worker === null || navigator.serviceWorker.controller === null) return;
    waiting = worker;
    for (const listener of listeners) listener();
  }

  function follow(registration: ServiceWorkerRegistration): void {
    found(registration.waiting);
    registration.addEventListener('updatefound', () => {
      const { installing } = registration;
      installing?.addEventListener('statechange', () => {
        if (installing.state === 'installed') found(installing);
      });
    });
    setInterval(() => void registration.update().catch(() => {}), LOOK_EVERY_MS);
  }

  function register(): void {
    navigator.serviceWorker
      .register('/service-worker.js', { scope: '/hjelper', updateViaCache: 'none' })
      .then(follow, () => {});
  }

  if ('serviceWorker' in navigator) {
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      // Only the page in which it was asked for: in another one a session may run.
      if (isTakingOver) location.reload();
    });
    // The page comes first.
    if (document.readyState === 'complete') register();
    else addEventListener('load', register, { once: true });
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
