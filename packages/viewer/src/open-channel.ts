import { type Clock, type Password, type SessionId, systemRandomBytes } from '@fjernhjelp/protocol';
import { connectToHost, openViewerChannel, type ViewerChannel } from '@fjernhjelp/session';
import { connectInWorker } from './line/connect-in-worker.ts';
import { canShareMemory } from './worker-port/page-end.ts';

export interface Address {
  /** "ws://host:port" or "wss://host:port". */
  readonly serverUrl: string;
  readonly id: SessionId;
  readonly password: Password;
}

/**
 * Reaches the host through the server and pairs with it, by the browser's own sockets.
 * @param signal calls it off, also the tries to come back to a host whose line broke
 * @throws PairingFailure | TransportFailure | ProtocolViolation
 */
export function openChannel(
  { serverUrl, id, password }: Address,
  clock: Clock,
  signal: AbortSignal,
): Promise<ViewerChannel> {
  return openViewerChannel({
    id,
    password,
    clock,
    random: systemRandomBytes,
    signal,
    connect: () =>
      canShareMemory()
        ? connectInWorker({ serverUrl, id }, signal)
        : connectToHost({ serverUrl, id, clock, signal, openWebSocket: (url) => new WebSocket(url) }),
  });
}
