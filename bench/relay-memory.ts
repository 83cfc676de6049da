// What one session costs the relay while its ends do not read (PROTOCOL.md SG15): `node bench/relay-memory.ts`. Linux only.
// Starts the real server as its own process, opens links, lets one end or both ends stop reading while the other sends
// all that it gets rid of, and asks the server what it holds and /proc what it takes. The slope between few and many sessions
// leaves out what the server needs anyway. Then it sends through one link that is read: MiB/s, and the server's CPU time,
// which says more than the speed where other programs run.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { limits } from '@fjernhjelp/protocol';
import { TestSocket } from '../apps/server/src/testing/test-socket.ts';
import { median } from './statistics.ts';

const MIB = 1024 * 1024;
const FEW_SESSIONS = 20;
const MANY_SESSIONS = 120;
/** What each sender keeps waiting on its own side: always more than the relay takes at once. */
const SENDER_BYTES = 4 * limits.relayMessageBytes;
const SMALL_BYTES = 2048;
const THROUGHPUT_BYTES = 256 * MIB;
const THROUGHPUT_RUNS = 3;
/** Nothing has moved for so long: the relay is full. An end that reads nothing is dropped after 9 s (SG17). */
const STUCK_MS = 500;
const GIVE_UP_MS = 7000;
/** The unit of utime and stime in /proc/<pid>/stat. */
const TICK_MS = 10;
/** Runs in the server: garbage is no session's, and a server in which nothing moves does not collect it by itself. */
const COLLECTOR = `process.on('message', () => { gc(); gc(); process.send(process.memoryUsage()); });`;
const root = join(import.meta.dirname, '..');

interface Link {
  readonly hostEnd: TestSocket;
  readonly viewer: TestSocket;
}

/** The server's process, with its data in a temporary folder, and ends that connect to it. */
class ServerProcess {
  readonly #folder = mkdtempSync(join(tmpdir(), 'fjernhjelp-relay-memory-'));
  readonly #process: ChildProcess;
  #url = '';

