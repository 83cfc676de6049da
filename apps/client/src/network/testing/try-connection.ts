import { parseSessionId, systemClock, TransportFailure } from '@fjernhjelp/protocol';
import { connectToHost } from '@fjernhjelp/session';
import { createWebSocketOpener } from '../open-web-socket.ts';
import { proxyFor } from '../proxy.ts';

/**
 * Run as a process of its own, because certificates and proxies are read from its environment: `<server's origin>`.
 * Prints "connected" when a broker answered that it does not know an ID, else the failure's code.
 */
const server = process.argv[2] ?? '';
const { id } = parseSessionId('123456782');
if (id === undefined) throw new Error('an ID is an ID');
try {
  await connectToHost({
    serverUrl: server.replace(/^http/, 'ws'),
    id,
    openWebSocket: createWebSocketOpener(server, proxyFor(server, process.env)),
    clock: systemClock,
  });
} catch (error) {
  if (!(error instanceof TransportFailure)) throw error;
  process.stdout.write(error.code === 'unknown-id' ? 'connected' : error.code);
}
process.exit();
