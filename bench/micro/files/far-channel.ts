import { type Password, type SessionId, systemClock, systemRandomBytes } from '@fjernhjelp/protocol';
import {
  type Channel,
  createWebSocketTransport,
  type OpenWebSocket,
  openViewerChannel,
} from '@fjernhjelp/session';

export interface FarChannelOptions {
  /** Of the user's end: "host:port". */
  readonly address: string;
  readonly id: SessionId;
  readonly password: Password;
}

/** The helper's end of the channel, straight to the user's end. @param openWebSocket as the program has it that runs it */
export function openFarChannel(options: FarChannelOptions, openWebSocket: OpenWebSocket): Promise<Channel> {
  const { address, id, password } = options;
  return openViewerChannel({
    id,
    password,
    clock: systemClock,
    random: systemRandomBytes,
    connect: () =>
      new Promise((resolve, reject) => {
        const socket = openWebSocket(`ws://${address}`);
        socket.onopen = () => resolve(createWebSocketTransport(socket, systemClock));
        socket.onerror = reject;
      }),
  });
}
