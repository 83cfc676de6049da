import { TransportFailure } from '@fjernhjelp/protocol';
import { connectToHost, type Transport } from '@fjernhjelp/session';
import { browserClock } from '../browser-clock.ts';
import { createPageOutlet, type WorkerScope } from '../worker-port/page-outlet.ts';
import type { FromLine, ToLine } from './line-messages.ts';

/** How long what was sent last may take to leave, once the page has closed the line. */
const CLOSING_MS = 5000;

const scope = globalThis as unknown as WorkerScope;
const page = createPageOutlet<ToLine, FromLine>(scope, hear);
const cancel = new AbortController();
let transport: Transport | undefined;
let sentBytes = 0;

function hear(message: ToLine): void {
  switch (message.type) {
    case 'connect':
      connectToHost({
        serverUrl: message.serverUrl,
        id: message.id,
        clock: browserClock,
        signal: cancel.signal,
        openWebSocket,
      }).then(opened, notOpened);
      break;
    case 'cancel':
      cancel.abort();
      break;
    case 'send':
      sentBytes += message.bytes.length;
      transport?.send(message.bytes);
      if (message.tellTaken) tellTaken();
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
  socket.addEventListener('close', () => setTimeout(() => scope.close()));
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
  if (!(error instanceof TransportFailure)) throw error;
  page.post({ type: 'failed', code: error.code });
}

function tellTaken(): void {
  page.post({ type: 'taken', bytes: sentBytes - (transport?.bufferedBytes ?? 0) });
}
