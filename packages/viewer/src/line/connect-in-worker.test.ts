import { type Bytes, TransportFailure } from '@fjernhjelp/protocol';
import { expect, test, vi } from 'vitest';
import { createWorkerPair } from '../testing/worker-pair.ts';
import { createWorkerEnd } from '../worker-port/worker-end.ts';
import { connectInWorker } from './connect-in-worker.ts';
import type { FromLine, ToLine } from './line-messages.ts';

const address = { serverUrl: 'wss://example.org', id: '123456782' as never };

/** A page that connects through a worker; the worker does what the test says. */
function connect() {
  const pair = createWorkerPair();
  const asked: (ToLine | Bytes)[] = [];
  const outlet = createWorkerEnd<ToLine, FromLine>(pair.scope, (message, bytes) => {
    asked.push(message);
    if (message.type === 'send') asked.push(bytes);
  });
  const abort = new AbortController();
  const transport = connectInWorker(address, abort.signal, pair.worker);
  return { pair, worker: pair.worker, asked, outlet, abort, transport };
}

/** What a listener of the transport hears. */
function listener() {
  const heard: (string | number)[] = [];
  return {
    heard,
    data: (bytes: Bytes) => void heard.push(bytes.length),
    drained: () => void heard.push('drained'),
    closed: ({ code }: TransportFailure) => void heard.push(code),
  };
}

test('the line is there when the worker has it, and bytes go both ways in order', async () => {
  const { asked, outlet, transport } = connect();
  await vi.waitFor(() => expect(asked).toEqual([{ type: 'connect', ...address }]));
  outlet.post({ type: 'open' });
  outlet.post({ type: 'data' }, new Uint8Array(1));
  const line = await transport;
  const { heard, ...hears } = listener();
  line.listen(hears);
  outlet.post({ type: 'data' }, new Uint8Array(2));
  await vi.waitFor(() => expect(heard).toEqual([1, 2]));
  line.send(Uint8Array.of(9, 8));
  line.send(Uint8Array.of(1, 2, 3, 4).subarray(1, 3));
  await vi.waitFor(() => expect(asked).toHaveLength(5));
  expect(asked.slice(1)).toEqual([
    { type: 'send', tellTaken: false },
    Uint8Array.of(9, 8),
    { type: 'send', tellTaken: false },
    Uint8Array.of(2, 3),
  ]);
});

test('what is under way is counted until the worker says that the network has it', async () => {
  const { asked, outlet, transport } = connect();
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  outlet.post({ type: 'open' });
  const line = await transport;
  const { heard, ...hears } = listener();
  line.listen(hears);
  line.send(new Uint8Array(10_000));
  line.send(new Uint8Array(10_000));
  expect(line.bufferedBytes).toBe(20_000);
  await vi.waitFor(() => expect(asked).toHaveLength(5));
  expect(asked[1]).toEqual({ type: 'send', tellTaken: false });
  expect(asked[3]).toEqual({ type: 'send', tellTaken: true });
  outlet.post({ type: 'taken', bytes: 19_000 });
  await vi.waitFor(() => expect(heard).toEqual(['drained']));
  expect(line.bufferedBytes).toBe(1000);
});

test('a line that breaks is told once, also to who listens later, and takes nothing more', async () => {
  const { asked, outlet, worker, transport } = connect();
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  outlet.post({ type: 'open' });
  const line = await transport;
  line.send(new Uint8Array(1));
  outlet.post({ type: 'closed', code: 'server-restart' });
  await vi.waitFor(() => expect(line.bufferedBytes).toBe(0));
  worker.onerror?.({} as ErrorEvent);
  line.send(new Uint8Array(1));
  expect(line.bufferedBytes).toBe(0);
  const { heard, ...hears } = listener();
  line.listen(hears);
  expect(heard).toEqual(['server-restart']);
});

test('TR3 what comes before anybody listens is kept up to 64 KiB; more closes the line', async () => {
  const { asked, outlet, transport } = connect();
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  outlet.post({ type: 'open' });
  const line = await transport;
  outlet.post({ type: 'data' }, new Uint8Array(64 * 1024));
  outlet.post({ type: 'data' }, new Uint8Array(1));
  await vi.waitFor(() => expect(asked.at(-1)).toEqual({ type: 'close' }));
  const { heard, ...hears } = listener();
  line.listen(hears);
  expect(heard.at(-1)).toBe('closed');
});

test('who closes the line at the first of what came early hears no more of it', async () => {
  const { asked, outlet, transport } = connect();
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  outlet.post({ type: 'open' });
  const line = await transport;
  outlet.post({ type: 'data' }, new Uint8Array(1));
  outlet.post({ type: 'data' }, new Uint8Array(2));
  line.send(new Uint8Array(1));
  outlet.post({ type: 'taken', bytes: 1 });
  await vi.waitFor(() => expect(line.bufferedBytes).toBe(0));
  const { heard, ...hears } = listener();
  line.listen({
    ...hears,
    data(bytes) {
      hears.data(bytes);
      line.close();
    },
  });
  expect(heard).toEqual([1]);
});

test('no line: what the broker said', async () => {
  const { asked, outlet, transport } = connect();
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  outlet.post({ type: 'failed', code: 'unknown-id' });
  await expect(transport).rejects.toEqual(new TransportFailure('unknown-id'));
});

test.each(['onerror', 'onmessageerror'] as const)(
  'a worker that fails while it has a line (%s) is ended, so that its socket is not left open',
  async (event) => {
    const { pair, asked, outlet, worker, transport } = connect();
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    outlet.post({ type: 'open' });
    const line = await transport;
    const { heard, ...hears } = listener();
    line.listen(hears);
    worker[event]?.({} as ErrorEvent & MessageEvent);
    expect([pair.isTerminated, heard]).toEqual([true, ['unreachable']]);
  },
);

test('a worker that does not start is a server that is not reached', async () => {
  const { worker, transport } = connect();
  worker.onerror?.({} as ErrorEvent);
  await expect(transport).rejects.toEqual(new TransportFailure('unreachable'));
});

test('what is called off is called off in the worker, and a line that is closed says nothing more', async () => {
  const { asked, outlet, abort, transport } = connect();
  abort.abort();
  await vi.waitFor(() => expect(asked).toMatchObject([{ type: 'connect' }, { type: 'cancel' }]));
  outlet.post({ type: 'failed', code: 'closed' });
  await expect(transport).rejects.toEqual(new TransportFailure('closed'));

  const other = connect();
  await vi.waitFor(() => expect(other.asked).toHaveLength(1));
  other.outlet.post({ type: 'open' });
  const line = await other.transport;
  const { heard, ...hears } = listener();
  line.listen(hears);
  line.close();
  line.close();
  other.outlet.post({ type: 'closed', code: 'closed' });
  await vi.waitFor(() => expect(other.asked.at(-1)).toEqual({ type: 'close' }));
  expect([heard, other.asked.length]).toEqual([[], 2]);
});
