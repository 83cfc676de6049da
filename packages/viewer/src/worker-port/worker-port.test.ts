import { type Bytes, InvariantError } from '@fjernhjelp/protocol';
import { afterEach, expect, test, vi } from 'vitest';
import { createWorkerPair } from '../testing/worker-pair.ts';
import { createPageInlet } from './page-inlet.ts';
import { type Begin, createPageOutlet } from './page-outlet.ts';

afterEach(() => vi.unstubAllGlobals());

const small = 10;
const large = 300 * 1024;
const tooMuchForTheRing = 12;

/** A worker and its page, and what the page heard: number, size and whether the buffer was given. */
async function open(isShared: boolean) {
  const { worker, scope } = createWorkerPair();
  const heard: { n: number; sizeBytes: number; isGiven: boolean }[] = [];
  const asked: string[] = [];
  const outlet = createPageOutlet<string, { n: number }>(scope, (message) => asked.push(message));
  const inlet = createPageInlet<string, { n: number }>(
    worker,
    ({ n }, body: Bytes, isGiven) => heard.push({ n, sizeBytes: body.length, isGiven }),
    () => {},
    { isShared },
  );
  // From here on the worker knows the memory.
  inlet.tell('begun');
  await vi.waitFor(() => expect(asked).toEqual(['begun']));
  return { outlet, inlet, heard, asked };
}

test.each([true, false])(
  'all arrives in the order in which it was told (shared memory: %s)',
  async (isShared) => {
    const { outlet, heard } = await open(isShared);
    const sizes = [small, large, small, 0, large, large, small];
    sizes.forEach(
      (sizeBytes, n) => void outlet.post({ n }, sizeBytes > 0 ? new Uint8Array(sizeBytes) : undefined),
    );
    await vi.waitFor(() => expect(heard).toHaveLength(sizes.length));
    expect(heard.map(({ n }) => n)).toEqual(sizes.map((_, n) => n));
    expect(heard.map(({ sizeBytes }) => sizeBytes)).toEqual(sizes);
  },
);

test('small bodies are copied and stay the worker’s; others are given, and so is what finds no room', async () => {
  const { outlet, heard } = await open(true);
  const body = new Uint8Array(small);
  expect(outlet.post({ n: 0 }, body)).toBe(true);
  expect(body.length).toBe(small);
  expect(outlet.post({ n: 1 }, new Uint8Array(large))).toBe(false);
  const copied = Array.from({ length: tooMuchForTheRing }, (_, i) =>
    outlet.post({ n: 2 + i }, new Uint8Array(100 * 1024)),
  );
  expect(copied[0]).toBe(true);
  expect(copied.at(-1)).toBe(false);
  await vi.waitFor(() => expect(heard).toHaveLength(2 + tooMuchForTheRing));
  expect(heard.map(({ n }) => n)).toEqual(heard.map((_, i) => i));
  expect(heard.map(({ isGiven }) => isGiven)).toEqual([false, true, ...copied.map((isCopy) => !isCopy)]);
});

test('without shared memory everything is given', async () => {
  const { outlet, heard } = await open(false);
  expect(outlet.post({ n: 0 }, new Uint8Array(small))).toBe(false);
  await vi.waitFor(() => expect(heard).toEqual([{ n: 0, sizeBytes: small, isGiven: true }]));
});

test('the worker hears the page, and a page that has closed hears nothing more', async () => {
  const { outlet, inlet, heard, asked } = await open(true);
  inlet.tell('first');
  await vi.waitFor(() => expect(asked).toEqual(['begun', 'first']));
  inlet.close();
  inlet.tell('second');
  outlet.post({ n: 0 });
  outlet.post({ n: 1 }, new Uint8Array(large));
  // Behind what is on its way.
  await new Promise((resolve) => setTimeout(resolve));
  expect([asked, heard]).toEqual([['begun', 'first'], []]);
});

test('an error of the listener is reported, and what follows is heard', async () => {
  const reported: unknown[] = [];
  vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
  const { worker, scope } = createWorkerPair();
  const outlet = createPageOutlet<string, { n: number }>(scope, () => {});
  const heard: number[] = [];
  createPageInlet<string, { n: number }>(
    worker,
    ({ n }) => {
      heard.push(n);
      if (n === 0) throw new Error('ours');
    },
    () => {},
    { isShared: true },
  );
  outlet.post({ n: 0 });
  outlet.post({ n: 1 });
  await vi.waitFor(() => expect(heard).toEqual([0, 1]));
  expect(reported).toEqual([new Error('ours')]);
});

test('shared memory that holds no messages is reported, told once, and nothing more is heard', async () => {
  const reported: unknown[] = [];
  vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
  const { worker, scope } = createWorkerPair();
  let memory: SharedArrayBuffer | undefined;
  scope.onmessage = ({ data }: MessageEvent<Begin>) => {
    memory = data.memory;
  };
  const heard: unknown[] = [];
  let broken = 0;
  createPageInlet(
    worker,
    (message) => heard.push(message),
    () => broken++,
    { isShared: true },
  );
  await vi.waitFor(() => expect(memory).toBeDefined());
  const cells = new Int32Array(memory!);
  cells.fill(-1, 4, 7);
  Atomics.store(cells, 0, 12);
  Atomics.notify(cells, 0);
  await vi.waitFor(() => expect(broken).toBe(1));
  scope.postMessage({ number: 0, message: 'late' });
  worker.onerror?.({} as ErrorEvent);
  // Behind what is on its way.
  await new Promise((resolve) => setTimeout(resolve));
  expect([broken, heard, reported]).toEqual([1, [], [expect.any(InvariantError)]]);
});
