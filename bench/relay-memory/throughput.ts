import { performance } from 'node:perf_hooks';
import { limits } from '@fjernhjelp/protocol';
import { median } from '../statistics.ts';
import { type Link, ServerProcess } from './server-process.ts';

const MIB = 1024 * 1024;
const SENT_BYTES = 256 * MIB;
const RUNS = 3;

/** Sends through one link as fast as its end reads. */
async function sendThrough(server: ServerProcess, { hostEnd, viewer }: Link) {
  const message = new Uint8Array(limits.relayMessageBytes);
  const cpuBefore = server.cpuMs;
  const start = performance.now();
  let sentBytes = 0;
  const push = () => {
    while (sentBytes < SENT_BYTES && hostEnd.webSocket.bufferedAmount < MIB) {
      sentBytes += message.length;
      hostEnd.webSocket.send(message, push);
    }
  };
  push();
  for (let received = 0; received < SENT_BYTES; ) received += (await viewer.bytes()).length;
  const mib = SENT_BYTES / MIB;
  return {
    mibPerSecond: mib / ((performance.now() - start) / 1000),
    cpuMsPerMib: (server.cpuMs - cpuBefore) / mib,
  };
}

/** What the relay forwards in a second, and the server's CPU time for it, which says more where other programs run. */
export function throughput(encrypted: boolean) {
  return ServerProcess.use(encrypted, async (server) => {
    const link = await server.link();
    const runs: Awaited<ReturnType<typeof sendThrough>>[] = [];
    while (runs.length < RUNS) runs.push(await sendThrough(server, link));
    for (const end of [link.hostEnd, link.viewer]) end.drop();
    return {
      encrypted,
      mibPerSecond: Math.round(median(runs.map((run) => run.mibPerSecond))),
      cpuMsPerMib: Math.round(median(runs.map((run) => run.cpuMsPerMib)) * 100) / 100,
    };
  });
}
