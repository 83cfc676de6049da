import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { limits } from '@fjernhjelp/protocol/signalling';
import pino from 'pino';
import { onTestFinished } from 'vitest';
import { type RunningServer, startServer } from '../server.ts';
import type { ServerSettings } from '../settings/definitions.ts';
import { defaultSettings } from '../settings/read.ts';
import { ManualClock } from './manual-clock.ts';
import { TestSocket } from './test-socket.ts';
import { until } from './until.ts';

/** @returns a new folder that goes with the test */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fjernhjelp-server-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A session's host, registered. */
export interface TestHost {
  readonly socket: TestSocket;
  readonly id: string;
  readonly token: string;
}

/** The real server on a free port, with a store of its own and a clock that the test moves. */
export class TestServer {
  readonly folder = temporaryFolder();
  readonly clock = new ManualClock();
  /** Every line that it logged. */
  readonly logged: string[] = [];
  running!: RunningServer;
  readonly #settings: Partial<ServerSettings>;

  private constructor(settings: Partial<ServerSettings>) {
    this.#settings = settings;
  }

  static async start(settings: Partial<ServerSettings> = {}): Promise<TestServer> {
    const server = new TestServer(settings);
    await server.startAgain();
    onTestFinished(() => server.stop());
    return server;
  }

  /** A new run on the same store. */
  async startAgain(): Promise<void> {
    const { webFolder: _pages, ...defaults } = defaultSettings(this.folder);
    const settings = { ...defaults, host: '127.0.0.1', port: 0, ...this.#settings };
    const log = pino({ level: 'info' }, { write: (line: string) => this.logged.push(line) });
    const epochNow = () => 1_800_000_000_000 + this.clock.now();
    this.running = await startServer(settings, { clock: this.clock, epochNow, log });
  }

  get url(): string {
    return this.running.url;
  }

  /** Stops it; ends that do not answer are given up at once. */
  async stop(): Promise<void> {
    const closed = this.running.close();
    this.clock.advance(2000);
    await closed;
  }

  /** Lets the time pass as it does for living sockets: each answers its pings on the way. */
  async pass(timeMs: number): Promise<void> {
    for (let leftMs = timeMs; leftMs > 0; leftMs -= limits.keepAliveMs) {
      this.clock.advance(Math.min(leftMs, limits.keepAliveMs));
      await until(() => this.running.load().pingsUnderWay === 0);
    }
  }

  open(path: string, options?: Parameters<typeof TestSocket.open>[2]): Promise<TestSocket> {
    return TestSocket.open(this.url, path, options);
  }

  async register(earlier?: { id: string; token: string }): Promise<TestHost> {
    const socket = await this.open('/api/host');
    socket.send({
      type: 'register',
      version: limits.protocolVersion,
      ...(earlier ? { resume: { id: earlier.id, token: earlier.token } } : {}),
    });
    const answer = await socket.json();
    if (answer['type'] !== 'registered') throw new Error(JSON.stringify(answer));
    return { socket, id: String(answer['id']), token: String(answer['token']) };
  }

  /** A viewer's socket that has asked for this ID. */
  async connect(id: string): Promise<TestSocket> {
    const viewer = await this.open('/api/viewer');
    viewer.send({ type: 'connect', version: limits.protocolVersion, id });
    return viewer;
  }

  /** Both ends of one link, spliced. */
  async link(host: TestHost): Promise<{ hostEnd: TestSocket; viewer: TestSocket }> {
    const viewer = await this.connect(host.id);
    const offer = await host.socket.json();
    const hostEnd = await this.open('/api/link');
    hostEnd.send({ type: 'accept', link: offer['link'] });
    for (const end of [hostEnd, viewer]) {
      const answer = await end.json();
      if (answer['type'] !== 'linked') throw new Error(JSON.stringify(answer));
    }
    return { hostEnd, viewer };
  }

  /** Another process writes to the store and does not finish, until the test has. @returns lets it finish earlier */
  lockStore(): () => void {
    const database = this.openStore();
    database.exec('BEGIN IMMEDIATE');
    return () => database.exec('ROLLBACK');
  }

  /** @returns the store's file, as another process has it */
  openStore(): DatabaseSync {
    const database = new DatabaseSync(join(this.folder, 'data', 'fjernhjelp.sqlite'));
    onTestFinished(() => database.close());
    return database;
  }

  /** @returns what the store's file holds, read past the server */
  rows(sql: string): Record<string, unknown>[] {
    const database = new DatabaseSync(join(this.folder, 'data', 'fjernhjelp.sqlite'), { readOnly: true });
    try {
      return database.prepare(sql).all();
    } finally {
      database.close();
    }
  }
}
