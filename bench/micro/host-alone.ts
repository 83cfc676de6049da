// What a small update costs the client from when the first picture has been through for a second, by thread: `node bench/micro/host-alone.ts [--workload typing |
// echo | idle | video …] [--screen 1920x1080] [--seconds 8] [--mbit 1]`. No browser: the helper's end is this process, which answers and pings as a page does. `idle`: nothing happens, figures are for each second.
// `--mbit`: it answers as late as a page at the end of such a line would. What the X server uses for it is told too, and the client's largest resident memory.
// `--program path`: the packed program (`npm run package`) instead of the sources, which Node translates at each start and keeps.
// The kernel's own count (schedstat); docs/decisions/0022 quotes it.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { MBIT } from '@fjernhjelp/host/testing';
import {
  encodeControl,
  encodeInput,
  encodePath,
  encodePictureAnswer,
  limits,
  mayAnswerWait,
  parsePassword,
  parseSessionId,
  pictureSequence,
  streams,
  systemClock,
  systemRandomBytes,
} from '@fjernhjelp/protocol';
import { type Channel, connectToHost, openViewerChannel, type WebSocketLike } from '@fjernhjelp/session';
import { WebSocket } from 'ws';
import { Client } from '../../e2e/harness/client.ts';
import { Display } from '../../e2e/harness/display.ts';
import { node, Resources, until } from '../../e2e/harness/resources.ts';
import { Server } from '../../e2e/harness/server.ts';
import { familyMs, residentPeakMiB, type ThreadTime, threadTimes } from '../cpu.ts';
import { echoWorkloads, type WorkloadName } from '../workloads/scenes/index.ts';
import { createRandom } from './text-screen.ts';

const { values } = parseArgs({
  options: {
    workload: { type: 'string', default: 'typing' },
    screen: { type: 'string', default: '1920x1080' },
    seconds: { type: 'string', default: '8' },
    mbit: { type: 'string' },
    program: { type: 'string' },
  },
});
const [widthPx = 1920, heightPx = 1080] = values.screen.split('x').map(Number);
const screen = { widthPx, heightPx };
const seconds = Number(values.seconds);
const isIdle = values.workload === 'idle';
const workload = isIdle ? 'echo' : values.workload;
const isEcho = echoWorkloads.includes(workload as WorkloadName);
/** As a page does (PROTOCOL.md DP8). */
const PING_MS = 2500;
/** About what a page takes to paint. */
const PAINT_MS = 12;
const bytesPerMs = values.mbit === undefined ? Number.POSITIVE_INFINITY : Number(values.mbit) * MBIT;
const SETTLE_MS = 1000;
const KEY_MS = { least: 180, most: 420 } as const;

await using resources = new Resources();
const display = await Display.start(resources, screen);
const painter = display.start(node, [
  join(import.meta.dirname, '../workloads/painter.ts'),
  workload,
  ...[String(isEcho ? 0 : seconds), String(screen.widthPx), String(screen.heightPx)],
]);
await painter.until('the first paint', ({ stdout }) => stdout.includes('\npaint 0 '));
const server = await Server.start(resources);
const client =
  values.program === undefined
    ? Client.start(display, server.url)
    : Client.of(display.start(values.program, ['--server', server.url, '--no-window']));
const channel = await openChannel();
let updates = 0;
let painted: number | undefined;
/** When all that came would have come through the line. */
let throughAtMs = 0;
let answering: ReturnType<typeof setTimeout> | undefined;
channel.listen({ state() {}, ended() {}, message: hear });
channel.send(
  streams.control,
  encodeControl({ type: 'join', name: 'Kari', organisation: 'Drift', reason: 'Måling' }),
);
await client.allow();
await until('the first picture has come', () => updates > 0);
channel.send(streams.control, encodeControl({ type: 'request-grant', grant: 'control', reason: '' }));
await client.allowControl();
let pings = 0;
setInterval(
  () => channel.send(streams.path, encodePath({ type: 'ping', ping: ++pings, roundTripMs: 1 })),
  PING_MS,
);
for (let was = -1; was !== updates; await sleep(SETTLE_MS)) was = updates;

