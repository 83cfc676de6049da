// node bench/micro/channel.ts: how fast the encrypted channel is over a pair of transports in memory, both ends in one thread.
import { type Clock, streams } from '@fjernhjelp/protocol';
import { pairChannels } from './pair-channels.ts';

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
const ignore = { message() {}, state() {}, ended() {} };

const pairingStartMs = performance.now();
for (let i = 1; i < PAIRINGS; i++) {
  const { host, viewer } = await pairChannels(clock);
  host.listen(ignore);
  viewer.listen(ignore);
}
const { host, viewer } = await pairChannels(clock);
const pairingMs = (performance.now() - pairingStartMs) / PAIRINGS;
host.listen(ignore);

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
