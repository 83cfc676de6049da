// node bench/micro/channel.ts: how fast the encrypted channel is over a pair of transports in memory, both ends in one thread.
import {
  type Clock,
  createPassword,
  createRandomInt,
  createSessionId,
  streams,
  systemRandomBytes,
} from '@fjernhjelp/protocol';
import { type Channel, createChannelAcceptor, openViewerChannel } from '@fjernhjelp/session';
import { createTransportPair } from '@fjernhjelp/session/testing';

const MESSAGE_BYTES = 1_000_000;
const MESSAGES = 300;
const PAIRINGS = 20;

const clock: Clock = {
  now: () => performance.now(),
  schedule(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};
const randomInt = createRandomInt(systemRandomBytes);
const id = createSessionId(randomInt);
const password = createPassword(randomInt);
const hosts: Channel[] = [];
const acceptor = createChannelAcceptor({
  id: () => id,
  clock,
  random: systemRandomBytes,
  password: () => password,
  wrongPassword: () => 0,
  paired: (channel) => void hosts.push(channel),
});

function pair(): Promise<Channel> {
  return openViewerChannel({
    id,
    password,
    clock,
    random: systemRandomBytes,
    async connect() {
      const { left, right } = createTransportPair({ delivery: 'as-sent' });
      acceptor.accept(right);
      return left;
    },
  });
}

const pairingStartMs = performance.now();
const viewers: Channel[] = [];
for (let i = 0; i < PAIRINGS; i++) viewers.push(await pair());
const pairingMs = (performance.now() - pairingStartMs) / PAIRINGS;

const viewer = viewers.at(-1)!;
const host = hosts.at(-1)!;
const ignore = { message() {}, state() {}, ended() {} };
for (const channel of [...viewers.slice(0, -1), ...hosts]) channel.listen(ignore);

const startMs = performance.now();
await new Promise<void>((resolve) => {
  let received = 0;
  viewer.listen({
    ...ignore,
    message() {
      if (++received === MESSAGES) resolve();
    },
  });
  for (let i = 0; i < MESSAGES; i++) host.send(streams.picture, new Uint8Array(MESSAGE_BYTES));
});
const seconds = (performance.now() - startMs) / 1000;
const megabytes = (MESSAGES * MESSAGE_BYTES) / 1e6;
console.log(`pairing: ${pairingMs.toFixed(1)} ms for both ends together`);
console.log(
  `${megabytes} MB in ${seconds.toFixed(2)} s: ${(megabytes / seconds).toFixed(0)} MB/s, both ends in one thread`,
);
process.exit(0);
