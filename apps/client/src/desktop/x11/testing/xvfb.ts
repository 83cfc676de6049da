import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface XvfbOptions {
  /** As in `-screen 0`: 1920x1080x24. */
  readonly screen?: string;
  /** Further arguments, such as `-extension DAMAGE`. */
  readonly args?: readonly string[];
}

/** A real X server with nobody in front of it, and the programs that a test puts on it. */
export class Xvfb {
  readonly name: string;
  readonly #server: ChildProcess;
  readonly #programs: ChildProcess[] = [];

  /** The first free display number. The server's state outlives its clients (`-noreset`). */
  static async start({ screen = '1280x800x24', args = [] }: XvfbOptions = {}): Promise<Xvfb> {
    const server = spawn('Xvfb', ['-displayfd', '3', '-noreset', '-screen', '0', screen, ...args], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const [chunk] = (await once(server.stdio[3] as Readable, 'data')) as [Buffer];
    return new Xvfb(server, `:${chunk.toString().trim()}`);
  }

  private constructor(server: ChildProcess, name: string) {
    this.#server = server;
    this.name = name;
  }

  get env(): NodeJS.ProcessEnv {
    const { WAYLAND_DISPLAY, XDG_SESSION_TYPE, ...env } = process.env;
    return { ...env, DISPLAY: this.name, LC_ALL: 'C.UTF-8' };
  }

  /** Starts a program that stays until `stop` at the latest. */
  start(command: string, ...args: string[]): ChildProcess {
    const program = spawn(command, args, { env: this.env, stdio: 'ignore' });
    this.#programs.push(program);
    return program;
  }

  /** @returns what the program printed, once it has ended well */
  async run(command: string, ...args: string[]): Promise<Buffer> {
    const { stdout } = await run(command, args, { env: this.env, encoding: 'buffer', maxBuffer: 1 << 28 });
    return stdout;
  }

  /** Resolves when it has served other programs, and by that all who asked or were to be told before. */
  async answersOthers(): Promise<void> {
    for (let i = 0; i < 3; i++) await this.run('xdpyinfo');
  }

  /** As when the machine's display server crashes. */
  async kill(): Promise<void> {
    const gone = once(this.#server, 'exit');
    this.#server.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    const running = [...this.#programs, this.#server].filter(
      (each) => each.exitCode === null && !each.signalCode,
    );
    await Promise.all(
      running.map((each) => {
        const gone = once(each, 'exit');
        each.kill('SIGKILL');
        return gone;
      }),
    );
  }
}

/** Why the tests with a real X server cannot run here, or false. Under CI they have to. */
export function xvfbMissing(): string | false {
  const there = spawnSync('Xvfb', ['-help'], { stdio: 'ignore' }).error === undefined;
  if (there || process.env['CI']) return false;
  return 'Xvfb is not installed: apt-get install xvfb x11-utils x11-apps x11-xkb-utils x11-xserver-utils xterm';
}

/** Waits until the probe gives something, asking again every few milliseconds; the test's own timeout ends it. */
export async function until<Found>(
  probe: () => Found | undefined | false | Promise<Found | undefined | false>,
) {
  for (;;) {
    const found = await probe();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
