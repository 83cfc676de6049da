// node bench/micro/files.ts [GB] [--browser] [--line Mbit/s]: files over the encrypted channel beside the bare channel, each end in a process of its
// own, over a socket and onto the disk, the helper's in Chromium with --browser, and beyond a real line of that speed with --line (root); and what a
// key press waits behind files on lines of every kind, simulated: the same on every machine.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  createPassword,
  createRandomInt,
  createSessionId,
  systemClock,
  systemRandomBytes,
} from '@fjernhjelp/protocol';
import { type Channel, createChannelAcceptor, createWebSocketTransport } from '@fjernhjelp/session';
import { runPacedFiles } from '@fjernhjelp/session/transfer/testing';
import { WebSocketServer } from 'ws';
import { openFolderTarget } from '../../apps/client/src/files/folder-target.ts';
import { createNodeSha256 } from '../../apps/client/src/files/node-sha256.ts';
import { nodeAead } from '../../apps/client/src/network/node-aead.ts';
import { tuneEngine } from '../../apps/client/src/tune-engine.ts';
import { clientNodeOptions } from '../../e2e/harness/client.ts';
import { Resources } from '../../e2e/harness/resources.ts';
import { ownCpuMs } from '../cpu.ts';
import { BenchLine } from '../line.ts';
import { median, percentile } from '../statistics.ts';
import { runEnd, type Task } from './files/end.ts';
import { openFarBrowser, type RunFarEnd } from './files/far-browser.ts';
import type { FarFigures } from './files/far-end.ts';

// Node takes these only when it starts.
if (!clientNodeOptions.every((option) => process.execArgv.includes(option))) {
  const own = fork(import.meta.filename, process.argv.slice(2), { execArgv: [...clientNodeOptions] });
  const [code] = await once(own, 'exit');
  process.exit(code ?? 1);
}
tuneEngine();
const MBIT = 125;
const RUNS = 3;
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { browser: { type: 'boolean', default: false }, line: { type: 'string' } },
});
const sizeBytes = Number(positionals[0] ?? 10) * 1e9;
/** Of each run but the long one. */
const RUN_BYTES = Math.min(sizeBytes, 1e9);

interface Run {
  /** MB a second. */
  readonly rate: number;
  /** CPU time of all threads for each MB: less of it depends on what else the machine does. */
  readonly hostCpuMs: number;
  readonly helperCpuMs: number;
  readonly hostMemoryBytes: number;
  readonly helperMemoryBytes: number;
}

const resources = new Resources();
const line =
  options.line === undefined
    ? undefined
    : await BenchLine.open(resources, { megabitsPerSecond: Number(options.line) });
const host = line?.hostAddress ?? '127.0.0.1';

/** The helper's end in a process of its own. */
const runFarProcess: RunFarEnd = async (farOptions) => {
  const [execPath, ...execArgv] = [...(line?.beyond ?? []), process.execPath];
  const far = fork(join(import.meta.dirname, 'files/far-end.ts'), { execPath, execArgv });
  far.send(farOptions);
  const [figures]: FarFigures[] = await once(far, 'message');
  far.disconnect();
  return figures!;
};

const runFarEnd: RunFarEnd = options.browser ? await openFarBrowser(resources, line) : runFarProcess;

/** @param task of the user's end, which is here; the helper's is in a process of its own */
async function run(task: Task): Promise<Run> {
  const server = new WebSocketServer({ port: 0, host, perMessageDeflate: false });
  await once(server, 'listening');
  const randomInt = createRandomInt(systemRandomBytes);
  const id = createSessionId(randomInt);
  const password = createPassword(randomInt);
  const { promise: paired, resolve } = Promise.withResolvers<Channel>();
  const acceptor = createChannelAcceptor({
    id: () => id,
    clock: systemClock,
    random: systemRandomBytes,
    aead: nodeAead,
    password: () => password,
    wrongPassword: () => 0,
    paired: resolve,
  });
  server.on('connection', (socket) => acceptor.accept(createWebSocketTransport(socket, systemClock)));
  const said = runFarEnd({
    address: `${host}:${(server.address() as AddressInfo).port}`,
    id,
    password,
    task: { ...task, kind: task.kind === 'send' ? 'receive' : 'send' },
  });
  const channel = await paired;
  const folder = await mkdtemp(join(tmpdir(), 'fjernhjelp-files-'));
  let hostMemoryBytes = 0;
  const watch = setInterval(() => {
    hostMemoryBytes = Math.max(hostMemoryBytes, process.memoryUsage.rss());
  }, 50);
  const startMs = performance.now();
  const startCpu = process.cpuUsage();
  await runEnd(channel, task, {
    openTarget: () => openFolderTarget(folder, { platform: process.platform, left: console.error }),
    createSha256: createNodeSha256,
  });
  const rate = task.sizeBytes / 1e3 / (performance.now() - startMs);
  clearInterval(watch);
  const hostCpuMs = ownCpuMs(startCpu) / (task.sizeBytes / 1e6);
  const { memoryBytes, cpuMs: helperCpuMs } = await said;
  channel.end('ended-by-user');
  server.close();
  await rm(folder, { recursive: true });
  return { rate, hostCpuMs, helperCpuMs, hostMemoryBytes, helperMemoryBytes: memoryBytes };
}

const mb = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
for (const [kind, name] of [
  ['receive', 'to the user'],
  ['send', 'from the user'],
] as const) {
  const runs: Record<Task['what'], Run[]> = { bare: [], file: [] };
  for (let i = 0; i < RUNS; i++)
    for (const what of ['bare', 'file'] as const)
      runs[what].push(await run({ kind, what, sizeBytes: RUN_BYTES }));
  const of = (what: Task['what'], figure: keyof Run) => median(runs[what].map((each) => each[figure]));
  const cpu = (what: Task['what']) =>
    `CPU ${of(what, 'hostCpuMs').toFixed(1)} + ${of(what, 'helperCpuMs').toFixed(1)} ms a MB`;
  const memory = mb(Math.max(...runs.file.map((each) => each.hostMemoryBytes)));
  const helperMemory = mb(Math.max(...runs.file.map((each) => each.helperMemoryBytes)));
  console.log(
    `${name}: bare channel ${of('bare', 'rate').toFixed(0)} MB/s (${cpu('bare')}), a file ${of('file', 'rate').toFixed(0)} MB/s (${cpu('file')}), ${((of('file', 'rate') / of('bare', 'rate')) * 100).toFixed(0)} %; memory at the most: user's end ${memory}, helper's ${helperMemory}`,
  );
}
if (sizeBytes > RUN_BYTES) {
  const { rate, hostMemoryBytes, helperMemoryBytes } = await run({
    kind: 'receive',
    what: 'file',
    sizeBytes,
  });
  console.log(
    `${sizeBytes / 1e9} GB to the user: ${rate.toFixed(0)} MB/s; memory at the most: user's end ${mb(hostMemoryBytes)}, helper's ${mb(helperMemoryBytes)}`,
  );
}

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
await resources.close();
process.exit(0);
