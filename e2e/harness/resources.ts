import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * What is waited for comes at some time on a machine that is slow and has much else to do: no test is about how fast it is, so
 * this only ends what would never come.
 */
export const PATIENCE_MS = 120_000;

/** The checkout's root folder, and the project's own Node. */
export const root = resolve(import.meta.dirname, '../..');
export const node = join(root, 'node_modules/.bin/node');

/** Of this run of all tests; undefined outside one, where nothing is shared. */
export const runFolder = process.env['E2E_RUN_FOLDER'];

/** Where Node keeps what it made of the sources, for all that starts from them in one run of the tests: a third of a start's work. */
export const compiledFolder = runFolder && join(runFolder, 'compiled');
const compiled = compiledFolder === undefined ? {} : { NODE_COMPILE_CACHE: compiledFolder };

/** What a test opened, closed again in reverse order whatever happens. */
export class Resources implements AsyncDisposable {
  readonly #closers: (() => unknown)[] = [];

  add(close: () => unknown): void {
    this.#closers.push(close);
  }

  async close(): Promise<void> {
    for (let close = this.#closers.pop(); close; close = this.#closers.pop()) await close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async temporaryFolder(name: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), `fjernhjelp-${name}-`));
    this.add(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
    return folder;
  }

  /** Starts a program whose whole process group is killed at the end. */
  spawn(
    command: string,
    args: readonly string[],
    options: { env?: NodeJS.ProcessEnv; cwd?: string } = {},
  ): Program {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...(command === node && compiled), ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    const program = new Program(child, command);
    this.add(() => program.kill());
    return program;
  }
}

/** A running program: its output so far, its lines, its end. */
export class Program {
  readonly child: ChildProcess;
  readonly #name: string;
  stdout = '';
  stderr = '';
  exitCode: number | undefined;
  readonly exited: Promise<number>;

  constructor(child: ChildProcess, name: string) {
    this.child = child;
    this.#name = name;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    this.exited = new Promise((resolveExit) => {
      child.once('error', (error) => {
        this.stderr += String(error);
        this.exitCode = -1;
        resolveExit(-1);
      });
      child.once('exit', (code, signal) => {
        this.exitCode = code ?? (signal ? 128 : -1);
        resolveExit(this.exitCode);
      });
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Waits until a condition on the output holds; fails with the output when the program ends first. */
  async until<T>(what: string, find: (program: Program) => Found<T>, timeoutMs = PATIENCE_MS): Promise<T> {
    return until(
      what,
      async () => {
        const found = await find(this);
        if (found) return found as T;
        if (this.exitCode !== undefined) {
          throw new Error(
            `${this.#name} ended with ${this.exitCode} before: ${what}\n${this.stdout}\n${this.stderr}`,
          );
        }
        return undefined;
      },
      timeoutMs,
      () => `${this.stdout.slice(-2000)}\n${this.stderr.slice(-2000)}`,
    );
  }

  /** Sends a signal to the program alone. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Ends the program and everything that it started, at once. */
  async kill(): Promise<void> {
    try {
      process.kill(-this.pid, 'SIGKILL');
    } catch {
      // The group is gone already: that is what was wanted.
    }
    await this.exited;
  }
}

type Missing = undefined | false | null;
type Found<T> = T | Missing | Promise<T | Missing>;

/** Waits until the condition gives something; asks again every few milliseconds and fails after the time-out. */
export async function until<T>(
  what: string,
  condition: () => Found<T>,
  timeoutMs = PATIENCE_MS,
  context: () => string = () => '',
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await condition();
    if (found !== undefined && found !== false && found !== null) return found;
    if (Date.now() > deadline) throw new Error(`timed out waiting until ${what}\n${context()}`);
    await delay(20);
  }
}

/** The ports that no system gives away by itself to whoever connects or listens; none of them is barred by browsers. */
const PORTS = { from: 20_000, to: 32_767 };

/** @returns a port that nobody listens on. It is drawn, so that tests side by side hardly ever get the same. */
export async function freePort(): Promise<number> {
  return until('a port is free', async () => {
    const port = randomInt(PORTS.from, PORTS.to + 1);
    const server = createServer();
    return new Promise<number | undefined>((resolvePort) => {
      server.once('error', () => resolvePort(undefined));
      server.listen(port, () => server.close(() => resolvePort(port)));
    });
  });
}
