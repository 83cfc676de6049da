import {
  type Clock,
  closeCodes,
  type LinkToRelay,
  limits,
  parseLinkAnswer,
  type SessionId,
  TransportFailure,
  type ViewerToBroker,
} from '@fjernhjelp/protocol';
import { type CancelSignal, onCancel } from '../cancel.ts';
import { createTimer } from '../channel/timer.ts';
import type { Transport } from '../transport.ts';
import { openTextSocket } from './text-socket.ts';
import type { OpenWebSocket } from './web-socket.ts';
import { createWebSocketTransport } from './web-socket-transport.ts';

/**
 * Opens a socket, says the one text that it begins with and waits for "linked" (PROTOCOL.md SG11–SG13).
 * @throws TransportFailure what the broker said, "timeout" after `limits.handshakeTimeoutMs`, or what became of the line
 */
export function openLink(options: {
  url: string;
  first: LinkToRelay | ViewerToBroker;
  openWebSocket: OpenWebSocket;
  clock: Clock;
  signal?: CancelSignal | undefined;
}): Promise<Transport> {
  const { url, first, openWebSocket, clock, signal } = options;
  return new Promise((resolve, reject) => {
    let stopListening = () => {};
    const timeout = createTimer(clock, () => giveUp(new TransportFailure('timeout')));

    function settle(): void {
      timeout.stop();
      stopListening();
    }
    function giveUp(failure: TransportFailure): void {
      settle();
      socket.close(closeCodes.normal);
      reject(failure);
    }

    const socket = openTextSocket(openWebSocket, url, {
      opened: () => socket.send(JSON.stringify(first)),
      text(text) {
        const answer = parseLinkAnswer(text);
        if (answer.type === 'error') {
          giveUp(new TransportFailure(answer.code));
          return;
        }
        settle();
        resolve(createWebSocketTransport(socket.handOver(), clock));
      },
      closed(failure) {
        settle();
        reject(failure);
      },
    });
    timeout.start(limits.handshakeTimeoutMs);
    stopListening = onCancel(signal, () => giveUp(new TransportFailure('closed')));
  });
}

/**
 * The viewer's side of signalling: one try to reach a host by its ID.
 * @param options `serverUrl` as "wss://host[:port]"; a signal that fires makes it reject with "closed"
 * @throws TransportFailure as `openLink`, e.g. "unknown-id", "host-away", "unreachable"
 */
export function connectToHost(options: {
  serverUrl: string;
  id: SessionId;
  openWebSocket: OpenWebSocket;
  clock: Clock;
  signal?: CancelSignal;
}): Promise<Transport> {
  const { serverUrl, id, openWebSocket, clock, signal } = options;
  const first = { type: 'connect', version: limits.protocolVersion, id } as const;
  return openLink({ url: `${serverUrl}/api/viewer`, first, openWebSocket, clock, signal });
}
