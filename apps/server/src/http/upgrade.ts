import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  limits,
  parseHostToBroker,
  parseLinkToRelay,
  parseViewerToBroker,
} from '@fjernhjelp/protocol/signalling';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import type { Broker } from '../broker/broker.ts';
import type { Connection } from '../sockets/connection.ts';
import type { OpenSockets } from '../sockets/open-sockets.ts';
import type { WaitingRoom } from '../sockets/waiting-room.ts';
import { originAllowed } from './origin.ts';
import type { Sources } from './source-address.ts';

/** How long the other end may take to answer a close. */
const CLOSE_MS = 10_000;

/** Compression would tell lengths and hold memory; pieces and fragments are bounded because each costs memory of its own. */
const socketOptions: ServerOptions & { closeTimeout: number } = {
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  maxFragments: 64,
  maxBufferedChunks: 512,
  closeTimeout: CLOSE_MS,
};

export interface UpgradeParts {
  readonly broker: Broker;
  readonly sockets: OpenSockets;
  readonly waitingRoom: WaitingRoom;
  readonly sources: Sources;
  readonly publicUrl: string | undefined;
  readonly stopping: () => boolean;
}

interface Door {
  readonly webSockets: WebSocketServer;
  enter(connection: Connection, source: string): void;
}

/** @returns what answers a server's "upgrade" event: the three WebSocket paths (SG1–SG4), and no other */
export function createUpgrade(
  parts: UpgradeParts,
): (request: IncomingMessage, socket: Duplex, head: Buffer) => void {
  const { broker, waitingRoom, sockets, sources } = parts;
  const door = (maxPayload: number, enter: Door['enter']): Door => ({
    webSockets: new WebSocketServer({ ...socketOptions, maxPayload }),
    enter,
  });
  const doors: Readonly<Record<string, Door>> = {
    '/api/host': door(limits.signallingBytes, (connection, source) =>
      waitingRoom.enter(connection, source, parseHostToBroker, (message) =>
        broker.host(connection, message, source),
      ),
    ),
    '/api/link': door(limits.relayMessageBytes, (connection, source) =>
      waitingRoom.enter(connection, source, parseLinkToRelay, (message) => broker.link(connection, message)),
    ),
    '/api/viewer': door(limits.relayMessageBytes, (connection, source) =>
      waitingRoom.enter(connection, source, parseViewerToBroker, (message) =>
        broker.viewer(connection, message, source),
      ),
    ),
  };

  return (request, socket, head) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const found = Object.hasOwn(doors, path) ? doors[path] : undefined;
    if (found === undefined) {
      refuseUpgrade(socket, 404);
      return;
    }
    if (parts.stopping()) {
      refuseUpgrade(socket, 503);
      return;
    }
    if (!originAllowed(request.headers.origin, sources.hostOf(request), parts.publicUrl)) {
      return refuseUpgrade(socket, 403);
    }
    const source = sources.keyOf(request);
    if (source === undefined) {
      socket.destroy();
      return;
    }
    if (!waitingRoom.hasRoom(source)) {
      refuseUpgrade(socket, 503);
      return;
    }
    found.webSockets.handleUpgrade(request, socket, head, (webSocket: WebSocket) => {
      found.enter(sockets.add(webSocket, socket), source);
    });
  };
}

function refuseUpgrade(socket: Duplex, status: 403 | 404 | 503): void {
  // The line may break while this is written: nobody is left to tell.
  socket.on('error', () => socket.destroy());
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
