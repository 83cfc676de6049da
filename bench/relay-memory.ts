// What one session costs the relay while its ends do not read (PROTOCOL.md SG15): `node bench/relay-memory.ts [--runs 3]
// [--only tls-2-2048]`, where --only is a part of a row's name. Linux only.
// Starts the real server as its own process with few sessions and with many, sends through all of them, lets one end or both ends
// stop reading while the other sends all that it gets rid of, and takes the slope of the process's memory between the two: what the
// server needs anyway is no session's. One row as it comes; what fails is a row too. The rows "throughput" come first.
import { parseArgs } from 'node:util';
import { limits } from '@fjernhjelp/protocol';
import { enterSmallNetwork, inSmallNetwork } from './relay-memory/small-network.ts';
import { type Memory, memoryOf, type Situation } from './relay-memory/stalled-sessions.ts';
import { throughput } from './relay-memory/throughput.ts';
import { median } from './statistics.ts';

const FEW_SESSIONS = 100;
const MANY_SESSIONS = 300;
const SMALL_BYTES = 2048;

const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '3' }, only: { type: 'string', default: '' } },
});
const rows: Record<string, unknown>[] = [];

function print(row: Record<string, unknown>): void {
  rows.push(row);
  console.log(JSON.stringify(row));
}

/** @returns KiB for each session, between few and many */
function slope(few: number, many: number): number {
  return Math.round((many - few) / (MANY_SESSIONS - FEW_SESSIONS) / 1024);
}

async function measure(name: string, situation: Situation): Promise<void> {
  const runs: { few: Memory; many: Memory }[] = [];
  const failures: string[] = [];
  for (let run = 0; run < Number(options.runs); run++) {
    try {
      const few = await memoryOf(FEW_SESSIONS, situation);
      runs.push({ few, many: await memoryOf(MANY_SESSIONS, situation) });
    } catch (error) {
      failures.push(String(error));
    }
  }
  const slopes = (part: keyof Memory) => runs.map(({ few, many }) => slope(few[part], many[part]));
  const peaks = slopes('peakBytes').sort((a, b) => a - b);
  print({
    name,
    ...(runs.length > 0 && {
      idleKiB: median(slopes('idleBytes')),
      heldKiB: median(slopes('liveBytes')),
      residentKiB: median(peaks),
      residentOfEachRunKiB: peaks.join(' '),
      manyMiB: Math.round(median(runs.map(({ many }) => many.peakBytes)) / 1024 / 1024),
    }),
    ...(failures.length > 0 && { failures }),
  });
}

if (!inSmallNetwork && 'throughput'.includes(options.only)) {
  for (const encrypted of [false, true]) print({ name: 'throughput', ...(await throughput(encrypted)) });
}
enterSmallNetwork();
for (const messageBytes of [limits.relayMessageBytes, SMALL_BYTES]) {
  for (const stalledEnds of [1, 2] as const) {
    for (const encrypted of [false, true]) {
      const name = `${encrypted ? 'tls' : 'plain'}-${stalledEnds}-${messageBytes}`;
      if (name.includes(options.only)) await measure(name, { stalledEnds, encrypted, messageBytes });
    }
  }
}
console.table(rows);
