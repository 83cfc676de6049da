import { type Bytes, systemClock, TransportFailure } from '@fjernhjelp/protocol';
import { connectToHost, type Transport } from '@fjernhjelp/session';
import { createWorkerEnd, type WorkerScope } from '../worker-port/worker-end.ts';
import type { FromLine, ToLine } from './line-messages.ts';

/** How long what was sent last may take to leave, once the page has closed the line. */
const CLOSING_MS = 5000;

/** The worker's end of `connectInWorker`: one line, and then the worker ends itself. */
export function serveLine(scope: WorkerScope, connect: typeof connectToHost = connectToHost): void {
  const page = createWorkerEnd<ToLine, FromLine>(scope, hear);
  const cancel = new AbortController();
  let transport: Transport | undefined;
  let hasSocket = false;
  let sentBytes = 0;
  /** The page asked, and something is still under way. */
  let isTakenAwaited = false;

  function hear(message: ToLine, bytes: Bytes): void {
    switch (message.type) {
      case 'connect':
        connect({
          serverUrl: message.serverUrl,
          id: message.id,
          clock: systemClock,
          signal: cancel.signal,
          openWebSocket,
        }).then(opened, notOpened);
        break;
      case 'cancel':
        cancel.abort();
        break;
      case 'send':
        sentBytes += bytes.length;
        transport?.send(bytes);
        if (!message.tellTaken) break;
        isTakenAwaited = true;
        tellTaken();
        break;
      case 'close':
        transport?.close();
        setTimeout(() => scope.close(), CLOSING_MS);
        break;
    }
  }

  /** A worker without a socket has nothing left to do; before that, what was sent last is still on its way. */
  function openWebSocket(url: string): WebSocket {
    const socket = new WebSocket(url);
    hasSocket = true;
    socket.addEventListener('close', endSoon);
    return socket;
  }

  function opened(open: Transport): void {
    transport = open;
    page.post({ type: 'open' });
    open.listen({
      data: (bytes) => void page.post({ type: 'data' }, bytes),
      drained: tellTaken,
      closed: ({ code }) => void page.post({ type: 'closed', code }),
    });
  }

  function notOpened(error: unknown): void {
    if (error instanceof TransportFailure) {
      page.post({ type: 'failed', code: error.code });
      if (!hasSocket) endSoon();
    } else {
      // Thrown in a promise it would not reach the page, which then ends this worker.
      reportError(error);
    }
  }

  /** Each of these wakes the page: only while it waits for them. */
  function tellTaken(): void {
    if (!isTakenAwaited) return;
    const bufferedBytes = transport?.bufferedBytes ?? 0;
    isTakenAwaited = bufferedBytes > 0;
    page.post({ type: 'taken', bytes: sentBytes - bufferedBytes });
  }

  /** Behind what was told the page last. */
  function endSoon(): void {
    setTimeout(() => scope.close());
  }
}
