// node bench/micro/files.ts [GB]: files over the encrypted channel, both ends in one thread and the line in memory, beside the
// bare channel; and what a key press waits behind files on lines of every kind, simulated: those are the same on every machine.
import { type Clock, streams } from '@fjernhjelp/protocol';
import { createTransfers } from '@fjernhjelp/session/transfer';
import {
  createGeneratedSource,
  createMemoryTarget,
  runPacedFiles,
} from '@fjernhjelp/session/transfer/testing';
import { percentile } from '../statistics.ts';
import { pairChannels } from './pair-channels.ts';

const MBIT = 125;
const clock: Clock = {
  now: () => performance.now(),
  schedule(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};
const sizeBytes = Number(process.argv[2] ?? 10) * 1e9;
const BARE_BYTES = 500_000_000;
const MESSAGE_BYTES = 32 * 1024;

/** The channel alone, with as much under way as it takes. */
async function bareRate(): Promise<number> {
  const { host, viewer } = await pairChannels(clock);
  const startMs = performance.now();
  let receivedBytes = 0;
  let sentBytes = 0;
  await new Promise<void>((resolve) => {
    const send = () => {
      while (sentBytes - receivedBytes < 1_500_000 && sentBytes < BARE_BYTES) {
        viewer.send(streams.files, new Uint8Array(MESSAGE_BYTES));
        sentBytes += MESSAGE_BYTES;
      }
    };
    viewer.listen({ message() {}, state() {}, ended() {} });
    host.listen({
      message(_stream, { length }) {
        receivedBytes += length;
        if (receivedBytes >= BARE_BYTES) resolve();
        else send();
      },
      state() {},
      ended() {},
    });
    send();
  });
  return receivedBytes / 1e3 / (performance.now() - startMs);
}

async function fileRate(): Promise<{ rate: number; mostBytes: number; beforeBytes: number }> {
  const { host, viewer } = await pairChannels(clock);
  const { promise: done, resolve, reject } = Promise.withResolvers<void>();
  const ends = [viewer, host].map((channel) => {
    const transfers = createTransfers({
      clock,
      send: (message) => channel.send(streams.files, message),
      may: () => 'yes',
      changed() {
        const status = transfers.statuses[0];
        if (channel === host && status?.state === 'offered')
          void transfers.accept(1, createMemoryTarget({ keep: false }));
        if (status?.state === 'done') resolve();
      },
      failed: reject,
    });
    channel.listen({
      message: (_stream, message) => transfers.receive(message),
      state: (state) => transfers.line(state === 'connected'),
      ended: () => reject(new Error('the channel ended')),
    });
    return transfers;
  });
  const beforeBytes = process.memoryUsage.rss();
  let mostBytes = 0;
  const watch = setInterval(() => {
    mostBytes = Math.max(mostBytes, process.memoryUsage.rss());
  }, 100);
  const startMs = performance.now();
  ends[0]?.offer(createGeneratedSource(sizeBytes));
  await done;
  clearInterval(watch);
  return { rate: sizeBytes / 1e3 / (performance.now() - startMs), mostBytes, beforeBytes };
}

const bare = await bareRate();
const { rate, mostBytes, beforeBytes } = await fileRate();
const mb = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
console.log(`bare channel: ${bare.toFixed(0)} MB/s`);
console.log(
  `files, ${sizeBytes / 1e9} GB: ${rate.toFixed(0)} MB/s, ${((rate / bare) * 100).toFixed(0)} % of that`,
);
console.log(`memory of both ends: ${mb(beforeBytes)} before, ${mb(mostBytes)} at the most`);

console.log('\nMbit/s  round trip   used  key waits p50     p95');
for (const mbit of [1, 4, 20, 100]) {
  for (const roundTripMs of [2, 20, 80, 200]) {
    const { used, keyWaitsMs } = runPacedFiles({ bytesPerMs: mbit * MBIT, roundTripMs, seconds: 60 });
    const cells = [
      String(mbit).padStart(6),
      `${roundTripMs} ms`.padStart(10),
      `${(used * 100).toFixed(0)} %`.padStart(5),
      `${percentile(keyWaitsMs, 0.5).toFixed(0)} ms`.padStart(13),
      `${percentile(keyWaitsMs, 0.95).toFixed(0)} ms`.padStart(6),
    ];
    console.log(cells.join('  '));
  }
}
process.exit(0);
