import type { OpenWebSocket } from '@fjernhjelp/session';
import { WebSocket } from 'ws';
import { createSocketOptions } from './socket-options.ts';

/**
 * @param server the server's origin; all sockets go there
 * @throws StartProblem "proxy-malformed"
 */
export function createWebSocketOpener(server: string, env: NodeJS.ProcessEnv): OpenWebSocket {
  const options = createSocketOptions(server, env);
  return (url) => new WebSocket(url, options);
}
