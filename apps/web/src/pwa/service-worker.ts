/**
 * Keeps the console's own files, so that a console that is open goes on after the server has newer ones, and shows a page of its own
 * when the server cannot be reached. Nothing else goes through it: no answer of the server's programs, no WebSocket, no other page.
 */

/** What of the service worker's own types is used; TypeScript's DOM has none of them. */
interface WorkerScope {
  /** The build puts it before this file (console-shell.ts). */
  readonly shell: { readonly files: readonly string[]; readonly version: string };
  readonly skipWaiting: () => Promise<void>;
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}
interface ExtendableEvent extends Event {
  waitUntil(promise: Promise<unknown>): void;
}
interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

const worker = self as unknown as WorkerScope;
const { files, version } = worker.shell;
const name = `console-${version}`;
/** With this one, so that consoles of the version before go on until they are loaded again. */
const VERSIONS_KEPT = 2;

worker.addEventListener('install', (event) => {
  event.waitUntil(caches.open(name).then((cache) => cache.addAll([...files])));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(forgetOld().then(() => worker.clients.claim()));
});

worker.addEventListener('message', (event) => {
  if (event.data === 'take-over') void worker.skipWaiting();
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') {
    if (/^\/hjelper\/?$/.test(pathname)) event.respondWith(fetch(request).catch(() => kept('/offline.html')));
  } else if (pathname.startsWith('/assets/') || files.includes(pathname)) {
    event.respondWith(kept(pathname, request));
  }
});

async function kept(pathname: string, request?: Request): Promise<Response> {
  const found = await caches.match(pathname);
  if (found !== undefined) return found;
  return request === undefined ? Response.error() : fetch(request);
}

async function forgetOld(): Promise<void> {
  const names = (await caches.keys()).filter((each) => each.startsWith('console-'));
  // In the order in which they were made.
  const old = names.filter((each) => each !== name).slice(0, 1 - VERSIONS_KEPT);
  await Promise.all(old.map((each) => caches.delete(each)));
}
