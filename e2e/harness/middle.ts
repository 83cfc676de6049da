import {
  type Password,
  parseSessionId,
  type SessionId,
  systemClock,
  systemRandomBytes,
} from '@fjernhjelp/protocol';
import {
  connectToHost,
  createChannelAcceptor,
  createWebSocketTransport,
  openViewerChannel,
  type WebSocketLike,
} from '@fjernhjelp/session';
import { WebSocket } from 'ws';
import { HostileRelay } from './hostile-relay.ts';
import type { Resources } from './resources.ts';
import type { Server } from './server.ts';

/**
 * A relay that runs its own key exchange with both ends on a guessed password: it plays the host to the viewer and the
 * viewer to the host.
 */
export class MiddleRelay {
  readonly url: string;
  /** Channels that it got: any means that an end was fooled. */
  readonly channels: string[] = [];
  /** What the host answered to its guess. */
  hostSaid: string | undefined;

  private constructor(url: string) {
    this.url = url;
  }

  static async open(resources: Resources, server: Server, guess: Password): Promise<MiddleRelay> {
    const relay = await HostileRelay.open(resources, server.port);
    const middle = new MiddleRelay(relay.url);
    relay.intercept = (viewer, path) => {
      if (!path.startsWith('/api/viewer')) return false;
      viewer.once('message', (text: Buffer) => {
        const { id } = parseSessionId((JSON.parse(text.toString()) as { id: string }).id);
        if (id !== undefined) middle.#stepBetween(viewer, server, id, guess);
      });
      return true;
    };
    return middle;
  }

  #stepBetween(viewer: WebSocket, server: Server, id: SessionId, guess: Password): void {
    const acceptor = createChannelAcceptor({
      id: () => id,
      clock: systemClock,
      random: systemRandomBytes,
      password: () => guess,
      wrongPassword: () => 4,
      paired: () => this.channels.push('viewer'),
    });
    viewer.send('{"type":"linked"}');
    acceptor.accept(createWebSocketTransport(viewer as unknown as WebSocketLike, systemClock));
    openViewerChannel({
      id,
      password: guess,
      clock: systemClock,
      random: systemRandomBytes,
      connect: () =>
        connectToHost({
          serverUrl: `ws://localhost:${server.port}`,
          id,
          clock: systemClock,
          openWebSocket: (url) => new WebSocket(url) as unknown as WebSocketLike,
        }),
    }).then(
      () => this.channels.push('host'),
      (error: unknown) => {
        this.hostSaid = (error as { code?: string }).code ?? String(error);
      },
    );
  }
}
