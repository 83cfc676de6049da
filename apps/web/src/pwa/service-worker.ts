/**
 * Keeps the console's own files, so that a console that is open goes on after the server has newer ones, and shows a page of its own
 * when the server cannot be reached. Nothing else goes through it: no answer of the server's programs, no WebSocket, no other page.
 */

/** What of the service worker's own types is used; TypeScript's DOM has none of them. */
interface WorkerScope {
  /** The build puts it before this file (console-shell.ts); in the order in which they are wanted. */
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
  event.waitUntil(keepAll());
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

/**
 * One file after the other, and none as soon as a session begins: then it fails, and the page has it done again after the session. What is
 * here by then need not come again.
 */
async function keepAll(): Promise<void> {
  const cache = await caches.open(name);
  for (const file of files) {
    if ((await cache.match(file)) !== undefined) continue;
    if (await hasSession()) throw new Error('a session has the line');
    await cache.add(new Request(file, { priority: 'low' }));
  }
}

/** As in line-lock.ts, which cannot be imported: a service worker is one file. */
async function hasSession(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name: lock }) => lock === 'session');
}

async function kept(pathname: string, request?: Request): Promise<Response> {
  const found = await caches.match(pathname);
  if (found !== undefined) return found;
  return request === undefined ? Response.error() : fetch(request);
}

async function forgetOld(): Promise<void> {
  const names = (await caches.keys()).filter((each) => each.startsWith('console-'));
  const whole: string[] = [];
  for (const each of names) {
    // What comes last is missing in a version that was never used.
    if (each !== name && (await caches.match('/offline.html', { cacheName: each })) !== undefined)
      whole.push(each);
  }
  // In the order in which they were made.
  const wanted = new Set([name, ...whole.slice(1 - VERSIONS_KEPT)]);
  await Promise.all(names.filter((each) => !wanted.has(each)).map((each) => caches.delete(each)));
}