  constructor(encrypted: boolean) {
    this.#process = spawn(
      process.execPath,
      [
        '--expose-gc',
        '--import',
        `data:text/javascript,${encodeURIComponent(COLLECTOR)}`,
        join(root, 'apps/server/src/main.ts'),
      ],
      {
        cwd: this.#folder,
        stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
        env: {
          ...process.env,
          FJERNHJELP_PORT: '0',
          FJERNHJELP_DATA_FOLDER: this.#folder,
          FJERNHJELP_SELF_SIGNED: String(encrypted),
          FJERNHJELP_NEW_SESSIONS_PER_MINUTE: '100000',
          FJERNHJELP_MAX_WAITING_SOCKETS: '4000',
        },
      },
    );
  }

  async ready(): Promise<void> {
    let printed = '';
    for await (const piece of this.#process.stdout ?? []) {
      printed += piece;
      this.#url = /https?:\/\/[^/\s]+(?=\/\s)/.exec(printed)?.[0] ?? '';
      if (this.#url) return;
    }
    throw new Error('the server did not start');
  }

  async close(): Promise<void> {
    if (this.#process.exitCode === null) {
      const exited = once(this.#process, 'exit');
      this.#process.kill('SIGKILL');
      await exited;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** @returns what is in use after a collection: JavaScript's heap and all buffers, without what the allocator keeps for later */
  async liveBytes(): Promise<number> {
    const collected = once(this.#process, 'message');
    this.#process.send('collect');
    const [usage] = (await collected) as [NodeJS.MemoryUsage];
    return usage.heapUsed + usage.external;
  }

  get residentBytes(): number {
    const status = readFileSync(`/proc/${this.#process.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
  }

  get cpuMs(): number {
    const fields = readFileSync(`/proc/${this.#process.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  }

  /** One session with its host's socket, its viewer and the link between them. */
  async link(): Promise<Link> {
    const version = limits.protocolVersion;
    const control = await this.#open('/api/host');
    control.send({ type: 'register', version });
    const { id } = await control.json();
    const viewer = await this.#open('/api/viewer');
    viewer.send({ type: 'connect', version, id });
    const { link } = await control.json();
    const hostEnd = await this.#open('/api/link');
    hostEnd.send({ type: 'accept', link });
    for (const end of [hostEnd, viewer]) {
      const answer = await end.json();
      if (answer['type'] !== 'linked') throw new Error(JSON.stringify(answer));
    }
    return { hostEnd, viewer };
  }

  #open(path: string): Promise<TestSocket> {
    return TestSocket.open(this.#url, path, { rejectUnauthorized: false });
  }
}

async function withServer<T>(encrypted: boolean, use: (server: ServerProcess) => Promise<T>): Promise<T> {
  const server = new ServerProcess(encrypted);
  try {
    await server.ready();
    return await use(server);
  } finally {
    await server.close();
  }
}

interface Situation {
  readonly stalledEnds: 1 | 2;
  readonly encrypted: boolean;
  readonly messageBytes: number;
}

/** Sends until nothing moves any more. @returns what the server holds then, and the most that it had of the system's memory meanwhile */
async function fill(
  server: ServerProcess,
  senders: readonly TestSocket[],
  message: Uint8Array,
): Promise<Filled> {
  const start = performance.now();
  let peakBytes = 0;
  let movedAt = start;
  let sentBytes = 0;
  let earlier = -1;
  while (performance.now() - movedAt < STUCK_MS) {
    if (performance.now() - start > GIVE_UP_MS) throw new Error('the relay is not full in time');
    let waitingBytes = 0;
    for (const { webSocket } of senders) {
      if (webSocket.readyState !== webSocket.OPEN) throw new Error('a link was closed');
      while (webSocket.bufferedAmount < SENDER_BYTES) {
        webSocket.send(message);
        sentBytes += message.length;
      }
      waitingBytes += webSocket.bufferedAmount;
    }
    const taken = sentBytes - waitingBytes;
    if (Math.abs(taken - earlier) > 0) movedAt = performance.now();
    earlier = taken;
    peakBytes = Math.max(peakBytes, server.residentBytes);
    await sleep(10);
  }
  const liveBytes = await server.liveBytes();
  return { liveBytes, peakBytes };
}

interface Filled {
  readonly liveBytes: number;
  readonly peakBytes: number;
}

function residentWith(sessions: number, situation: Situation): Promise<Filled> {
  const { encrypted, stalledEnds, messageBytes } = situation;
  return withServer(encrypted, async (server) => {
    const links: Link[] = [];
    while (links.length < sessions) links.push(await server.link());
    for (const { hostEnd, viewer } of links) {
      viewer.webSocket.pause();
      if (stalledEnds === 2) hostEnd.webSocket.pause();
    }
    const senders = links.flatMap(({ hostEnd, viewer }) =>
      stalledEnds === 2 ? [hostEnd, viewer] : [hostEnd],
    );
    const resident = await fill(server, senders, new Uint8Array(messageBytes));
    for (const { hostEnd, viewer } of links) for (const end of [hostEnd, viewer]) end.drop();
    return resident;
  });
}

async function memory(situation: Situation) {
  const few = await residentWith(FEW_SESSIONS, situation);
  const many = await residentWith(MANY_SESSIONS, situation);
  const slope = (from: number, to: number) => Math.round((to - from) / (MANY_SESSIONS - FEW_SESSIONS) / 1024);
  return {
    ...situation,
    heldPerSessionKiB: slope(few.liveBytes, many.liveBytes),
    /** What the process took for it at the most, garbage and the allocator's spare memory included: noisy. */
    residentPerSessionKiB: slope(few.peakBytes, many.peakBytes),
  };
}

/** Sends through one link as fast as its end reads. */
async function sendThrough(server: ServerProcess, { hostEnd, viewer }: Link) {
  const message = new Uint8Array(limits.relayMessageBytes);
  const cpuBefore = server.cpuMs;
  const start = performance.now();
  let sentBytes = 0;
  const push = () => {
    while (sentBytes < THROUGHPUT_BYTES && hostEnd.webSocket.bufferedAmount < MIB) {
      sentBytes += message.length;
      hostEnd.webSocket.send(message, push);
    }
  };
  push();
  for (let received = 0; received < THROUGHPUT_BYTES; ) received += (await viewer.bytes()).length;
  const mib = THROUGHPUT_BYTES / MIB;
  return {
    mibPerSecond: mib / ((performance.now() - start) / 1000),
    cpuMsPerMib: (server.cpuMs - cpuBefore) / mib,
  };
}

function throughput(encrypted: boolean) {
  return withServer(encrypted, async (server) => {
    const link = await server.link();
    const runs: Awaited<ReturnType<typeof sendThrough>>[] = [];
    while (runs.length < THROUGHPUT_RUNS) runs.push(await sendThrough(server, link));
    for (const end of [link.hostEnd, link.viewer]) end.drop();
    return {
      encrypted,
      mibPerSecond: Math.round(median(runs.map((run) => run.mibPerSecond))),
      cpuMsPerMib: Math.round(median(runs.map((run) => run.cpuMsPerMib)) * 100) / 100,
    };
  });
}

const memories: Awaited<ReturnType<typeof memory>>[] = [];
for (const messageBytes of [limits.relayMessageBytes, SMALL_BYTES]) {
  for (const stalledEnds of [1, 2] as const) {
    for (const encrypted of [false, true]) {
      memories.push(await memory({ stalledEnds, encrypted, messageBytes }));
    }
  }
}
const throughputs = [await throughput(false), await throughput(true)];

console.table(memories);
console.table(throughputs);
console.log(
  JSON.stringify({ sessions: [FEW_SESSIONS, MANY_SESSIONS], memory: memories, throughput: throughputs }),
);
