import { type Bytes, InvariantError } from '@fjernhjelp/protocol';
import { afterEach, expect, test, vi } from 'vitest';
import { createWorkerPair } from '../testing/worker-pair.ts';
import { createPageEnd } from './page-end.ts';
import { type Begin, createWorkerEnd } from './worker-end.ts';

afterEach(() => vi.unstubAllGlobals());

const small = 10;
const large = 300 * 1024;
const tooMuchForTheRing = 12;

interface Numbered {
  readonly n: number;
}
interface Heard extends Numbered {
  readonly sizeBytes: number;
  readonly isGiven: boolean;
}

/** A page and its worker, and what each has heard. Each has said once that it is there. */
async function open(isShared: boolean) {
  const pair = createWorkerPair();
  const heard = { page: [] as Heard[], worker: [] as Heard[] };
  const hear =
    (end: 'page' | 'worker') =>
    ({ n }: Numbered, body: Bytes, isGiven: boolean) =>
      void heard[end].push({ n, sizeBytes: body.length, isGiven });
  const worker = createWorkerEnd<Numbered, Numbered>(pair.scope, hear('worker'));
  const page = createPageEnd<Numbered, Numbered>(pair.worker, hear('page'), () => {}, { isShared });
  page.post({ n: -1 });
  await vi.waitFor(() => expect(heard.worker).toHaveLength(1));
  worker.post({ n: -1 });
  await vi.waitFor(() => expect(heard.page).toHaveLength(1));
  heard.worker.length = heard.page.length = 0;
  return {
    scope: pair.scope,
    page,
    worker,
    heard,
    /** What one end tells, and what the other has heard. */
    ways: {
      'to the page': { post: worker.post, heard: heard.page },
      'to the worker': { post: page.post, heard: heard.worker },
    },
  };
}

const ways = ['to the page', 'to the worker'] as const;

test.each(ways.flatMap((way) => [true, false].map((isShared) => [way, isShared] as const)))(
  'all arrives %s in the order in which it was told (shared memory: %s)',
  async (way, isShared) => {
    const { post, heard } = (await open(isShared)).ways[way];
    const sizes = [small, large, small, 0, large, large, small];
    sizes.forEach((sizeBytes, n) => void post({ n }, sizeBytes > 0 ? new Uint8Array(sizeBytes) : undefined));
    await vi.waitFor(() => expect(heard).toHaveLength(sizes.length));
    expect(heard.map(({ n }) => n)).toEqual(sizes.map((_, n) => n));
    expect(heard.map(({ sizeBytes }) => sizeBytes)).toEqual(sizes);
  },
);

test.each(ways)(
  '%s: small bodies are copied and stay whose they are; others are given, and so is what finds no room',
  async (way) => {
    const { post, heard } = (await open(true)).ways[way];
    const body = new Uint8Array(small);
    expect(post({ n: 0 }, body)).toBe(true);
    expect(body.length).toBe(small);
    expect(post({ n: 1 }, new Uint8Array(large))).toBe(false);
    const copied = Array.from({ length: tooMuchForTheRing }, (_, i) =>
      post({ n: 2 + i }, new Uint8Array(100 * 1024)),
    );
    expect(copied[0]).toBe(true);
    expect(copied.at(-1)).toBe(false);
    await vi.waitFor(() => expect(heard).toHaveLength(2 + tooMuchForTheRing));
    expect(heard.map(({ n }) => n)).toEqual(heard.map((_, i) => i));
    expect(heard.map(({ isGiven }) => isGiven)).toEqual([false, true, ...copied.map((isCopy) => !isCopy)]);
  },
);

test.each(ways)('%s: without shared memory everything is given', async (way) => {
  const { post, heard } = (await open(false)).ways[way];
  expect(post({ n: 0 }, new Uint8Array(small))).toBe(false);
  await vi.waitFor(() => expect(heard).toEqual([{ n: 0, sizeBytes: small, isGiven: true }]));
});

test('a small message wakes a worker through shared memory, without one of the browser’s', async () => {
  const { scope, page, heard } = await open(true);
  scope.onmessage = null;
  page.post({ n: 0 }, new Uint8Array(small));
  await vi.waitFor(() => expect(heard.worker).toEqual([{ n: 0, sizeBytes: small, isGiven: false }]));
});

test('a page that has closed says and hears nothing more', async () => {
  const { worker, page, heard } = await open(true);
  page.close();
  page.post({ n: 0 });
  worker.post({ n: 0 });
  worker.post({ n: 1 }, new Uint8Array(large));
  // Behind what is on its way.
  await new Promise((resolve) => setTimeout(resolve));
  expect(heard).toEqual({ page: [], worker: [] });
});

test('what was told before the page closed arrives', async () => {
  const { page, heard } = await open(true);
  page.post({ n: 0 });
  page.close();
  await vi.waitFor(() => expect(heard.worker).toMatchObject([{ n: 0 }]));
});

test.each(ways)('%s: an error of the listener is reported, and what follows is heard', async (way) => {
  const reported: unknown[] = [];
  vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
  const pair = createWorkerPair();
  const heard: number[] = [];
  const hear = ({ n }: Numbered) => {
    heard.push(n);
    if (n === 0) throw new Error('ours');
  };
  const worker = createWorkerEnd<Numbered, Numbered>(pair.scope, hear);
  const page = createPageEnd<Numbered, Numbered>(pair.worker, hear, () => {}, { isShared: true });
  const { post } = way === 'to the page' ? worker : page;
  post({ n: 0 });
  post({ n: 1 });
  await vi.waitFor(() => expect(heard).toEqual([0, 1]));
  expect(reported).toEqual([new Error('ours')]);
});

/** Makes memory one message of impossible sizes, and wakes its reader. */
function spoil(memory: SharedArrayBuffer): void {
  const cells = new Int32Array(memory);
  cells.fill(-1, 4, 7);
  Atomics.store(cells, 0, 12);
  Atomics.notify(cells, 0);
}

test('shared memory that holds no messages is reported, told once, and nothing more is heard', async () => {
  const reported: unknown[] = [];
  vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
  const { worker, scope } = createWorkerPair();
  let memory: Begin['memory'];
  scope.onmessage = ({ data }: MessageEvent<Begin>) => {
    memory = data.memory;
  };
  const heard: unknown[] = [];
  let broken = 0;
  createPageEnd(
    worker,
    (message) => heard.push(message),
    () => broken++,
    { isShared: true },
  );
  await vi.waitFor(() => expect(memory).toBeDefined());
  spoil(memory!.toPage);
  await vi.waitFor(() => expect(broken).toBe(1));
  scope.postMessage({ number: 0, message: 'late' });
  worker.onerror?.({} as ErrorEvent);
  // Behind what is on its way.
  await new Promise((resolve) => setTimeout(resolve));
  expect([broken, heard, reported]).toEqual([1, [], [expect.any(InvariantError)]]);
});

test('a worker reports shared memory that holds no messages, so that the page hears of it', async () => {
  const reported: unknown[] = [];
  vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
  const { worker, scope } = createWorkerPair();
  const heard: unknown[] = [];
  createWorkerEnd(scope, (message) => heard.push(message));
  const memory = { toPage: new SharedArrayBuffer(16 + 64), toWorker: new SharedArrayBuffer(16 + 64) };
  worker.postMessage({ memory } satisfies Begin);
  // Behind what is on its way.
  await new Promise((resolve) => setTimeout(resolve));
  spoil(memory.toWorker);
  await vi.waitFor(() => expect(reported).toEqual([expect.any(InvariantError)]));
  expect(heard).toEqual([]);
});
