import {
  createPassword,
  createRandomInt,
  createSessionId,
  systemClock,
  systemRandomBytes,
} from '@fjernhjelp/protocol';
import { type Channel, createChannelAcceptor, openViewerChannel } from '@fjernhjelp/session';
import { createTransportPair } from '@fjernhjelp/session/testing';

/** @returns both ends of a paired channel over a line in memory; neither is listened to yet */
export async function pairChannels(): Promise<{ host: Channel; viewer: Channel }> {
  const randomInt = createRandomInt(systemRandomBytes);
  const id = createSessionId(randomInt);
  const password = createPassword(randomInt);
  const { promise: hostPaired, resolve: paired } = Promise.withResolvers<Channel>();
  const acceptor = createChannelAcceptor({
    id: () => id,
    clock: systemClock,
    random: systemRandomBytes,
    password: () => password,
    wrongPassword: () => 0,
    paired,
  });
  const viewer = await openViewerChannel({
    id,
    password,
    clock: systemClock,
    random: systemRandomBytes,
    async connect() {
      const { left, right } = createTransportPair({ delivery: 'as-sent' });
      acceptor.accept(right);
      return left;
    },
  });
  return { host: await hostPaired, viewer };
}
