import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { limits } from '@fjernhjelp/protocol';
import { TestSocket } from '../../apps/server/src/testing/test-socket.ts';

/** The unit of utime and stime in /proc/<pid>/stat. */
const TICK_MS = 10;
/** Runs in the server: garbage is no session's, and a server in which nothing moves does not collect it by itself. */
const COLLECTOR = `process.on('message', () => { gc(); gc(); process.send(process.memoryUsage()); }); process.channel.unref();`;
const root = join(import.meta.dirname, '../..');
/** As `npm start` gives them. */
const nodeOptions: readonly string[] = JSON.parse(
  readFileSync(join(root, 'apps/server/node-options.json'), 'utf8'),
);

/** Both ends of one link; the host's own socket to the broker stays open behind them. */
export interface Link {
  readonly hostEnd: TestSocket;
  readonly viewer: TestSocket;
}

/** The real server as its own process, with its data in a temporary folder, and ends that connect to it. */
export class ServerProcess {
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
        ...nodeOptions,
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

  static async use<T>(encrypted: boolean, use: (server: ServerProcess) => Promise<T>): Promise<T> {
    const server = new ServerProcess(encrypted);
    try {
      await server.#ready();
      return await use(server);
    } finally {
      await server.#close();
    }
  }

  /** @returns what JavaScript has in use after a collection, its heap and all buffers, without what the allocator keeps for later */
  async liveBytes(): Promise<number> {
    const collected = once(this.#process, 'message');
    this.#process.send('collect');
    const [usage] = (await collected) as [NodeJS.MemoryUsage];
    return usage.heapUsed + usage.external;
  }

  /** All memory that the process has of the system. */
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

  async #ready(): Promise<void> {
    let printed = '';
    for await (const piece of this.#process.stdout ?? []) {
      printed += piece;
      this.#url = /https?:\/\/[^/\s]+(?=\/\s)/.exec(printed)?.[0] ?? '';
      if (this.#url) return;
    }
    throw new Error('the server did not start');
  }

  async #close(): Promise<void> {
    if (this.#process.exitCode === null) {
      const exited = once(this.#process, 'exit');
      this.#process.kill('SIGKILL');
      await exited;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
