import { type Clock, type Password, type SessionId, systemRandomBytes } from '@fjernhjelp/protocol';
import { type Channel, connectToHost, openViewerChannel } from '@fjernhjelp/session';

export interface Address {
  /** "ws://host:port" or "wss://host:port". */
  readonly serverUrl: string;
  readonly id: SessionId;
  readonly password: Password;
}

/**
 * Reaches the host through the server and pairs with it, by the browser's own sockets.
 * Rejects with PairingFailure | TransportFailure | ProtocolViolation.
 */
export function openChannel({ serverUrl, id, password }: Address, clock: Clock): Promise<Channel> {
  return openViewerChannel({
    id,
    password,
    clock,
    random: systemRandomBytes,
    connect: () =>
      connectToHost({ serverUrl, id, clock, openWebSocket: (url: string) => new WebSocket(url) }),
  });
}
