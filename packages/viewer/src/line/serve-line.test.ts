import { TransportFailure } from '@fjernhjelp/protocol';
import type { Transport, TransportListener } from '@fjernhjelp/session';
import { expect, test, vi } from 'vitest';
import { createWorkerPair } from '../testing/worker-pair.ts';
import { createPageEnd } from '../worker-port/page-end.ts';
import type { FromLine, ToLine } from './line-messages.ts';
import { serveLine } from './serve-line.ts';

const connect: ToLine = { type: 'connect', serverUrl: 'wss://example.org', id: '123456782' as never };

/** A worker that serves one line, and the page that hears it. */
function serve(connected: () => Promise<Transport>) {
  const pair = createWorkerPair();
  const heard: FromLine[] = [];
  const page = createPageEnd<ToLine, FromLine>(
    pair.worker,
    (message) => heard.push(message),
    () => {},
    { isShared: false },
  );
  serveLine(pair.scope, connected);
  page.post(connect);
  const send = (sizeBytes: number, tellTaken: boolean) =>
    page.post({ type: 'send', tellTaken }, new Uint8Array(sizeBytes));
  return { pair, send, heard };
}

/** A transport whose network takes what the test says. */
function createSlow() {
  let listener: TransportListener | undefined;
  let bufferedBytes = 0;
  const transport: Transport = {
    send: ({ length }) => {
      bufferedBytes += length;
    },
    get bufferedBytes() {
      return bufferedBytes;
    },
    listen: (next) => {
      listener = next;
    },
    close() {},
  };
  return {
    transport,
    take(sizeBytes: number) {
      bufferedBytes -= sizeBytes;
      listener?.drained();
    },
    get bufferedBytes() {
      return bufferedBytes;
    },
  };
}

test('what the network takes is told from when the page asked until all is taken, and not before or after', async () => {
  const slow = createSlow();
  const { send, heard } = serve(() => Promise.resolve(slow.transport));
  await vi.waitFor(() => expect(heard).toEqual([{ type: 'open' }]));
  heard.length = 0;
  send(10, false);
  await vi.waitFor(() => expect(slow.bufferedBytes).toBe(10));
  slow.take(10);
  send(20, true);
  await vi.waitFor(() => expect(slow.bufferedBytes).toBe(20));
  slow.take(5);
  send(1, false);
  await vi.waitFor(() => expect(slow.bufferedBytes).toBe(16));
  slow.take(16);
  send(30, false);
  await vi.waitFor(() => expect(slow.bufferedBytes).toBe(30));
  slow.take(30);
  send(2, true);
  await vi.waitFor(() => expect(heard).toHaveLength(4));
  expect(heard).toEqual([10, 15, 31, 61].map((bytes) => ({ type: 'taken', bytes })));
});

test('a worker that never had a socket says why and ends', async () => {
  const { pair, heard } = serve(() => Promise.reject(new TransportFailure('unreachable')));
  await vi.waitFor(() => expect(heard).toEqual([{ type: 'failed', code: 'unreachable' }]));
  await vi.waitFor(() => expect(pair.isClosed).toBe(true));
});

test('an error of ours is reported, so that the page hears of it', async () => {
  const reported: unknown[] = [];
  vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
  serve(() => Promise.reject(new Error('ours')));
  await vi.waitFor(() => expect(reported).toEqual([new Error('ours')]));
  vi.unstubAllGlobals();
});