const { pid } = client.process;
const before = { threads: threadTimes(pid), updates, atMs: performance.now(), xMs: familyMs(display.pid) };
painter.child.stdin?.write('go\n');
if (isIdle) await sleep(seconds * 1000);
else if (isEcho) await pressKeys();
else await painter.until('the last paint', ({ stdout }) => stdout.includes('\ndone'), (seconds + 30) * 1000);
const seen = isIdle ? seconds : updates - before.updates;
const rows: Record<string, { ms: number; turns: number }> = {};
for (const [tid, time] of threadTimes(pid)) add(threadName(tid, time), time, before.threads.get(tid));
console.log(`${values.workload}: ${seen} ${isIdle ? 'seconds' : 'updates'}, for each:`);
console.table(rows);
const passedSeconds = (performance.now() - before.atMs) / 1000;
const aSecond = (ms: number) => `${Math.round(ms / passedSeconds)} ms a second`;
console.log(
  `client: ${aSecond((rows['all']?.ms ?? 0) * seen)}; X server: ${aSecond(familyMs(display.pid) - before.xMs)}`,
);
console.log(`client: ${Math.round(residentPeakMiB(pid))} MiB resident at the most`);
await resources.close();
process.exit(0);

async function openChannel(): Promise<Channel> {
  const told = await client.credentials();
  const { id } = parseSessionId(told.id);
  const { password } = parsePassword(told.password);
  if (id === undefined || password === undefined) throw new Error('no ID or password');
  const openWebSocket = (url: string) =>
    new WebSocket(url, { perMessageDeflate: false }) as unknown as WebSocketLike;
  return openViewerChannel({
    id,
    password,
    clock: systemClock,
    random: systemRandomBytes,
    connect: () =>
      connectToHost({ serverUrl: `ws://localhost:${server.port}`, id, clock: systemClock, openWebSocket }),
  });
}

function hear(stream: number, message: Uint8Array<ArrayBuffer>): void {
  const sequence = stream === streams.picture ? pictureSequence(message) : undefined;
  if (sequence === undefined) return;
  updates++;
  const nowMs = performance.now();
  throughAtMs = Math.max(nowMs, throughAtMs) + message.length / bytesPerMs;
  setTimeout(paint, throughAtMs - nowMs + PAINT_MS, sequence, mayAnswerWait(message));
}

function paint(sequence: number, mayWait: boolean): void {
  painted = sequence;
  if (!mayWait) answer();
  else answering ??= setTimeout(answer, limits.pictureAnswerMs);
}

function answer(): void {
  clearTimeout(answering);
  answering = undefined;
  if (painted !== undefined)
    channel.send(
      streams.picture,
      encodePictureAnswer({ type: 'painted', sequence: painted, heldMs: PAINT_MS }),
    );
  painted = undefined;
}

async function pressKeys(): Promise<void> {
  const random = createRandom(21);
  const locks = { capsLock: false, numLock: false };
  for (const endMs = performance.now() + seconds * 1000; performance.now() < endMs; ) {
    await sleep(KEY_MS.least + random() * (KEY_MS.most - KEY_MS.least));
    answer();
    for (const down of [true, false]) {
      channel.send(streams.input, encodeInput({ type: 'key', down, code: 'KeyJ', key: 'j', locks }));
      await sleep(1);
    }
  }
}

function threadName(tid: number, { name }: ThreadTime): string {
  if (tid === pid) return 'main thread';
  return name.replace(/^browser: /, '');
}

function add(name: string, { ms, turns }: ThreadTime, since: ThreadTime | undefined): void {
  for (const row of [name, 'all']) {
    const { ms: msBefore, turns: turnsBefore } = rows[row] ?? { ms: 0, turns: 0 };
    rows[row] = {
      ms: Number((msBefore + (ms - (since?.ms ?? 0)) / seen).toFixed(3)),
      turns: Number((turnsBefore + (turns - (since?.turns ?? 0)) / seen).toFixed(2)),
    };
  }
}
