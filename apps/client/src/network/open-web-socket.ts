import type { OpenWebSocket } from '@fjernhjelp/session';
import { WebSocket } from 'ws';
import { createSocketOptions } from './socket-options.ts';

/** @param server the server's origin; all sockets go there, through the proxy if there is one */
export function createWebSocketOpener(server: string, proxy: URL | undefined): OpenWebSocket {
  const options = createSocketOptions(server, proxy);
  return (url) => new WebSocket(url, options);
}
